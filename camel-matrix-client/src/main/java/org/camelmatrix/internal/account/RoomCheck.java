// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.RoomEncryption;

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
        return SendPermission.lack(session, room, OutgoingEvent.ROOM_MESSAGE)
                .exceptionally(failure -> Optional.empty())
                .thenAccept(
                        lack ->
                                lack.ifPresent(
                                        found -> {
                                            throw notPermitted(session, room, found);
                                        }));
    }

    private static MatrixException notPermitted(
            Session session, RoomId room, SendPermission.Lack lack) {
        return new MatrixRejectedException(
                "The account "
                        + session.user()
                        + " may not send messages to the room "
                        + room
                        + ": its power level is "
                        + lack.own()
                        + ", and messages need "
                        + lack.needed()
                        + "; give the account that level");
    }
}
