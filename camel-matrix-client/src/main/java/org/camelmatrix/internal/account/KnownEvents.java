// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import com.fasterxml.jackson.databind.JsonNode;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.Mentions;
import org.camelmatrix.event.Relation;
import org.camelmatrix.event.RoomId;

/**
 * What the account remembers of events that others may relate to: which of them are edits, which
 * are in a thread, whom they mention, and which message of a thread is the latest. It is bounded;
 * what is forgotten has to be asked for again.
 *
 * <p>Any thread may call.
 */
final class KnownEvents {

    private static final int EVENTS = 2_000;
    private static final int THREADS = 1_000;

    private final RecentMap<EventInRoom, Known> events = new RecentMap<>(EVENTS);
    private final RecentMap<EventInRoom, Latest> threads = new RecentMap<>(THREADS);

    /** An event in its room. */
    private record EventInRoom(RoomId room, EventId event) {}

    /**
     * An event.
     *
     * @param edits the event that it replaces, or null if it is no edit
     * @param reactsTo the event that it is a reaction to, or null if it is none
     * @param thread the root of the thread that it is in, or null
     * @param mentions whom it mentions or has mentioned, its edits included
     */
    record Known(EventId edits, EventId reactsTo, EventId thread, Mentions mentions) {

        /** A message that is no edit, no reaction and not in a thread, and mentions nobody. */
        static final Known PLAIN = new Known(null, null, null, Mentions.NONE);

        /** What the content of an event says. */
        static Known of(Relation relation, Mentions mentions) {
            EventId edits = relation instanceof Relation.Replacement edit ? edit.target() : null;
            EventId reactsTo = relation instanceof Relation.Annotation on ? on.target() : null;
            EventId thread = relation instanceof Relation.Thread in ? in.target() : null;
            return edits == null && reactsTo == null && thread == null && mentions.isNobody()
                    ? PLAIN
                    : new Known(edits, reactsTo, thread, mentions);
        }

        /** The event that it is an edit of or a reaction to, or null. */
        EventId about() {
            return edits == null ? reactsTo : edits;
        }

        Known and(Mentions more) {
            return new Known(edits, reactsTo, thread, mentions.and(more));
        }
    }

    /**
     * The latest message of a thread.
     *
     * @param time the homeserver's time of the message; for a message of this account the latest
     *     such time that was known when it was sent, as clocks of two machines are not compared
     */
    private record Latest(EventId event, long time) {}

    /** What is known of an event, or null. */
    Known find(RoomId room, EventId event) {
        return events.get(new EventInRoom(room, event));
    }

    void note(RoomId room, EventId event, Known known) {
        events.put(new EventInRoom(room, event), known);
    }

    /** The latest known message of a thread, or null. */
    EventId latest(RoomId room, EventId root) {
        Latest latest = threads.get(new EventInRoom(room, root));
        return latest == null ? null : latest.event();
    }

    /** Remembers a message of a thread as the homeserver gave it. */
    void inThread(RoomId room, EventId root, EventId event, long time) {
        EventInRoom thread = new EventInRoom(room, root);
        Latest known = threads.get(thread);
        if (known == null || known.time() < time) {
            threads.put(thread, new Latest(event, time));
        }
    }

    /** Remembers an event that the account has sent. */
    void sent(RoomId room, EventId event, Relation relation, JsonNode content) {
        if (relation == null && content.path(Mentions.FIELD).isEmpty()) {
            note(room, event, Known.PLAIN);
            return;
        }
        note(room, event, Known.of(relation, Mentions.of(content)));
        if (relation instanceof Relation.Thread in) {
            EventInRoom thread = new EventInRoom(room, in.target());
            Latest before = threads.get(thread);
            threads.put(thread, new Latest(event, before == null ? 0 : before.time()));
        } else if (relation instanceof Relation.Replacement edit) {
            Known message = find(room, edit.target());
            if (message != null) {
                note(room, edit.target(), message.and(Mentions.of(content.path("m.new_content"))));
            }
        }
    }

    /** Forgets a redacted event as the latest message of a thread. */
    void redacted(EventId event) {
        threads.removeValues(latest -> latest.event().equals(event));
    }

    /** Remembers an event as the homeserver gave it, with its aggregations ("Aggregations"). */
    Known told(RoomId room, EventId event, JsonNode json) {
        JsonNode content = json.path("content");
        JsonNode bundled = json.path("unsigned").path("m.relations");
        JsonNode edited = bundled.path("m.replace").path("content").path("m.new_content");
        Known before = find(room, event);
        Known known =
                Known.of(
                        Relation.of(content),
                        Mentions.of(content)
                                .and(Mentions.of(edited))
                                .and(before == null ? Mentions.NONE : before.mentions()));
        note(room, event, known);
        if (known.edits() == null && known.reactsTo() == null && known.thread() == null) {
            JsonNode latest = bundled.path("m.thread").path("latest_event");
            EventId id = EventId.orNull(latest.path("event_id").asText());
            inThread(
                    room, event, id == null ? event : id, latest.path("origin_server_ts").asLong());
        }
        return known;
    }
}
