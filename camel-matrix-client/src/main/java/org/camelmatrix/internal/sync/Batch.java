// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.camelmatrix.event.RoomId;

/**
 * The events between two tokens: which of them are done, and how many are not. Guarded by the lock
 * of its flow.
 */
final class Batch {

    private final String start;
    private final String end;
    private final Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Map<RoomId, RoomBatch> rooms = new HashMap<>();
    private int pendingRooms;
    private boolean sealed;

    /** The events of one room. */
    final class RoomBatch {

        private final List<String> done = new ArrayList<>();
        private int pending;

        /** An event has to be done. */
        void begin() {
            if (pending++ == 0) {
                pendingRooms++;
            }
        }

        /** An event that was begun is done. */
        void complete(String id) {
            done.add(id);
            drop();
        }

        /** An event was done before. */
        void note(String id) {
            done.add(id);
        }

        /** An event that was begun is noted elsewhere once it is done. */
        void drop() {
            if (pending > 0 && --pending == 0) {
                pendingRooms--;
            }
        }
    }

    Batch(String start, String end) {
        this.start = start;
        this.end = end;
    }

    String start() {
        return start;
    }

    String end() {
        return end;
    }

    /** When its end was the homeserver's newest token, by the clock here. */
    Instant time() {
        return time;
    }

    /** The events of a room. */
    RoomBatch of(RoomId room) {
        return rooms.computeIfAbsent(room, each -> new RoomBatch());
    }

    /** No more events come. */
    void seal() {
        sealed = true;
    }

    boolean isPending(RoomId room) {
        RoomBatch events = rooms.get(room);
        return events != null && events.pending > 0;
    }

    /** The rooms that have events which are not done. */
    Set<RoomId> pending() {
        return rooms.keySet().stream().filter(this::isPending).collect(Collectors.toSet());
    }

    boolean isDone() {
        return sealed && pendingRooms == 0;
    }

    /** The events of a room that are done. */
    List<String> done(RoomId room) {
        RoomBatch events = rooms.get(room);
        return events == null ? List.of() : events.done;
    }

    /** The rooms that it has events of. */
    Set<RoomId> rooms() {
        return rooms.keySet();
    }

    /** Adds the events that are done to others, by room. */
    void addDoneTo(Map<RoomId, Set<String>> all) {
        rooms.forEach(
                (room, events) -> {
                    if (!events.done.isEmpty()) {
                        all.computeIfAbsent(room, each -> new HashSet<>()).addAll(events.done);
                    }
                });
    }
}
