package org.camelmatrix.account;

import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.client.ErrorCode;
import org.camelmatrix.client.Transport;
import org.camelmatrix.crypto.NoEncryption;
import org.camelmatrix.crypto.ProxyEncryption;
import org.camelmatrix.crypto.RoomEncryption;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
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

    private final SessionKeeper sessions;
    private final RoomDirectory rooms;
    private final EncryptedRooms encryptedRooms;
    private final RoomEncryption encryption;

    /**
     * @param settings who the account is
     * @param transport carries its requests
     * @param executor runs what had to wait
     * @param clock tells the time
     */
    public MatrixAccount(
            AccountSettings settings, Transport transport, Executor executor, InstantSource clock) {
        SignIn signIn = new SignIn(settings, transport, clock);
        this.sessions = new SessionKeeper(signIn, clock, executor);
        this.rooms = new RoomDirectory(clock, executor);
        this.encryptedRooms =
                new EncryptedRooms(
                        settings.encryption().memory(),
                        settings.encryption().checkInterval(),
                        clock,
                        executor);
        this.encryption =
                switch (settings.encryption().mode()) {
                    case NONE -> new NoEncryption();
                    case PROXY -> new ProxyEncryption(clock, executor);
                };
    }

    /**
     * Signs the account in, if it is not yet. A homeserver that cannot be reached now is asked
     * again by the first message.
     *
     * @throws MatrixException if the settings are wrong, or the account may not work
     */
    public void start() {
        try {
            sessions.session().join();
        } catch (RuntimeException e) {
            MatrixException reason = Failures.matrix(e);
            if (!reason.isRetryable()) {
                throw reason;
            }
            LOG.warn("{}; trying again with the next message", reason.getMessage());
        }
    }

    /** Ends the account: who waits for it fails, and nobody waits any more. */
    public void close() {
        sessions.close();
        rooms.close();
        encryptedRooms.close();
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
        return sessions.request(
                session ->
                        rooms.enter(session, recipient)
                                .thenCompose(room -> send(session, recipient, room, event, ids)));
    }

    private CompletableFuture<SentEvent> send(
            Session session,
            Recipient recipient,
            RoomId room,
            OutgoingEvent event,
            TransactionIds ids) {
        return put(session, room, event, ids)
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException reason = Failures.matrix(thrown);
                            return isStale(reason) && rooms.mayHelpToEnterAgain(room)
                                    ? again(session, recipient, room, event, ids, reason)
                                    : CompletableFuture.failedFuture(explained(session, reason));
                        });
    }

    private CompletableFuture<SentEvent> again(
            Session session,
            Recipient recipient,
            RoomId room,
            OutgoingEvent event,
            TransactionIds ids,
            MatrixException reason) {
        return rooms.enterAgain(session, recipient, room)
                .exceptionally(
                        thrown -> {
                            MatrixException failure = Failures.matrix(thrown);
                            throw failure.isRetryable() ? reason : failure;
                        })
                .thenCompose(
                        now ->
                                put(session, now, event, ids)
                                        .exceptionally(
                                                thrown -> {
                                                    MatrixException still = Failures.matrix(thrown);
                                                    if (isStale(still)) {
                                                        rooms.refusedAgain(now);
                                                    }
                                                    throw explained(session, still);
                                                }));
    }

    private CompletableFuture<SentEvent> put(
            Session session, RoomId room, OutgoingEvent event, TransactionIds ids) {
        TransactionId transaction = ids.forSend(session.user(), room);
        SessionAccess access = new SessionAccess(session, room, transaction);
        return encryptedRooms
                .isEncrypted(session, room)
                .thenCompose(
                        encrypted ->
                                encrypted
                                        ? encryption.deliver(room, event, transaction, access)
                                        : encryption.deliverInClear(room, event, access))
                .thenApply(id -> new SentEvent(room, id));
    }

    /** What a homeserver says of a room that the account has left, or an alias that moved on. */
    private static boolean isStale(MatrixException reason) {
        return ErrorCode.FORBIDDEN.equals(reason.getErrcode())
                || ErrorCode.NOT_FOUND.equals(reason.getErrcode());
    }

    private static MatrixException explained(Session session, MatrixException reason) {
        return reason instanceof MatrixRejectedException && isStale(reason)
                ? new MatrixRejectedException(
                        reason.getMessage()
                                + "; give "
                                + session.user()
                                + " the permission to send to the room",
                        reason.getStatus(),
                        reason.getErrcode(),
                        reason)
                : reason;
    }
}
