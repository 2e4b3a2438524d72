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
 * What came between two tokens: which of its events are done, and how many are not. Guarded by the
 * lock of its flow.
 */
final class Segment {

    private final String start;
    private final String end;
    private final Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Map<RoomId, Part> parts = new HashMap<>();
    private int pendingRooms;
    private boolean sealed;

    /** What of a room came. */
    final class Part {

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

        /** An event that was begun is looked after elsewhere. */
        void drop() {
            if (pending > 0 && --pending == 0) {
                pendingRooms--;
            }
        }
    }

    Segment(String start, String end) {
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

    /** The part of a room. */
    Part part(RoomId room) {
        return parts.computeIfAbsent(room, each -> new Part());
    }

    /** No more events come. */
    void seal() {
        sealed = true;
    }

    boolean isPending(RoomId room) {
        Part part = parts.get(room);
        return part != null && part.pending > 0;
    }

    /** The rooms that have events which are not done. */
    Set<RoomId> pending() {
        return parts.keySet().stream().filter(this::isPending).collect(Collectors.toSet());
    }

    boolean isDone() {
        return sealed && pendingRooms == 0;
    }

    /** The events of a room that are done. */
    List<String> done(RoomId room) {
        Part part = parts.get(room);
        return part == null ? List.of() : part.done;
    }

    /** The rooms that it has events of. */
    Set<RoomId> rooms() {
        return parts.keySet();
    }

    /** Adds the events that are done to others, by room. */
    void addDoneTo(Map<RoomId, Set<String>> all) {
        parts.forEach(
                (room, part) -> {
                    if (!part.done.isEmpty()) {
                        all.computeIfAbsent(room, each -> new HashSet<>()).addAll(part.done);
                    }
                });
    }
}
