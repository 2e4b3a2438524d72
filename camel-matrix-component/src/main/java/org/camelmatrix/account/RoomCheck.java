package org.camelmatrix.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.crypto.RoomEncryption;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;

/**
 * Finds out before the first message whether messages can be sent to a room.
 *
 * <p>Any thread may call.
 */
final class RoomCheck {

    private final RoomDirectory rooms;
    private final EncryptedRooms encryptedRooms;
    private final RoomEncryption encryption;

    RoomCheck(RoomDirectory rooms, EncryptedRooms encryptedRooms, RoomEncryption encryption) {
        this.rooms = rooms;
        this.encryptedRooms = encryptedRooms;
        this.encryption = encryption;
    }

    /** Enters the room; fails where that is refused, or where no message can be sent to it. */
    CompletableFuture<Void> check(Session session, Recipient recipient) {
        return rooms.enter(session, recipient)
                .thenCompose(
                        room ->
                                encryptedRooms
                                        .isEncrypted(session, room)
                                        .thenAccept(encrypted -> requireDelivery(room, encrypted))
                                        .thenCompose(
                                                delivered -> requirePermission(session, room)));
    }

    private void requireDelivery(RoomId room, boolean encrypted) {
        if (encrypted) {
            encryption
                    .refusal(room)
                    .ifPresent(
                            reason -> {
                                throw reason;
                            });
        }
    }

    /** What cannot be read is no reason against a room: the first message finds out. */
    private static CompletableFuture<Void> requirePermission(Session session, RoomId room) {
        return session.client()
                .state(session.credentials(), room, "m.room.power_levels")
                .<JsonNode>handle(
                        (levels, failure) -> failure == null ? levels : MissingNode.getInstance())
                .thenCompose(
                        levels -> {
                            long wanted = wanted(levels);
                            long own = own(levels, session);
                            return own >= wanted
                                    ? CompletableFuture.completedFuture(null)
                                    : unlessCreator(session, room, own, wanted);
                        });
    }

    private static long wanted(JsonNode levels) {
        JsonNode message = levels.path("events").path(OutgoingEvent.ROOM_MESSAGE);
        return (message.isMissingNode() ? levels.path("events_default") : message).asLong(0);
    }

    private static long own(JsonNode levels, Session session) {
        JsonNode named = levels.path("users").path(session.user().value());
        return (named.isMissingNode() ? levels.path("users_default") : named).asLong(0);
    }

    /** From room version 12 on, creators may do everything and are not in the power levels. */
    private static CompletableFuture<Void> unlessCreator(
            Session session, RoomId room, long own, long wanted) {
        return session.client()
                .rooms()
                .creation(session.credentials(), room)
                .handle(
                        (creation, failure) -> {
                            if (failure == null && !isCreator(creation, session)) {
                                throw notPermitted(session, room, own, wanted);
                            }
                            return null;
                        });
    }

    private static boolean isCreator(MatrixEvent creation, Session session) {
        String user = session.user().value();
        if (user.equals(String.valueOf(creation.sender()))) {
            return true;
        }
        for (JsonNode creator : creation.content().path("additional_creators")) {
            if (user.equals(creator.asText())) {
                return true;
            }
        }
        return false;
    }

    private static MatrixException notPermitted(
            Session session, RoomId room, long own, long wanted) {
        return new MatrixRejectedException(
                "The account "
                        + session.user()
                        + " may not send messages to the room "
                        + room
                        + ": its power level is "
                        + own
                        + ", and messages need "
                        + wanted
                        + "; give the account that level");
    }
}
