// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.internal.http.ErrorCode;

/**
 * A proxy between the component and the homeserver encrypts, such as pantalaimon.
 *
 * <p>Such a proxy passes a message on in clear while it does not know yet that the room is
 * encrypted, and nothing that it answers tells when it does. So each message carries a number that
 * is no integer. A homeserver accepts none in clear (Appendices, "Canonical JSON", since room
 * version 6) and answers {@code M_BAD_JSON}; inside the ciphertext nobody sees it but the members
 * of the room. A refused message is tried again until the proxy has learned of the room.
 *
 * <p>Any thread may call. Waiting holds no thread.
 */
public final class ProxyEncryption implements RoomEncryption {

    /** The field that a homeserver refuses in clear. */
    static final String GUARD = "org.camelmatrix.only_encrypted";

    private static final double NO_INTEGER = 0.5;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private static final Pattern STRICT_VERSION = Pattern.compile("[6-9]|[1-9][0-9]");

    private final InstantSource clock;
    private final Executor executor;
    private final Set<RoomId> guardedRooms = ConcurrentHashMap.newKeySet();

    /**
     * @param clock tells the time
     * @param executor tries again what had to wait
     */
    public ProxyEncryption(InstantSource clock, Executor executor) {
        this.clock = clock;
        this.executor = executor;
    }

    @Override
    public CompletableFuture<EventId> deliver(
            RoomId room, OutgoingEvent event, TransactionId transaction, RoomAccess access) {
        ObjectNode content = event.content().deepCopy();
        content.put(GUARD, NO_INTEGER);
        OutgoingEvent guarded = new OutgoingEvent(event.type(), content);
        Instant end = clock.instant().plus(PATIENCE);
        return refusesGuard(room, access)
                .thenCompose(
                        refuses ->
                                attempt(
                                        room,
                                        guarded,
                                        access,
                                        reason -> isGuardRefused(reason) || isRoomUnknown(reason),
                                        end));
    }

    @Override
    public CompletableFuture<EventId> deliverInClear(
            RoomId room, OutgoingEvent event, RoomAccess access) {
        Instant end = clock.instant().plus(PATIENCE);
        return attempt(room, event, access, ProxyEncryption::isRoomUnknown, end);
    }

    /** Such a proxy encrypts whatever is uploaded, also for rooms that are not encrypted. */
    @Override
    public boolean uploadsInClear() {
        return false;
    }

    /** Makes sure, once for each room, that a homeserver refuses the guard there in clear. */
    private CompletableFuture<Void> refusesGuard(RoomId room, RoomAccess access) {
        if (guardedRooms.contains(room)) {
            return CompletableFuture.completedFuture(null);
        }
        return access.state("m.room.create")
                .thenAccept(
                        content -> {
                            String version = content.path("room_version").asText("1");
                            if (!STRICT_VERSION.matcher(version).matches()) {
                                throw new MatrixRejectedException(
                                        "The room "
                                                + room
                                                + " is encrypted and has the version "
                                                + version
                                                + "; only from 6 on can it be made sure that the"
                                                + " proxy encrypts: upgrade the room");
                            }
                            guardedRooms.add(room);
                        });
    }

    private CompletableFuture<EventId> attempt(
            RoomId room,
            OutgoingEvent event,
            RoomAccess access,
            Predicate<MatrixException> tooEarly,
            Instant end) {
        return access.send(event)
                .exceptionallyCompose(
                        thrown -> {
                            Throwable cause =
                                    thrown instanceof CompletionException
                                            ? thrown.getCause()
                                            : thrown;
                            if (!(cause instanceof MatrixException reason)
                                    || !tooEarly.test(reason)) {
                                return CompletableFuture.failedFuture(cause);
                            }
                            if (clock.instant().isAfter(end)) {
                                return CompletableFuture.failedFuture(notReady(room));
                            }
                            return later().thenCompose(
                                            now -> attempt(room, event, access, tooEarly, end));
                        });
    }

    private static boolean isGuardRefused(MatrixException reason) {
        return ErrorCode.BAD_JSON.equals(reason.getErrcode());
    }

    /** What pantalaimon says of a room that it has not seen yet. */
    private static boolean isRoomUnknown(MatrixException reason) {
        return reason.getStatus() == 500 && ErrorCode.UNKNOWN.equals(reason.getErrcode());
    }

    /** Done after the pause; failed then if the executor takes nothing any more. */
    private CompletableFuture<Void> later() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(() -> resume(later));
        return later;
    }

    private void resume(CompletableFuture<Void> later) {
        try {
            executor.execute(() -> later.complete(null));
        } catch (RejectedExecutionException e) {
            later.completeExceptionally(
                    new MatrixUnavailableException("The Matrix account is stopped", null));
        }
    }

    private static MatrixException notReady(RoomId room) {
        return new MatrixUnavailableException(
                "For "
                        + PATIENCE.toSeconds()
                        + " s the proxy at homeserverUrl has not known the room "
                        + room
                        + " or has not encrypted for it: check that it encrypts (pantalaimon), and"
                        + " that the account has signed in through it",
                null);
    }
}
