// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.RoomEncryption;

/**
 * Keeps a request that the application itself has composed from sending an event in clear to an
 * encrypted room.
 *
 * <p>Any thread may call.
 */
final class ClearSendCheck {

    /**
     * Event types that clients send as they are also in an encrypted room: what is encrypted
     * already, and what the homeserver has to read.
     */
    private static final Set<String> NEVER_ENCRYPTED =
            Set.of(EventType.ENCRYPTED, EventType.REACTION, EventType.REDACTION);

    private final EncryptedRooms encryptedRooms;
    private final RoomEncryption encryption;

    ClearSendCheck(EncryptedRooms encryptedRooms, RoomEncryption encryption) {
        this.encryptedRooms = encryptedRooms;
        this.encryption = encryption;
    }

    /**
     * Requires that an event may be sent to a room as it is.
     *
     * @param eventType the event's type
     * @return failed with a {@link MatrixRejectedException} if the room is encrypted and no proxy
     *     encrypts the request
     */
    CompletableFuture<Void> requireAllowed(SignedIn account, RoomId room, String eventType) {
        if (encryption.isDoneByProxy() || NEVER_ENCRYPTED.contains(eventType)) {
            return CompletableFuture.completedFuture(null);
        }
        return encryptedRooms
                .isEncrypted(account, room)
                .thenAccept(
                        encrypted -> {
                            if (encrypted) {
                                throw inClear(room, eventType);
                            }
                        });
    }

    private static MatrixRejectedException inClear(RoomId room, String eventType) {
        return new MatrixRejectedException(
                "The room "
                        + room
                        + " is encrypted, and the request would send the event "
                        + eventType
                        + " in clear: send it to a room without encryption, or through a proxy"
                        + " that encrypts (pantalaimon) with the option encryption=proxy");
    }
}
