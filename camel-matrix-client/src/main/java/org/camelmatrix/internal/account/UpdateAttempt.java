// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.Mentions;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.Relation;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.ReadEvent;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * One attempt to send a message with an update key, while no other attempt for that key runs.
 *
 * <p>The transaction id of a first message is stored before the message is sent. If it is unknown
 * whether that message arrived, the next message is sent with the same id. Then either the
 * homeserver answers with the event of the first message, or the next message becomes the first.
 *
 * <p>The transaction id of an update follows from the message that it updates, so a repeated update
 * is one event. The id of the last update of a key follows from the update before: if another
 * update came in between, the last one is sent again, so that the message shows it in the end.
 */
final class UpdateAttempt {

    private final Session session;
    private final RoomId room;
    private final TransactionId own;
    private final Recipient recipient;
    private final KeyedUpdate update;
    private final Senders senders;
    private final KeyMemory memory;

    /**
     * @param own identifies this message
     */
    UpdateAttempt(
            Session session,
            RoomId room,
            TransactionId own,
            Recipient recipient,
            KeyedUpdate update,
            Senders senders) {
        this.session = session;
        this.room = room;
        this.own = own;
        this.recipient =
                recipient instanceof Recipient.Room named
                        ? new Recipient.Room(room, named.via())
                        : recipient;
        this.update = update;
        this.senders = senders;
        this.memory = KeyMemory.of(update.store(), session.user(), room, update.key());
    }

    CompletableFuture<KeyedMessage> run() {
        KeyState state = memory.state();
        Optional<KeyState.Done> before = state.done(own);
        return before.isPresent()
                ? CompletableFuture.completedFuture(
                        message(before.get().event(), before.get().updated()))
                : goOnFrom(state);
    }

    private CompletableFuture<KeyedMessage> goOnFrom(KeyState state) {
        if (state.opening() != null && !state.opening().id().equals(own)) {
            return settle(state, state.opening());
        }
        if (!state.isOpen()) {
            return open(state);
        }
        return find(state.message())
                .thenCompose(found -> found.isPresent() ? update(state) : open(state));
    }

    /**
     * Whether a message says what this one says, apart from what is completed when an event is
     * sent. A message that cannot be read is taken for another one: then this one is sent as an
     * update of it, which does no harm where it says the same.
     */
    private boolean isOwn(ReadEvent found) {
        return found instanceof ReadEvent.Clear clear
                && comparable(clear.event().path("content"))
                        .equals(comparable(update.event().content()));
    }

    private JsonNode comparable(JsonNode content) {
        ObjectNode copy = content.deepCopy();
        copy.remove(Relation.RELATES_TO);
        Mentions others = Mentions.of(content).without(Mentions.of(session.user().value()));
        return copy.set(Mentions.FIELD, others.toJson());
    }

    /** Sends a first message. */
    private CompletableFuture<KeyedMessage> open(KeyState state) {
        boolean untried = state.opening() == null;
        if (untried) {
            memory.keep(state.opening(own, update.ends()));
        }
        return send(update.event(), own)
                .handle(
                        (event, thrown) -> {
                            if (thrown == null) {
                                return done(state.opened(own, event, update.ends()), event);
                            }
                            MatrixException reason = MatrixFailure.of(thrown);
                            if (untried && !(reason instanceof MatrixUnavailableException)) {
                                memory.keep(state);
                            }
                            throw reason;
                        });
    }

    /** Finds out whether the first message of another send has arrived. */
    private CompletableFuture<KeyedMessage> settle(KeyState state, KeyState.Opening opening) {
        return send(update.event(), opening.id())
                .thenCompose(first -> goOnFrom(state, opening, first));
    }

    private CompletableFuture<KeyedMessage> goOnFrom(
            KeyState state, KeyState.Opening opening, EventId first) {
        return find(first).thenCompose(found -> goOnFrom(state, opening, first, found));
    }

    private CompletableFuture<KeyedMessage> goOnFrom(
            KeyState state, KeyState.Opening opening, EventId first, Optional<ReadEvent> found) {
        if (found.filter(this::isOwn).isPresent()) {
            return CompletableFuture.completedFuture(
                    done(state.opened(own, first, update.ends()), first));
        }
        KeyState known = state.opened(opening.id(), first, opening.ends() || found.isEmpty());
        memory.keep(known);
        return goOnFrom(known);
    }

    private CompletableFuture<KeyedMessage> update(KeyState state) {
        String id = own.value() + '-' + (update.ends() ? state.base() : state.message().value());
        if (update.mode() == UpdateMode.REPLACE) {
            TransactionId redaction = new TransactionId(id + "-r");
            return senders.events()
                    .redact(session, target(), state.message(), null, in -> redaction)
                    .thenCompose(redacted -> open(state));
        }
        return send(update.next().apply(state.message()), new TransactionId(id))
                .thenApply(event -> done(state.updated(own, event, update.ends()), event));
    }

    private CompletableFuture<EventId> send(OutgoingEvent event, TransactionId id) {
        return senders.events()
                .send(session, target(), event, in -> id)
                .thenApply(RoomSender.Accepted::event);
    }

    /** An update goes to the room of the message that it updates. */
    private RoomSender.Target target() {
        return new RoomSender.Target(recipient, UpgradePolicy.STAY, room);
    }

    /** A closed key is kept only if the message that closed it may be sent again. */
    private KeyedMessage done(KeyState state, EventId event) {
        memory.keep(state.closed() && !update.lasting() ? KeyState.NONE : state);
        return message(event, state.message());
    }

    private KeyedMessage message(EventId event, EventId updated) {
        boolean isEdit = update.mode() == UpdateMode.EDIT && !event.equals(updated);
        return new KeyedMessage(SentMessage.of(room, event, isEdit ? updated : null), updated);
    }

    /** A message; empty if it is not there any more, or was redacted. */
    private CompletableFuture<Optional<ReadEvent>> find(EventId event) {
        return read(event).exceptionallyCompose(thrown -> enterAndRead(event, thrown));
    }

    private CompletableFuture<Optional<ReadEvent>> enterAndRead(EventId event, Throwable thrown) {
        MatrixException reason = MatrixFailure.of(thrown);
        if (!RefusedSend.mayBeOutOfDate(reason)) {
            return CompletableFuture.failedFuture(reason);
        }
        return senders.rooms()
                .enterAgain(session, recipient, room, false, UpgradePolicy.STAY)
                .thenCompose(now -> read(event))
                .exceptionallyCompose(UpdateAttempt::goneIfUnknown);
    }

    private static CompletableFuture<Optional<ReadEvent>> goneIfUnknown(Throwable thrown) {
        MatrixException reason = MatrixFailure.of(thrown);
        return RefusedSend.mayBeOutOfDate(reason)
                ? CompletableFuture.completedFuture(Optional.empty())
                : CompletableFuture.failedFuture(reason);
    }

    private CompletableFuture<Optional<ReadEvent>> read(EventId event) {
        return session.client()
                .events()
                .event(session.credentials(), room, event)
                .thenApply(found -> isRedacted(found) ? Optional.empty() : read(event, found));
    }

    private static boolean isRedacted(JsonNode event) {
        return event.path("content").isEmpty() || event.path("unsigned").has("redacted_because");
    }

    private Optional<ReadEvent> read(EventId id, JsonNode event) {
        ReadEvent read = senders.encryption().read(room, event);
        senders.related()
                .told(room, id, read instanceof ReadEvent.Clear clear ? clear.event() : event);
        return Optional.of(read);
    }
}
