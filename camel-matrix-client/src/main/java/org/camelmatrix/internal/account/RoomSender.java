// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.SendPlan;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.internal.encryption.RoomEncryption;
import org.camelmatrix.internal.http.ErrorCode;

/**
 * Takes an event to a room that the account has entered, encrypted where the room is, and enters
 * the room again, once, where the homeserver says that the account is not in it.
 *
 * <p>Any thread may call.
 */
final class RoomSender {

    private static final String REDACTION = "m.room.redaction";

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
     * Where something goes.
     *
     * @param recipient who was named
     * @param upgrades what is done where another room has replaced the recipient's
     * @param room the room, which the account has entered
     */
    record Target(Recipient recipient, UpgradePolicy upgrades, RoomId room) {}

    /**
     * Sends an event.
     *
     * @param ids gives the transaction id for the room that the event goes to in the end
     */
    CompletableFuture<Taken> send(
            Session session,
            Target target,
            OutgoingEvent event,
            Function<RoomId, TransactionId> ids) {
        return take(
                session,
                target,
                event.type(),
                place ->
                        requireNoDowngrade(session, target.recipient(), place)
                                .thenCompose(
                                        may ->
                                                putComplete(
                                                        session, place, event, ids.apply(place))));
    }

    /**
     * A message to an encrypted room that was replaced does not go to the replacement in clear:
     * whoever may replace a room must not be able to end its encryption by that.
     */
    CompletableFuture<Void> requireNoDowngrade(Session session, Recipient recipient, RoomId room) {
        CompletableFuture<Void> checked = CompletableFuture.completedFuture(null);
        for (RoomId old : rooms.replaced(recipient, room)) {
            checked = checked.thenCompose(done -> requireNoDowngrade(session, old, room));
        }
        return checked;
    }

    private CompletableFuture<Void> requireNoDowngrade(Session session, RoomId old, RoomId room) {
        return wasEncrypted(session, old)
                .thenCompose(
                        was ->
                                was
                                        ? encryptedRooms.isEncrypted(session, room)
                                        : CompletableFuture.completedFuture(true))
                .thenAccept(
                        fits -> {
                            if (!fits) {
                                throw new MatrixRejectedException(
                                        "The room "
                                                + old
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

    /** Whether a room is encrypted, as far as the account is told or knows it. */
    private CompletableFuture<Boolean> wasEncrypted(Session session, RoomId room) {
        return encryptedRooms.isKnown(session.user(), room)
                ? CompletableFuture.completedFuture(true)
                : encryptedRooms
                        .isEncrypted(session, room)
                        .exceptionally(RoomSender::falseIfRefused);
    }

    private static boolean falseIfRefused(Throwable thrown) {
        MatrixException reason = Failures.matrix(thrown);
        if (reason instanceof MatrixRejectedException) {
            return false;
        }
        throw reason;
    }

    /**
     * Takes an event back, which is no secret in an encrypted room either. Of an edit the message
     * is taken back: without its edit it would show the text from before.
     *
     * @param event the event
     * @param reason why, or null
     * @param ids gives the transaction id for the room in which it is in the end
     */
    CompletableFuture<Taken> redact(
            Session session,
            Target target,
            EventId event,
            String reason,
            Function<RoomId, TransactionId> ids) {
        return take(
                session,
                target,
                REDACTION,
                place ->
                        related.withoutEdit(session.signedIn(), place, event)
                                .thenCompose(
                                        message ->
                                                redact(
                                                        session,
                                                        place,
                                                        message,
                                                        reason,
                                                        ids.apply(place))));
    }

    private CompletableFuture<Taken> redact(
            Session session, RoomId room, EventId event, String reason, TransactionId transaction) {
        return session.client()
                .redact(session.credentials(), room, event, reason, transaction)
                .thenApply(
                        id -> {
                            related.redacted(event);
                            return new Taken(room, id, null);
                        });
    }

    private CompletableFuture<Taken> take(
            Session session, Target target, String eventType, Step step) {
        RoomId room = target.room();
        return step.to(room)
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException reason = Failures.matrix(thrown);
                            if (!isStale(reason)) {
                                return CompletableFuture.failedFuture(reason);
                            }
                            return rooms.mayHelpToEnterAgain(room)
                                    ? again(session, target, eventType, step, reason)
                                    : CompletableFuture.failedFuture(unpermitted(session, reason));
                        });
    }

    /**
     * Sends again what the homeserver has refused, if the account was not in the room any more, or
     * the recipient has another room by now.
     */
    private CompletableFuture<Taken> again(
            Session session, Target target, String eventType, Step step, MatrixException reason) {
        RoomId room = target.room();
        return isIn(session, room)
                .thenCompose(
                        isIn ->
                                rooms.enterAgain(
                                                session,
                                                target.recipient(),
                                                room,
                                                isIn,
                                                target.upgrades())
                                        .thenCompose(
                                                now ->
                                                        isIn && now.equals(room)
                                                                ? refused(
                                                                        session, room, eventType,
                                                                        reason)
                                                                : sendAgain(
                                                                        session, now, eventType,
                                                                        step)));
    }

    private CompletableFuture<Taken> sendAgain(
            Session session, RoomId room, String eventType, Step step) {
        return step.to(room)
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException still = Failures.matrix(thrown);
                            if (!isStale(still)) {
                                return CompletableFuture.failedFuture(still);
                            }
                            return refused(session, room, eventType, still);
                        });
    }

    /** Whether the homeserver says that the account is in a room; not if it does not say it. */
    private static CompletableFuture<Boolean> isIn(Session session, RoomId room) {
        return session.client()
                .memberships()
                .membership(session.credentials(), room, session.user())
                .thenApply(membership -> membership.filter("join"::equals).isPresent())
                .exceptionally(RoomSender::falseIfRefused);
    }

    /**
     * Fails with what the homeserver's refusal means for an account that is in the room. That a
     * permission is missing is remembered for a while, so that a message costs one request then.
     */
    private CompletableFuture<Taken> refused(
            Session session, RoomId room, String eventType, MatrixException reason) {
        return SendPermission.isMissing(session, room, eventType)
                .thenCompose(
                        missing -> {
                            if (missing) {
                                rooms.refusedAgain(room);
                            }
                            return CompletableFuture.failedFuture(
                                    missing
                                            ? unpermitted(session, reason)
                                            : unaccepted(session, reason));
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

    private static MatrixException unpermitted(Session session, MatrixException reason) {
        return explained(reason, "give " + session.user() + " the permission to send to the room");
    }

    private static MatrixException unaccepted(Session session, MatrixException reason) {
        return explained(
                reason,
                session.user()
                        + " may send to the room; the homeserver, or a policy server of the room,"
                        + " does not accept this message");
    }

    private static MatrixException explained(MatrixException reason, String words) {
        return reason instanceof MatrixRejectedException
                ? new MatrixRejectedException(
                        reason.getMessage() + "; " + words,
                        reason.getStatus(),
                        reason.getErrcode(),
                        reason)
                : reason;
    }
}
