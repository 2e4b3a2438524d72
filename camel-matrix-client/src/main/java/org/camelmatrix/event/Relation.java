// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** How an event belongs to another (Client-Server API, "Forming relationships between events"). */
public sealed interface Relation {

    /** The field of an event's content that tells it. */
    String RELATES_TO = "m.relates_to";

    /** The event that it belongs to. */
    EventId target();

    /** Lets the content of an event tell it, in place of any other. */
    default void addTo(ObjectNode content) {
        ObjectNode relation = content.putObject(RELATES_TO);
        if (this instanceof Reply) {
            putReplyTo(relation, target());
            return;
        }
        relation.put("event_id", target().value());
        if (this instanceof Thread thread) {
            relation.put("rel_type", "m.thread");
            relation.put("is_falling_back", thread.replyTo() == null);
            putReplyTo(relation, thread.replyTo() == null ? thread.latest() : thread.replyTo());
        } else if (this instanceof Replacement) {
            relation.put("rel_type", "m.replace");
        } else if (this instanceof Annotation annotation) {
            relation.put("rel_type", "m.annotation");
            relation.put("key", annotation.key());
        } else if (this instanceof Other other) {
            relation.put("rel_type", other.type());
        }
    }

    private static void putReplyTo(ObjectNode relation, EventId event) {
        relation.putObject("m.in_reply_to").put("event_id", event.value());
    }

    /**
     * An answer to an event ("Rich replies").
     *
     * @param target what it answers
     */
    record Reply(EventId target) implements Relation {}

    /**
     * A part of a thread ("Threading").
     *
     * @param target the thread's root
     * @param replyTo the event that it answers within the thread, or null; not the one that stands
     *     there for clients without threads
     * @param latest the latest known message of the thread, which clients without threads show as
     *     the one that is answered where {@code replyTo} is null
     */
    record Thread(EventId target, EventId replyTo, EventId latest) implements Relation {

        /** A part of a thread of which no message but the root is known. */
        public Thread(EventId target, EventId replyTo) {
            this(target, replyTo, target);
        }
    }

    /**
     * A new text for an event ("Event replacements").
     *
     * @param target what it replaces
     */
    record Replacement(EventId target) implements Relation {}

    /**
     * A reaction ("Event annotations and reactions").
     *
     * @param target what it is about
     * @param key the reaction, mostly an emoji
     */
    record Annotation(EventId target, String key) implements Relation {}

    /**
     * Any other relation.
     *
     * @param target what it is about
     * @param type its {@code rel_type}
     */
    record Other(EventId target, String type) implements Relation {}

    /** The relation that the content of an event tells, or null for none. */
    static Relation of(JsonNode content) {
        JsonNode relation = content.path(RELATES_TO);
        EventId replyTo = id(relation.path("m.in_reply_to"));
        String type = MatrixEvent.text(relation, "rel_type");
        EventId target = id(relation);
        if (type == null || target == null) {
            return replyTo == null ? null : new Reply(replyTo);
        }
        return switch (type) {
            case "m.thread" ->
                    relation.path("is_falling_back").booleanValue()
                            ? new Thread(target, null, replyTo == null ? target : replyTo)
                            : new Thread(target, replyTo);
            case "m.replace" -> new Replacement(target);
            case "m.annotation" ->
                    MatrixEvent.text(relation, "key") == null
                            ? new Other(target, type)
                            : new Annotation(target, MatrixEvent.text(relation, "key"));
            default -> new Other(target, type);
        };
    }

    private static EventId id(JsonNode object) {
        return EventId.orNull(MatrixEvent.text(object, "event_id"));
    }
}
