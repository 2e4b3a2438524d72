// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * Seals what goes to a room and reads what comes from it (Client-Server API, "End-to-End
 * Encryption"). It delivers nothing: the account sends what is sealed.
 *
 * <p>Any thread may call.
 */
public interface RoomEncryption {

    /**
     * Seals an event. For the same room and transaction id the result is the same each time, so
     * that a repeated request sends the same bytes.
     *
     * @param destination the room
     * @param event the event in clear
     * @param transaction the transaction id that the event is sent with
     * @return what to send and how; or failed with a {@link MatrixException} if the event must not
     *     be sent to this room
     */
    CompletableFuture<SealedEvent> seal(
            Destination destination, OutgoingEvent event, TransactionId transaction);

    /**
     * Seals a file before it is uploaded. Nothing is read from the file yet.
     *
     * @param destination the room whose members may read the file
     * @param file the file in clear
     * @return what to upload
     * @throws org.camelmatrix.MatrixRejectedException if the file must not be uploaded for this
     *     room
     */
    SealedFile seal(Destination destination, MediaFile file);

    /**
     * Reads a received event.
     *
     * @param room the room of the event
     * @param event the event as the homeserver gave it ("Room event format")
     */
    default ReadEvent read(RoomId room, JsonNode event) {
        return ReadEvent.withoutKeys(event);
    }

    /**
     * Why this encryption sends no event at all to an encrypted room.
     *
     * @param room an encrypted room
     * @return empty if it sends events there
     */
    default Optional<MatrixException> refusal(RoomId room) {
        return Optional.empty();
    }

    /**
     * Whether something between this client and the homeserver encrypts requests that this client
     * makes in clear.
     */
    default boolean isDoneByProxy() {
        return false;
    }
}
