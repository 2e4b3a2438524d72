package org.camelmatrix.account;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.client.ErrorCode;
import org.camelmatrix.crypto.RoomEncryption;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.SendPlan;
import org.camelmatrix.event.TransactionId;

/**
 * Takes an event to a room that the account has entered, encrypted where the room is, and enters
 * the room again, once, where the homeserver says that the account is not in it.
 *
 * <p>Any thread may call.
 */
final class RoomSender {

    /** How often an event is sent that becomes one with another. */
    private static final int ATTEMPTS = 5;

    private final GivenEvents given = new GivenEvents();
    private final RoomDirectory rooms;
    private final EncryptedRooms encryptedRooms;
    private final RoomEncryption encryption;
    private final Uploads uploads;
    private final RelatedEvents related;

    /**
     * An event that a homeserver has taken.
     *
     * @param edits the message that it edits, or null
     */
    record Taken(RoomId room, EventId event, EventId edits) {}

    RoomSender(
            RoomDirectory rooms,
            EncryptedRooms encryptedRooms,
            RoomEncryption encryption,
            Uploads uploads,
            RelatedEvents related) {
        this.related = related;
        this.rooms = rooms;
        this.encryptedRooms = encryptedRooms;
        this.encryption = encryption;
        this.uploads = uploads;
    }

    /** Takes something to a room that the account is in. */
    private interface Step {
        CompletableFuture<Taken> to(RoomId room);
    }

    /**
     * Sends an event.
     *
     * @param ids gives the transaction id for the room that the event goes to in the end
     */
    CompletableFuture<Taken> send(
            Session session,
            Recipient recipient,
            RoomId room,
            OutgoingEvent event,
            Function<RoomId, TransactionId> ids) {
        return take(
                session,
                recipient,
                room,
                place ->
                        requireNoDowngrade(session, recipient, place)
                                .thenCompose(
                                        may ->
                                                putComplete(
                                                        session, place, event, ids.apply(place))));
    }

    /**
     * A message to an encrypted room that was replaced does not go to the replacement in clear:
     * whoever may replace a room must not be able to end its encryption by that.
     */
    private CompletableFuture<Void> requireNoDowngrade(
            Session session, Recipient recipient, RoomId room) {
        if (!(recipient instanceof Recipient.Room named)
                || named.id().equals(room)
                || !encryptedRooms.isKnown(session.user(), named.id())) {
            return CompletableFuture.completedFuture(null);
        }
        return encryptedRooms
                .isEncrypted(session, room)
                .thenAccept(
                        encrypted -> {
                            if (!encrypted) {
                                throw new MatrixRejectedException(
                                        "The room "
                                                + named.id()
                                                + " is encrypted, and the room "
                                                + room
                                                + " that replaces it is not: name "
                                                + room
                                                + " as the recipient to send there without"
                                                + " encryption");
                            }
                        });
    }

    private CompletableFuture<Taken> putComplete(
            Session session, RoomId room, OutgoingEvent event, TransactionId transaction) {
        return related.complete(session.signedIn(), room, event)
                .thenCompose(
                        complete ->
                                putAlone(session, room, complete, transaction, ATTEMPTS)
                                        .thenApply(
                                                id ->
                                                        new Taken(
                                                                room,
                                                                id,
                                                                related.sent(room, complete, id))));
    }

    /**
     * Takes an event back, which is no secret in an encrypted room either. Of an edit the message
     * is taken back: without its edit it would show the text from before.
     *
     * @param ids gives the transaction id for the room in which it is in the end
     */
    CompletableFuture<Taken> redact(
            Session session,
            Recipient recipient,
            RoomId room,
            SendPlan.Redaction redaction,
            Function<RoomId, TransactionId> ids) {
        return take(
                session,
                recipient,
                room,
                place ->
                        related.message(session.signedIn(), place, redaction.target())
                                .thenCompose(
                                        message ->
                                                redact(
                                                        session,
                                                        place,
                                                        redaction.of(message),
                                                        ids.apply(place))));
    }

    private CompletableFuture<Taken> redact(
            Session session, RoomId room, SendPlan.Redaction redaction, TransactionId transaction) {
        return session.client()
                .redact(session.credentials(), room, redaction, transaction)
                .thenApply(
                        id -> {
                            related.redacted(redaction.target());
                            return new Taken(room, id, null);
                        });
    }

    private CompletableFuture<Taken> take(
            Session session, Recipient recipient, RoomId room, Step step) {
        return step.to(room)
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException reason = Failures.matrix(thrown);
                            return isStale(reason) && rooms.mayHelpToEnterAgain(room)
                                    ? again(session, recipient, room, step)
                                    : CompletableFuture.failedFuture(explained(session, reason));
                        });
    }

    /**
     * Whether the files of a message may be kept at the homeserver for a room.
     *
     * @return done if so; failed where only members of the room should be able to read them, or
     *     where one is too large
     */
    CompletableFuture<Void> mayUpload(
            Session session, Recipient recipient, RoomId room, SendPlan plan) {
        return requireNoDowngrade(session, recipient, room)
                .thenCompose(may -> encryptedRooms.isEncrypted(session, room))
                .thenCompose(
                        encrypted -> {
                            if (encrypted) {
                                return CompletableFuture.failedFuture(noFiles(room, plan));
                            }
                            return plan instanceof SendPlan.Media
                                    ? uploads.mayUpload(
                                            session.client(), session.credentials(), plan.files())
                                    : uploads.mayUploadAnything()
                                            ? CompletableFuture.completedFuture(null)
                                            : CompletableFuture.failedFuture(noFiles(room, plan));
                        });
    }

    private static MatrixRejectedException noFiles(RoomId room, SendPlan plan) {
        return plan instanceof SendPlan.FileThenEvent
                ? new MatrixRejectedException(
                        "The message is too large for an event, and no file can be sent to an"
                                + " encrypted room or through a proxy that encrypts ("
                                + room
                                + "): set the option oversize=split")
                : new MatrixRejectedException(
                        "No file can be sent to an encrypted room ("
                                + room
                                + "), where everybody at the homeserver could read it: send it to"
                                + " a room without encryption");
    }

    private CompletableFuture<Taken> again(
            Session session, Recipient recipient, RoomId room, Step step) {
        return rooms.enterAgain(session, recipient, room)
                .thenCompose(
                        now ->
                                step.to(now)
                                        .exceptionally(
                                                thrown -> {
                                                    MatrixException still = Failures.matrix(thrown);
                                                    if (isStale(still)) {
                                                        rooms.refusedAgain(now);
                                                    }
                                                    throw explained(session, still);
                                                }));
    }

    /** Sends an event, and again where the homeserver has made one event of it and another. */
    private CompletableFuture<EventId> putAlone(
            Session session,
            RoomId room,
            OutgoingEvent event,
            TransactionId transaction,
            int attempts) {
        return put(session, room, event, transaction)
                .thenCompose(
                        id ->
                                given.note(id, transaction) || attempts == 1
                                        ? CompletableFuture.completedFuture(id)
                                        : putAlone(
                                                session,
                                                room,
                                                event,
                                                transaction.another(),
                                                attempts - 1));
    }

    private CompletableFuture<EventId> put(
            Session session, RoomId room, OutgoingEvent event, TransactionId transaction) {
        SessionAccess access = new SessionAccess(session, room, transaction);
        return encryptedRooms
                .isEncrypted(session, room)
                .thenCompose(
                        encrypted ->
                                encrypted
                                        ? encryption.deliver(room, event, transaction, access)
                                        : encryption.deliverInClear(room, event, access));
    }

    /** What a homeserver says of a room that the account has left, or an alias that moved on. */
    static boolean isStale(MatrixException reason) {
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
