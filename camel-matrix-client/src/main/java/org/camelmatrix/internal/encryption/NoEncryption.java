// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * Encrypts nothing, and so seals nothing for an encrypted room.
 *
 * <p>Any thread may call. Nothing is kept.
 */
public final class NoEncryption implements RoomEncryption {

    @Override
    public CompletableFuture<SealedEvent> seal(
            Destination destination, OutgoingEvent event, TransactionId transaction) {
        return destination.isEncrypted()
                ? CompletableFuture.failedFuture(encrypted(destination.room()))
                : CompletableFuture.completedFuture(new SealedEvent.Clear(event));
    }

    @Override
    public SealedFile seal(Destination destination, MediaFile file) {
        FileRefusal.requireUnencrypted(destination);
        return new SealedFile.Plain(file);
    }

    @Override
    public Optional<MatrixException> refusal(RoomId room) {
        return Optional.of(encrypted(room));
    }

    private static MatrixException encrypted(RoomId room) {
        return new MatrixRejectedException(
                "The room "
                        + room
                        + " is encrypted, and a message in clear would show what people expect to"
                        + " be secret: send to a room without encryption, or through a proxy that"
                        + " encrypts (pantalaimon) with the option encryption=proxy");
    }
}
