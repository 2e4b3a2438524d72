// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.RoomEncryption;

/**
 * Checks before the first message whether an account can send messages to a room.
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

    /** Enters the room; fails if that is refused, or if no message can be sent there. */
    CompletableFuture<Void> check(Session session, Recipient recipient) {
        return rooms.enter(session, recipient).thenCompose(room -> checkEntered(session, room));
    }

    private CompletableFuture<Void> checkEntered(Session session, RoomId room) {
        return encryptedRooms
                .isEncrypted(session, room)
                .thenAccept(encrypted -> requireSending(room, encrypted))
                .thenCompose(sends -> requirePermission(session, room));
    }

    private void requireSending(RoomId room, boolean encrypted) {
        if (encrypted) {
            encryption
                    .refusal(room)
                    .ifPresent(
                            reason -> {
                                throw reason;
                            });
        }
    }

    /** Power levels that cannot be read are no failure: then the first message finds out. */
    private static CompletableFuture<Void> requirePermission(Session session, RoomId room) {
        return SendPermission.lack(session, room, EventType.MESSAGE)
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
