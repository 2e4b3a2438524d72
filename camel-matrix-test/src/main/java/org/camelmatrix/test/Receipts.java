// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** How far each user has read in a room: section "Receipts". */
final class Receipts {
    static final String READ = "m.read";
    static final String READ_PRIVATE = "m.read.private";

    /** The receipts that replace each other; the thread is null for those outside of threads. */
    private record Key(String user, String type, String thread) {}

    private record Receipt(String eventId, int place, long timestamp, long position) {}

    private final Map<Key, Receipt> receipts = new LinkedHashMap<>();
    private long lastPosition;

    /** Whether that receipt leads further than the one before. */
    boolean leadsOn(String user, String type, String thread, int place) {
        Receipt old = receipts.get(new Key(user, type, thread));
        return old == null || place > old.place;
    }

    void put(String user, String type, String thread, String eventId, int place, long position) {
        long now = System.currentTimeMillis();
        receipts.put(new Key(user, type, thread), new Receipt(eventId, place, now, position));
        lastPosition = position;
    }

    long lastPosition() {
        return lastPosition;
    }

    /** The content of the event that tells the reader what is new. */
    Optional<ObjectNode> since(long position, String reader) {
        ObjectNode content = Json.object();
        receipts.forEach(
                (key, receipt) -> {
                    boolean seen = !key.type.equals(READ_PRIVATE) || key.user.equals(reader);
                    if (receipt.position > position && seen) {
                        ObjectNode json = Json.object().put("ts", receipt.timestamp);
                        if (key.thread != null) {
                            json.put("thread_id", key.thread);
                        }
                        content.withObjectProperty(receipt.eventId)
                                .withObjectProperty(key.type)
                                .set(key.user, json);
                    }
                });
        return Optional.of(content).filter(json -> !json.isEmpty());
    }

    /** The event that each user has read last, by any public receipt, with the user's id. */
    Map<String, String> read() {
        Map<String, Receipt> latest = new LinkedHashMap<>();
        receipts.forEach(
                (key, receipt) -> {
                    if (key.type.equals(READ)) {
                        latest.merge(key.user, receipt, (a, b) -> a.place >= b.place ? a : b);
                    }
                });
        Map<String, String> events = new LinkedHashMap<>();
        latest.forEach((user, receipt) -> events.put(user, receipt.eventId));
        return events;
    }
}
