// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;

/**
 * A message with a key on its way: a first one, or the next state of one that is in the room.
 *
 * <p>One attempt at a time; the next may come from another thread. Attempts for the same key in the
 * same room take turns.
 */
final class UpdateDelivery {

    private final SendOrder order;
    private final KeyedUpdate update;
    private final RoomDirectory rooms;
    private final RoomSender sender;
    private final RelatedEvents related;
    private final Turns<Turn> turns;

    /** What attempts take turns at. */
    record Turn(RoomId room, String key) {}

    UpdateDelivery(
            SendOrder order,
            KeyedUpdate update,
            RoomDirectory rooms,
            RoomSender sender,
            RelatedEvents related,
            Turns<Turn> turns) {
        this.related = related;
        this.order = order;
        this.update = update;
        this.rooms = rooms;
        this.sender = sender;
        this.turns = turns;
    }

    /** Does what the homeserver has not done yet. */
    CompletableFuture<KeyedMessage> attempt(Session session) {
        return rooms.enter(session, order.recipient(), order.upgrades())
                .thenCompose(
                        room ->
                                attempt(session, room)
                                        .exceptionallyCompose(
                                                thrown ->
                                                        unlessReplaced(
                                                                session,
                                                                room,
                                                                Failures.matrix(thrown))));
    }

    private CompletableFuture<KeyedMessage> attempt(Session session, RoomId room) {
        return sender.requireNoDowngrade(session, order.recipient(), room)
                .thenCompose(
                        may ->
                                turns.take(
                                        new Turn(room, update.key()),
                                        () -> unlessSentBefore(session, room)));
    }

    /** In the room that replaces another the key begins anew. */
    private CompletableFuture<KeyedMessage> unlessReplaced(
            Session session, RoomId room, MatrixException reason) {
        if (!RoomSender.isStale(reason)) {
            return CompletableFuture.failedFuture(reason);
        }
        return rooms.enterAgain(session, order.recipient(), room, true, order.upgrades())
                .thenCompose(
                        now ->
                                now.equals(room)
                                        ? CompletableFuture.failedFuture(reason)
                                        : attempt(session, now));
    }

    private CompletableFuture<KeyedMessage> unlessSentBefore(Session session, RoomId room) {
        TransactionId own = order.ids().forSend(session.user(), room, 0);
        if (order.sent() != null) {
            Optional<SentMessage> before = order.sent().find(room, own);
            if (before.isPresent()) {
                return CompletableFuture.completedFuture(known(before.get()));
            }
        }
        return new UpdateAttempt(
                        session, room, own, order.recipient(), update, rooms, sender, related)
                .run()
                .thenApply(
                        message -> {
                            if (order.sent() != null) {
                                order.sent().keep(own, kept(message));
                            }
                            return message;
                        });
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
