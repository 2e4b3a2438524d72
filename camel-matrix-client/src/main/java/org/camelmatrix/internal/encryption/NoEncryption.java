// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;

/** Nothing encrypts, so nothing is sent to an encrypted room. */
public final class NoEncryption implements RoomEncryption {

    @Override
    public CompletableFuture<EventId> deliver(
            RoomId room, OutgoingEvent event, TransactionId transaction, RoomAccess access) {
        return CompletableFuture.failedFuture(encrypted(room));
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
