package org.camelmatrix.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.client.ErrorCode;
import org.camelmatrix.client.Transport;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One account, shared by all endpoints with the same settings.
 *
 * <p>Any thread may send. A send runs on the thread that asks for it as far as the transport does;
 * one that has to wait for another's sign-in, look-up or join goes on with a thread of the
 * executor. No lock is held across a request.
 */
public final class MatrixAccount {

    private static final Logger LOG = LoggerFactory.getLogger(MatrixAccount.class);

    /** How long a refused sign-in is not repeated: homeservers lock accounts out that try often. */
    private static final Duration REFUSAL_LIFETIME = Duration.ofMinutes(1);

    private final AccountSettings settings;
    private final SignIn signIn;
    private final RoomDirectory rooms;
    private final InstantSource clock;
    private final SingleFlight<MatrixAccount, Session> signIns;

    private volatile Session session;
    private volatile Refusal refusal;
    private volatile boolean started;

    private record Refusal(MatrixConfigurationException reason, Instant since) {}

    /**
     * @param settings who the account is
     * @param transport carries its requests
     * @param executor runs what had to wait
     * @param clock tells the time
     */
    public MatrixAccount(
            AccountSettings settings, Transport transport, Executor executor, InstantSource clock) {
        this.settings = settings;
        this.signIn = new SignIn(settings, transport);
        this.rooms = new RoomDirectory(clock, executor);
        this.clock = clock;
        this.signIns = new SingleFlight<>(executor);
    }

    /**
     * Signs the account in, once however often it is called. A homeserver that cannot be reached
     * now is asked again by the first message.
     *
     * @throws MatrixConfigurationException if the settings are wrong
     */
    public void start() {
        if (started && refusal == null) {
            return;
        }
        started = true;
        try {
            signedIn().join();
        } catch (RuntimeException e) {
            MatrixException reason = Failures.matrix(e);
            if (!reason.isRetryable()) {
                throw reason;
            }
            LOG.warn("{}; trying again with the next message", reason.getMessage());
        }
    }

    /**
     * Sends an event, signing in and joining the room before where that is not done yet.
     *
     * @param recipient to where
     * @param event what
     * @param ids gives the transaction id
     * @return where the event is; or failed with a {@link MatrixException} and nothing else
     */
    public CompletableFuture<SentEvent> send(
            Recipient recipient, OutgoingEvent event, TransactionIds ids) {
        return signedIn()
                .thenCompose(
                        known ->
                                rooms.enter(known, recipient)
                                        .thenCompose(
                                                room -> send(known, recipient, room, event, ids)));
    }

    private CompletableFuture<SentEvent> send(
            Session known,
            Recipient recipient,
            RoomId room,
            OutgoingEvent event,
            TransactionIds ids) {
        return put(known, room, event, ids)
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException reason = Failures.matrix(thrown);
                            return isStale(reason)
                                    ? rooms.enterAgain(known, recipient, room)
                                            .thenCompose(now -> putAgain(known, now, event, ids))
                                    : CompletableFuture.failedFuture(reason);
                        });
    }

    private static CompletableFuture<SentEvent> put(
            Session known, RoomId room, OutgoingEvent event, TransactionIds ids) {
        return known.client()
                .send(known.accessToken(), room, event, ids.forSend(known.user(), room))
                .thenApply(id -> new SentEvent(room, id));
    }

    private static CompletableFuture<SentEvent> putAgain(
            Session known, RoomId room, OutgoingEvent event, TransactionIds ids) {
        return put(known, room, event, ids)
                .exceptionally(
                        thrown -> {
                            throw refused(known, Failures.matrix(thrown));
                        });
    }

    /** What a homeserver says of a room that the account has left, or an alias that moved on. */
    private static boolean isStale(MatrixException reason) {
        return ErrorCode.FORBIDDEN.equals(reason.getErrcode())
                || ErrorCode.NOT_FOUND.equals(reason.getErrcode());
    }

    private static MatrixException refused(Session known, MatrixException reason) {
        return reason instanceof MatrixRejectedException
                ? new MatrixRejectedException(
                        reason.getMessage()
                                + "; give "
                                + known.user()
                                + " the permission to send to the room",
                        reason.getStatus(),
                        reason.getErrcode(),
                        reason)
                : reason;
    }

    private CompletableFuture<Session> signedIn() {
        Session known = session;
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        Refusal last = refusal;
        if (last != null && clock.instant().isBefore(last.since().plus(REFUSAL_LIFETIME))) {
            return CompletableFuture.failedFuture(last.reason());
        }
        return signIns.join(this, () -> signIn.session().whenComplete(this::remember));
    }

    private void remember(Session signedIn, Throwable failure) {
        if (failure == null) {
            session = signedIn;
            refusal = null;
            LOG.info(
                    "Signed in at {} as {}, device {}",
                    signedIn.client().baseUrl(),
                    signedIn.user(),
                    signedIn.deviceId());
        } else if (Failures.matrix(failure) instanceof MatrixConfigurationException reason) {
            refusal = new Refusal(reason, clock.instant());
        }
    }
}
