// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.internal.encryption.RoomEncryption.RoomAccess;

/**
 * What a session can do in one room for one send.
 *
 * @param session the session
 * @param room the room
 * @param transaction the transaction id of the send
 */
record SessionAccess(Session session, RoomId room, TransactionId transaction)
        implements RoomAccess {

    @Override
    public CompletableFuture<EventId> send(OutgoingEvent event) {
        return session.client().send(session.credentials(), room, event, transaction);
    }

    @Override
    public CompletableFuture<JsonNode> state(String eventType) {
        return session.client().state(session.credentials(), room, eventType);
    }
}
