// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Mentions;
import org.camelmatrix.event.Relation;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.ErrorCode;
import org.camelmatrix.internal.outgoing.OutgoingEvent;

/**
 * Completes events that belong to others, just before they are sent: a relation to an edit or to a
 * reaction becomes one to its message (Client-Server API, "Validity of replacement events"), a part
 * of a thread names the latest known message ("Fallback for unthreaded clients"), an edit notifies
 * only those whom the message has not mentioned yet ("Edits of events with mentions"), and the
 * account never mentions itself. The transaction id is derived before, so none of this changes it.
 *
 * <p>The homeserver is asked only about events that the account does not know, once for each as
 * long as it is remembered. Any thread may call.
 */
final class RelatedEvents {

    /** The longest chain of edits and reactions that is followed; two are what clients make. */
    private static final int LONGEST_CHAIN = 8;

    private static final String NEW_CONTENT = "m.new_content";

    private final KnownEvents known = new KnownEvents();

    /** A message with what is known of it. */
    private record Message(EventId id, KnownEvents.Known known) {}

    /** The message that an event is about: itself, or the one that it edits or reacts to. */
    CompletableFuture<EventId> message(SignedIn who, RoomId room, EventId event) {
        return resolve(who, room, event).thenApply(Message::id);
    }

    /** The message that an event edits, or else the event itself, a reaction too. */
    CompletableFuture<EventId> withoutEdit(SignedIn who, RoomId room, EventId event) {
        return resolve(who, room, event, KnownEvents.Known::edits, LONGEST_CHAIN)
                .thenApply(Message::id);
    }

    private CompletableFuture<Message> resolve(SignedIn who, RoomId room, EventId event) {
        return resolve(who, room, event, KnownEvents.Known::about, LONGEST_CHAIN);
    }

    private CompletableFuture<Message> resolve(
            SignedIn who,
            RoomId room,
            EventId event,
            Function<KnownEvents.Known, EventId> next,
            int longest) {
        return find(who, room, event)
                .thenCompose(
                        found -> {
                            EventId about = next.apply(found);
                            if (about == null || longest == 0) {
                                return CompletableFuture.completedFuture(new Message(event, found));
                            }
                            return resolve(who, room, about, next, longest - 1);
                        });
    }

    private CompletableFuture<KnownEvents.Known> find(SignedIn who, RoomId room, EventId event) {
        KnownEvents.Known found = known.find(room, event);
        return found == null
                ? ask(who, room, event).exceptionally(thrown -> refused(room, event, thrown))
                : CompletableFuture.completedFuture(found);
    }

    private CompletableFuture<KnownEvents.Known> ask(SignedIn who, RoomId room, EventId event) {
        return who.client()
                .events()
                .event(who.who(), room, event)
                .thenApply(json -> known.told(room, event, json));
    }

    /**
     * An event that the account may not read counts as a plain message. That is remembered if the
     * event does not exist. A refusal because of a ban or a removal is not remembered, as it may
     * end.
     */
    private KnownEvents.Known refused(RoomId room, EventId event, Throwable thrown) {
        MatrixException reason = MatrixFailure.of(thrown);
        if (!(reason instanceof MatrixRejectedException)) {
            throw reason;
        }
        if (ErrorCode.NOT_FOUND.equals(reason.getErrcode())) {
            known.note(room, event, KnownEvents.Known.PLAIN);
        }
        return KnownEvents.Known.PLAIN;
    }

    /** The event as it is to be sent now. */
    CompletableFuture<OutgoingEvent> complete(SignedIn who, RoomId room, OutgoingEvent event) {
        OutgoingEvent own = withoutMentionOf(who.user().value(), event);
        Relation relation = own.relation();
        if (relation == null || relation instanceof Relation.Other) {
            return CompletableFuture.completedFuture(own);
        }
        return resolve(who, room, relation.target())
                .thenCompose(message -> complete(who, room, own, relation, message));
    }

    private CompletableFuture<OutgoingEvent> complete(
            SignedIn who, RoomId room, OutgoingEvent event, Relation relation, Message message) {
        EventId id = message.id();
        boolean isOfAnother = !id.equals(relation.target());
        EventId thread = message.known().thread();
        if (relation instanceof Relation.Replacement) {
            OutgoingEvent edit = isOfAnother ? event.relating(new Relation.Replacement(id)) : event;
            return CompletableFuture.completedFuture(
                    withNewMentions(edit, message.known().mentions()));
        }
        if (relation instanceof Relation.Thread in) {
            return inThread(who, room, event, thread == null ? id : thread, in.replyTo());
        }
        if (relation instanceof Relation.Reply && isOfAnother && thread != null) {
            return inThread(who, room, event, thread, id);
        }
        if (!isOfAnother) {
            return CompletableFuture.completedFuture(event);
        }
        return CompletableFuture.completedFuture(
                event.relating(
                        relation instanceof Relation.Annotation reaction
                                ? new Relation.Annotation(id, reaction.key())
                                : new Relation.Reply(id)));
    }

    private CompletableFuture<OutgoingEvent> inThread(
            SignedIn who, RoomId room, OutgoingEvent event, EventId root, EventId replyTo) {
        Function<Relation.Thread, OutgoingEvent> related =
                thread -> thread.equals(event.relation()) ? event : event.relating(thread);
        return replyTo == null
                ? latest(who, room, root)
                        .thenApply(latest -> related.apply(new Relation.Thread(root, null, latest)))
                : message(who, room, replyTo)
                        .thenApply(answered -> related.apply(new Relation.Thread(root, answered)));
    }

    /** The latest known message of a thread, or its root if none is known. */
    private CompletableFuture<EventId> latest(SignedIn who, RoomId room, EventId root) {
        EventId latest = known.latest(room, root);
        if (latest != null) {
            return CompletableFuture.completedFuture(latest);
        }
        return ask(who, room, root)
                .handle(
                        (told, thrown) -> {
                            if (isRefusal(thrown)) {
                                known.inThread(room, root, root, 0);
                            }
                            EventId found = known.latest(room, root);
                            return found == null ? root : found;
                        });
    }

    private static boolean isRefusal(Throwable thrown) {
        return thrown != null && MatrixFailure.of(thrown) instanceof MatrixRejectedException;
    }

    private static OutgoingEvent withNewMentions(OutgoingEvent edit, Mentions before) {
        Mentions all = Mentions.of(edit.content());
        Mentions fresh = all.without(before);
        return fresh.equals(all)
                ? edit
                : edit.with(with(edit.content(), Mentions.FIELD, fresh.toJson()));
    }

    private static OutgoingEvent withoutMentionOf(String self, OutgoingEvent event) {
        ObjectNode content = withoutMentionOf(self, event.content());
        if (content.path(NEW_CONTENT) instanceof ObjectNode revision) {
            ObjectNode other = withoutMentionOf(self, revision);
            content = other == revision ? content : with(content, NEW_CONTENT, other);
        }
        return content == event.content() ? event : event.with(content);
    }

    private static ObjectNode withoutMentionOf(String self, ObjectNode content) {
        JsonNode users = content.path(Mentions.FIELD).path("user_ids");
        for (int i = 0; i < users.size(); i++) {
            if (users.get(i).asText().equals(self)) {
                Mentions others = Mentions.of(content).without(Mentions.of(self));
                return with(content, Mentions.FIELD, others.toJson());
            }
        }
        return content;
    }

    private static ObjectNode with(ObjectNode content, String field, ObjectNode value) {
        ObjectNode copy = content.objectNode();
        copy.setAll(content);
        copy.set(field, value);
        return copy;
    }

    /**
     * Remembers an event that the account has sent.
     *
     * @return the message that it edits, or null if it is no edit
     */
    EventId sent(RoomId room, OutgoingEvent event, EventId id) {
        Relation relation =
                event.relation() == null ? Relation.of(event.content()) : event.relation();
        known.sent(room, id, relation, event.content());
        return relation instanceof Relation.Replacement edit ? edit.target() : null;
    }

    /** Remembers a received event that another event is about to relate to. */
    void received(MatrixEvent event) {
        if (event.id() != null && known.find(event.room(), event.id()) == null) {
            known.note(
                    event.room(),
                    event.id(),
                    KnownEvents.Known.of(event.relation(), event.mentions()));
        }
    }

    /** Remembers an event that is known to be no edit and no reaction. */
    void isMessage(RoomId room, EventId event) {
        if (known.find(room, event) == null) {
            known.note(room, event, KnownEvents.Known.PLAIN);
        }
    }

    /** Remembers a received message of a thread. */
    void receivedInThread(MatrixEvent event, EventId root) {
        if (event.id() != null && event.timestamp() != null) {
            known.inThread(event.room(), root, event.id(), event.timestamp().toEpochMilli());
        }
    }

    /** Remembers an event as the homeserver gave it. */
    void told(RoomId room, EventId event, JsonNode json) {
        known.told(room, event, json);
    }

    /** Remembers that the account has redacted an event. */
    void redacted(EventId event) {
        known.redacted(event);
    }
}
