// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * One message with an update key that is being sent: a first one, or the next state of one that is
 * in the room.
 *
 * <p>One attempt at a time; the next may come from another thread. Attempts for the same key in the
 * same room run one after the other.
 */
final class KeyedMessageSend {

    private final SendOrder order;
    private final KeyedUpdate update;
    private final Senders senders;
    private final Sequencer<KeyInRoom> sequencer;

    /** An update key in a room. */
    record KeyInRoom(RoomId room, String key) {}

    KeyedMessageSend(
            SendOrder order, KeyedUpdate update, Senders senders, Sequencer<KeyInRoom> sequencer) {
        this.order = order;
        this.update = update;
        this.senders = senders;
        this.sequencer = sequencer;
    }

    /** Does what the homeserver has not done yet. */
    CompletableFuture<KeyedMessage> attempt(Session session) {
        return senders.rooms()
                .enter(session, order.recipient(), order.upgrades())
                .thenCompose(room -> attemptOrFollow(session, room));
    }

    private CompletableFuture<KeyedMessage> attemptOrFollow(Session session, RoomId room) {
        return attempt(session, room)
                .exceptionallyCompose(
                        thrown -> unlessReplaced(session, room, MatrixFailure.of(thrown)));
    }

    private CompletableFuture<KeyedMessage> attempt(Session session, RoomId room) {
        KeyInRoom key = new KeyInRoom(room, update.key());
        return senders.downgrades()
                .requireNoDowngrade(session, order.recipient(), room)
                .thenCompose(may -> sequencer.run(key, () -> unlessSentBefore(session, room)));
    }

    /** In the room that replaces another the key begins anew. */
    private CompletableFuture<KeyedMessage> unlessReplaced(
            Session session, RoomId room, MatrixException reason) {
        if (!RefusedSend.mayBeOutOfDate(reason)) {
            return CompletableFuture.failedFuture(reason);
        }
        return senders.rooms()
                .enterAgain(session, order.recipient(), room, true, order.upgrades())
                .thenCompose(
                        now ->
                                now.equals(room)
                                        ? CompletableFuture.failedFuture(reason)
                                        : attempt(session, now));
    }

    private CompletableFuture<KeyedMessage> unlessSentBefore(Session session, RoomId room) {
        TransactionId own = order.ids().forSend(session.user(), room, 0);
        UpdateAttempt attempt =
                new UpdateAttempt(session, room, own, order.recipient(), update, senders);
        return order.once(
                        session.user(), room, () -> attempt.run().thenApply(KeyedMessageSend::kept))
                .thenApply(KeyedMessageSend::known);
    }

    private static SentMessage kept(KeyedMessage message) {
        return new SentMessage(
                message.message().room(),
                List.of(message.message().events().get(0), message.updated()),
                message.message().edit());
    }

    private static KeyedMessage known(SentMessage kept) {
        EventId event = kept.events().get(0);
        return new KeyedMessage(
                new SentMessage(kept.room(), List.of(event), kept.edit()),
                kept.events().get(kept.events().size() - 1));
    }
}
