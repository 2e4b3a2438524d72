// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which event a transaction made: section "Transaction identifiers". Like Synapse, a
 * transaction belongs to a device and a room, whatever the event type, and survives a new login of
 * the device. One of an application service belongs to it and the endpoint, whomever it speaks for:
 * one transaction id for two of its users makes one event. Only events are remembered, so a request
 * that failed can be tried again. With {@link TransactionScope#DEVICE} the path counts for nothing.
 */
final class Transactions {
    /** Whose transaction it is, and where; the event type only counts for application services. */
    private record Key(Object owner, String roomId, String eventType, String transactionId) {}

    private record Sent(Requester sender, String transactionId) {}

    private final TransactionScope scope;
    private final Map<Key, String> events = new HashMap<>();
    private final Map<String, Sent> sent = new HashMap<>();

    Transactions(TransactionScope scope) {
        this.scope = scope;
    }

    Optional<String> eventOf(Call send) {
        return ofService(send).map(events::get).or(() -> ofDevice(send).map(events::get));
    }

    void remember(Call send, String eventId) {
        ofService(send).ifPresent(key -> events.put(key, eventId));
        ofDevice(send).ifPresent(key -> events.put(key, eventId));
        sent.put(eventId, new Sent(send.requester(), send.path("txnId")));
    }

    /** Nothing that was sent before is recognised any more. */
    void forget() {
        events.clear();
        sent.clear();
    }

    private Optional<Key> ofService(Call send) {
        return send.requester()
                .applicationService()
                .filter(unused -> scope == TransactionScope.DEVICE_AND_ROOM)
                .map(
                        service ->
                                new Key(
                                        service,
                                        send.path("roomId"),
                                        send.path("eventType"),
                                        send.path("txnId")));
    }

    private Optional<Key> ofDevice(Call send) {
        String transactionId = send.path("txnId");
        if (scope == TransactionScope.DEVICE) {
            Requester sender = send.requester();
            Object owner = List.of(sender.userId(), sender.deviceId());
            return Optional.of(new Key(owner, null, null, transactionId));
        }
        return send.requester()
                .session()
                .map(device -> new Key(device, send.path("roomId"), null, transactionId));
    }

    /** The transaction id of an event, as only who sent it is told. */
    Optional<String> transactionIdFor(Requester reader, String eventId) {
        return Optional.ofNullable(sent.get(eventId))
                .filter(event -> isSame(reader, event.sender()))
                .map(Sent::transactionId);
    }

    private static boolean isSame(Requester reader, Requester sender) {
        return reader.session().isPresent()
                ? reader.session().equals(sender.session())
                : reader.equals(sender);
    }
}
