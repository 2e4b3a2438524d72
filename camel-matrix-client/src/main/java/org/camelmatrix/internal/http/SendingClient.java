// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;

/**
 * The endpoints of the Client-Server API that send events and redact them ("Sending events to a
 * room", "Redactions"), in the specification's words.
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class SendingClient {

    private static final int SMALL_ANSWER = 64 * 1024;

    private final MatrixClient client;

    SendingClient(MatrixClient client) {
        this.client = client;
    }

    /**
     * {@code PUT /rooms/{roomId}/send/{eventType}/{txnId}}: sends an event. Requests with the same
     * transaction id send one event.
     *
     * @param who the credentials of the account
     * @param room the room
     * @param event the event
     * @param transaction the transaction id
     * @return the event's id
     */
    public CompletableFuture<EventId> send(
            Credentials who, RoomId room, OutgoingEvent event, TransactionId transaction) {
        String path =
                MatrixClient.V3
                        + "/rooms/"
                        + MatrixClient.segment(room.value())
                        + "/send/"
                        + MatrixClient.segment(event.type())
                        + '/'
                        + MatrixClient.segment(transaction.value());
        return client.execute(
                Call.of(
                        new ApiRequest(
                                "PUT",
                                client.uri(who, path),
                                who.accessToken(),
                                event.json(),
                                SMALL_ANSWER),
                        "send to the room " + room),
                Answer::eventId);
    }

    /**
     * {@code PUT /rooms/{roomId}/redact/{eventId}/{txnId}}: redacts an event. Requests with the
     * same transaction id send one redaction.
     *
     * @param who the credentials of the account
     * @param room the room
     * @param event the event
     * @param reason the reason, or null
     * @param transaction the transaction id
     * @return the redaction's id
     */
    public CompletableFuture<EventId> redact(
            Credentials who, RoomId room, EventId event, String reason, TransactionId transaction) {
        String path =
                MatrixClient.V3
                        + "/rooms/"
                        + MatrixClient.segment(room.value())
                        + "/redact/"
                        + MatrixClient.segment(event.value())
                        + '/'
                        + MatrixClient.segment(transaction.value());
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (reason != null) {
            body.put("reason", reason);
        }
        return client.execute(
                Call.of(
                        client.request("PUT", path, who, body, SMALL_ANSWER),
                        "redact the event " + event + " of the room " + room),
                Answer::eventId);
    }
}
