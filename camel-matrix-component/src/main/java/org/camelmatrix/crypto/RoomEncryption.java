package org.camelmatrix.crypto;

import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;

/**
 * Makes of an event what may be sent to an encrypted room (Client-Server API, "End-to-End
 * Encryption"). Rooms that are not encrypted never come here.
 *
 * <p>Any thread may call.
 */
public interface RoomEncryption {

    /**
     * The event as it may be sent; the same for the same transaction id, so that a retry sends the
     * same bytes.
     *
     * @param room an encrypted room
     * @param event the event in clear
     * @param transaction the transaction id that it is sent with
     * @return the event to send; or failed with a {@link org.camelmatrix.MatrixException} if
     *     nothing may be sent
     */
    CompletableFuture<OutgoingEvent> encrypt(
            RoomId room, OutgoingEvent event, TransactionId transaction);
}
