package org.camelmatrix.test;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Remembers which event a transaction made: section "Transaction identifiers". Like Synapse, a
 * transaction belongs to a device and a room, whatever the event type, and survives a new login of
 * the device. Only events are remembered, so a request that failed can be tried again.
 */
final class Transactions {
    private record Key(Session device, String roomId, String transactionId) {}

    private final Map<Key, String> events = new HashMap<>();
    private final Map<String, Key> keys = new HashMap<>();

    Optional<String> eventOf(Session device, String roomId, String transactionId) {
        return Optional.ofNullable(events.get(new Key(device, roomId, transactionId)));
    }

    void remember(Session device, String roomId, String transactionId, String eventId) {
        Key key = new Key(device, roomId, transactionId);
        events.put(key, eventId);
        keys.put(eventId, key);
    }

    /** The transaction id of an event, as only the device that sent it is told. */
    Optional<String> transactionIdFor(Session device, String eventId) {
        return Optional.ofNullable(keys.get(eventId))
                .filter(key -> key.device().equals(device))
                .map(Key::transactionId);
    }
}
