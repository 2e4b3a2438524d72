// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;

/**
 * Takes events to rooms, to encrypted ones so that nobody outside can read them (Client-Server API,
 * "End-to-End Encryption").
 *
 * <p>Any thread may call.
 */
public interface RoomEncryption {

    /**
     * Delivers an event so that nobody outside of the room can read it, or not at all. What is
     * delivered is the same for the same transaction id, so that a retry sends the same bytes.
     *
     * @param room an encrypted room
     * @param event the event in clear
     * @param transaction the transaction id that it is sent with
     * @param access what the account can do in the room
     * @return the event's id; or failed with a {@link org.camelmatrix.MatrixException}
     */
    CompletableFuture<EventId> deliver(
            RoomId room, OutgoingEvent event, TransactionId transaction, RoomAccess access);

    /**
     * Delivers an event to a room that is not encrypted.
     *
     * @param room the room
     * @param event the event
     * @param access what the account can do in the room
     * @return the event's id; or failed with a {@link org.camelmatrix.MatrixException}
     */
    default CompletableFuture<EventId> deliverInClear(
            RoomId room, OutgoingEvent event, RoomAccess access) {
        return access.send(event);
    }

    /**
     * Why no message can be delivered to an encrypted room, whatever it is.
     *
     * @param room an encrypted room
     * @return empty if messages can be delivered
     */
    default Optional<MatrixException> refusal(RoomId room) {
        return Optional.empty();
    }

    /** Whether what is uploaded gets to the homeserver as it is. */
    default boolean uploadsInClear() {
        return true;
    }

    /** What the account can do in one room; futures fail with a MatrixException. */
    interface RoomAccess {

        /** Sends an event as it is, with the transaction id. */
        CompletableFuture<EventId> send(OutgoingEvent event);

        /** The content of a state event with an empty state key. */
        CompletableFuture<JsonNode> state(String eventType);
    }
}
