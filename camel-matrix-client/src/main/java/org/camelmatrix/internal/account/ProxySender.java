// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.SealedEvent.ThroughProxy;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * Sends events through a proxy that encrypts. It repeats a request until the proxy is ready for the
 * room, and fails if that takes too long.
 *
 * <p>Any thread may call. Waiting holds no thread.
 */
final class ProxySender {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final InstantSource clock;
    private final Executor executor;

    /** Rooms whose version makes a homeserver refuse the guard. */
    private final Set<RoomId> guardedRooms = ConcurrentHashMap.newKeySet();

    /**
     * @param clock tells the time
     * @param executor repeats the requests
     */
    ProxySender(InstantSource clock, Executor executor) {
        this.clock = clock;
        this.executor = executor;
    }

    /**
     * Sends an event.
     *
     * @return the event's id; failed without a request to send where nothing would make sure that
     *     the proxy encrypts
     */
    CompletableFuture<EventId> send(
            Session session, RoomId room, ThroughProxy sealed, TransactionId transaction) {
        Attempts attempts =
                new Attempts(
                        session, room, sealed, transaction, clock.instant().plus(LONGEST_WAIT));
        return sealed.isGuarded() && !guardedRooms.contains(room)
                ? requireGuard(session, room).thenCompose(refuses -> attempts.next())
                : attempts.next();
    }

    /** Makes sure, once for each room, that a homeserver refuses the guard there in clear. */
    private CompletableFuture<Void> requireGuard(Session session, RoomId room) {
        return session.client()
                .rooms()
                .state(session.credentials(), room, EventType.CREATE, "")
                .thenAccept(
                        creation -> {
                            ThroughProxy.requireVersionThatRefusesGuard(
                                    room, creation.path("room_version").asText("1"));
                            guardedRooms.add(room);
                        });
    }

    /** One event, sent until the proxy is ready for its room or the time is over. */
    private final class Attempts {

        private final Session session;
        private final RoomId room;
        private final ThroughProxy sealed;
        private final TransactionId transaction;
        private final Instant end;

        Attempts(
                Session session,
                RoomId room,
                ThroughProxy sealed,
                TransactionId transaction,
                Instant end) {
            this.session = session;
            this.room = room;
            this.sealed = sealed;
            this.transaction = transaction;
            this.end = end;
        }

        CompletableFuture<EventId> next() {
            return session.client()
                    .sending()
                    .send(session.credentials(), room, sealed.event(), transaction)
                    .exceptionallyCompose(this::laterIfTooEarly);
        }

        private CompletableFuture<EventId> laterIfTooEarly(Throwable thrown) {
            MatrixException reason = MatrixFailure.of(thrown);
            if (!sealed.isTooEarly(reason)) {
                return CompletableFuture.failedFuture(reason);
            }
            return clock.instant().isAfter(end)
                    ? CompletableFuture.failedFuture(notReady(room))
                    : afterPause().thenCompose(now -> next());
        }
    }

    /** Done after the pause; failed then if the executor accepts no task any more. */
    private CompletableFuture<Void> afterPause() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(() -> complete(over));
        return over;
    }

    private void complete(CompletableFuture<Void> over) {
        try {
            executor.execute(() -> over.complete(null));
        } catch (RejectedExecutionException e) {
            over.completeExceptionally(
                    new MatrixUnavailableException("The Matrix account is stopped", null));
        }
    }

    private static MatrixException notReady(RoomId room) {
        return new MatrixUnavailableException(
                "For "
                        + LONGEST_WAIT.toSeconds()
                        + " s the proxy at homeserverUrl has not known the room "
                        + room
                        + " or has not encrypted for it: check that it encrypts (pantalaimon), and"
                        + " that the account has signed in through it",
                null);
    }
}
