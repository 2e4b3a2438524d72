// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.failure.MatrixFailure;

/**
 * Keeps a message for an encrypted room from going in clear to the room that replaces it. Otherwise
 * whoever may replace a room could end its encryption by that.
 *
 * <p>Any thread may call.
 */
final class DowngradeCheck {

    private final RoomDirectory rooms;
    private final EncryptedRooms encryptedRooms;

    DowngradeCheck(RoomDirectory rooms, EncryptedRooms encryptedRooms) {
        this.rooms = rooms;
        this.encryptedRooms = encryptedRooms;
    }

    /**
     * Requires that a room is encrypted if a room is that it replaces for this recipient.
     *
     * @return failed with a {@link MatrixRejectedException} if it is not
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
                .thenCompose(was -> was ? isEncrypted(session, room) : isFine())
                .thenAccept(
                        fits -> {
                            if (!fits) {
                                throw notEncrypted(old, room);
                            }
                        });
    }

    private CompletableFuture<Boolean> isEncrypted(Session session, RoomId room) {
        return encryptedRooms.isEncrypted(session, room);
    }

    private static CompletableFuture<Boolean> isFine() {
        return CompletableFuture.completedFuture(true);
    }

    /** Whether a room was encrypted, as far as the homeserver still tells or the account knows. */
    private CompletableFuture<Boolean> wasEncrypted(Session session, RoomId room) {
        return encryptedRooms.isKnown(session.user(), room)
                ? CompletableFuture.completedFuture(true)
                : isEncrypted(session, room).exceptionally(DowngradeCheck::falseIfRefused);
    }

    private static boolean falseIfRefused(Throwable thrown) {
        MatrixException reason = MatrixFailure.of(thrown);
        if (reason instanceof MatrixRejectedException) {
            return false;
        }
        throw reason;
    }

    private static MatrixRejectedException notEncrypted(RoomId old, RoomId room) {
        return new MatrixRejectedException(
                "The room "
                        + old
                        + " is encrypted, and the room "
                        + room
                        + " that replaces it is not: name "
                        + room
                        + " as the recipient to send there without encryption");
    }
}
