// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.camelmatrix.internal.queue.SendQueue;

/**
 * Sends an event or a redaction to a room that the account has entered. If the homeserver says that
 * the account is not in the room, or if the recipient has another room by now, the account enters
 * the room again and the request is repeated once. While the homeserver's rate limit lasts, no
 * request is made: the attempt fails, and the queue repeats it.
 *
 * <p>Any thread may call.
 */
final class RoomSender {

    private final RoomDirectory rooms;
    private final DowngradeCheck downgrades;
    private final EventSender events;
    private final RelatedEvents related;
    private final SendQueue queue;

    /**
     * An event that a homeserver has accepted.
     *
     * @param edits the message that it edits, or null
     */
    record Accepted(RoomId room, EventId event, EventId edits) {}

    /**
     * Where something goes.
     *
     * @param recipient the recipient as it was named
     * @param upgrades what is done where another room has replaced the recipient's
     * @param room the recipient's room, which the account has entered
     */
    record Target(Recipient recipient, UpgradePolicy upgrades, RoomId room) {}

    RoomSender(
            RoomDirectory rooms,
            DowngradeCheck downgrades,
            EventSender events,
            RelatedEvents related,
            SendQueue queue) {
        this.rooms = rooms;
        this.downgrades = downgrades;
        this.events = events;
        this.related = related;
        this.queue = queue;
    }

    /**
     * Sends an event.
     *
     * @param ids gives the transaction id for the room that the event goes to in the end
     */
    CompletableFuture<Accepted> send(
            Session session,
            Target target,
            OutgoingEvent event,
            Function<RoomId, TransactionId> ids) {
        return request(
                session,
                target,
                event.type(),
                room ->
                        downgrades
                                .requireNoDowngrade(session, target.recipient(), room)
                                .thenCompose(
                                        may -> related.complete(session.signedIn(), room, event))
                                .thenCompose(complete -> send(session, room, complete, ids)));
    }

    private CompletableFuture<Accepted> send(
            Session session,
            RoomId room,
            OutgoingEvent complete,
            Function<RoomId, TransactionId> ids) {
        return queue.unlessPaused(() -> events.send(session, room, complete, ids.apply(room)))
                .thenApply(id -> new Accepted(room, id, related.sent(room, complete, id)));
    }

    /**
     * Redacts an event, in clear also in an encrypted room. Of an edit the message is redacted:
     * without its edit it would show the text from before.
     *
     * @param event the event
     * @param reason why, or null
     * @param ids gives the transaction id for the room in which it is in the end
     */
    CompletableFuture<Accepted> redact(
            Session session,
            Target target,
            EventId event,
            String reason,
            Function<RoomId, TransactionId> ids) {
        return request(
                session,
                target,
                EventType.REDACTION,
                room ->
                        related.withoutEdit(session.signedIn(), room, event)
                                .thenCompose(
                                        message -> redact(session, room, message, reason, ids)));
    }

    private CompletableFuture<Accepted> redact(
            Session session,
            RoomId room,
            EventId event,
            String reason,
            Function<RoomId, TransactionId> ids) {
        TransactionId transaction = ids.apply(room);
        return queue.unlessPaused(
                        () ->
                                session.client()
                                        .sending()
                                        .redact(
                                                session.credentials(),
                                                room,
                                                event,
                                                reason,
                                                transaction))
                .thenApply(
                        id -> {
                            related.redacted(event);
                            return new Accepted(room, id, null);
                        });
    }

    private CompletableFuture<Accepted> request(
            Session session, Target target, String eventType, RoomRequest request) {
        return new Repeatable(session, target, eventType, request).run();
    }

    /** Asks for something in a room that the account is in. */
    private interface RoomRequest {
        CompletableFuture<Accepted> in(RoomId room);
    }

    /** A request that is repeated once where what the account knows of the room is out of date. */
    private final class Repeatable {

        private final Session session;
        private final Target target;
        private final String eventType;
        private final RoomRequest request;

        Repeatable(Session session, Target target, String eventType, RoomRequest request) {
            this.session = session;
            this.target = target;
            this.eventType = eventType;
            this.request = request;
        }

        CompletableFuture<Accepted> run() {
            return request.in(target.room()).exceptionallyCompose(this::refusedAtFirst);
        }

        private CompletableFuture<Accepted> refusedAtFirst(Throwable thrown) {
            MatrixException reason = MatrixFailure.of(thrown);
            if (!RefusedSend.mayBeOutOfDate(reason)) {
                return CompletableFuture.failedFuture(reason);
            }
            return rooms.mayHelpToEnterAgain(target.room())
                    ? isInRoom().thenCompose(isIn -> enterAgain(isIn, reason))
                    : CompletableFuture.failedFuture(RefusedSend.unpermitted(session, reason));
        }

        /** Whether the homeserver says that the account is in the room; not if it is silent. */
        private CompletableFuture<Boolean> isInRoom() {
            return session.client()
                    .memberships()
                    .membership(session.credentials(), target.room(), session.user())
                    .thenApply(membership -> membership.filter("join"::equals).isPresent())
                    .exceptionally(RoomSender::falseIfRefused);
        }

        private CompletableFuture<Accepted> enterAgain(boolean isIn, MatrixException reason) {
            return rooms.enterAgain(
                            session, target.recipient(), target.room(), isIn, target.upgrades())
                    .thenCompose(
                            now ->
                                    isIn && now.equals(target.room())
                                            ? fail(now, reason)
                                            : repeat(now));
        }

        private CompletableFuture<Accepted> repeat(RoomId room) {
            return request.in(room).exceptionallyCompose(thrown -> refusedAgain(room, thrown));
        }

        private CompletableFuture<Accepted> refusedAgain(RoomId room, Throwable thrown) {
            MatrixException reason = MatrixFailure.of(thrown);
            return RefusedSend.mayBeOutOfDate(reason)
                    ? fail(room, reason)
                    : CompletableFuture.failedFuture(reason);
        }

        /**
         * Fails with what the refusal means for an account that is in the room. A missing
         * permission is remembered for a while, so that a message costs one request then.
         */
        private CompletableFuture<Accepted> fail(RoomId room, MatrixException reason) {
            return SendPermission.isMissing(session, room, eventType)
                    .thenCompose(
                            missing -> {
                                if (!missing) {
                                    return CompletableFuture.failedFuture(
                                            RefusedSend.unaccepted(session, reason));
                                }
                                rooms.refusedAgain(room);
                                return CompletableFuture.failedFuture(
                                        RefusedSend.unpermitted(session, reason));
                            });
        }
    }

    private static boolean falseIfRefused(Throwable thrown) {
        MatrixException reason = MatrixFailure.of(thrown);
        if (reason instanceof MatrixRejectedException) {
            return false;
        }
        throw reason;
    }
}
