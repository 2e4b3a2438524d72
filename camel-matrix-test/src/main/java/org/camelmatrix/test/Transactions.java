package org.camelmatrix.test;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which event a transaction made: section "Transaction identifiers". Like Synapse, a
 * transaction belongs to a device and a room, whatever the event type, and survives a new login of
 * the device. One of an application service belongs to it and the endpoint, whomever it speaks for:
 * one transaction id for two of its users makes one event. Only events are remembered, so a request
 * that failed can be tried again.
 */
final class Transactions {
    /** Whose transaction it is, and where; the event type only counts for application services. */
    private record Key(Object owner, String roomId, String eventType, String transactionId) {}

    private record Sent(Requester sender, String transactionId) {}

    private final Map<Key, String> events = new HashMap<>();
    private final Map<String, Sent> sent = new HashMap<>();

    Optional<String> eventOf(Call send) {
        return ofService(send).map(events::get).or(() -> ofDevice(send).map(events::get));
    }

    void remember(Call send, String eventId) {
        ofService(send).ifPresent(key -> events.put(key, eventId));
        ofDevice(send).ifPresent(key -> events.put(key, eventId));
        sent.put(eventId, new Sent(send.requester(), send.path("txnId")));
    }

    private static Optional<Key> ofService(Call send) {
        return send.requester()
                .applicationService()
                .map(
                        service ->
                                new Key(
                                        service,
                                        send.path("roomId"),
                                        send.path("eventType"),
                                        send.path("txnId")));
    }

    private static Optional<Key> ofDevice(Call send) {
        return send.requester()
                .session()
                .map(device -> new Key(device, send.path("roomId"), null, send.path("txnId")));
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
