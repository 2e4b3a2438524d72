package org.camelmatrix.sync;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.camelmatrix.event.RoomId;

/**
 * What came between two tokens: which of its events are done, and how many are not. Guarded by the
 * lock of its flow.
 */
final class Segment {

    private final String start;
    private final String end;
    private final Map<RoomId, Set<String>> done = new HashMap<>();
    private final Map<RoomId, Integer> pending = new HashMap<>();
    private boolean sealed;

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

    /** An event has to be done. */
    void begin(RoomId room) {
        pending.merge(room, 1, Integer::sum);
    }

    /** An event that was begun is done. */
    void complete(RoomId room, String id) {
        drop(room);
        note(room, id);
    }

    /** An event was done before. */
    void note(RoomId room, String id) {
        done.computeIfAbsent(room, each -> new HashSet<>()).add(id);
    }

    /** An event that was begun is looked after elsewhere. */
    void drop(RoomId room) {
        pending.computeIfPresent(room, (each, count) -> count == 1 ? null : count - 1);
    }

    /** No more events come. */
    void seal() {
        sealed = true;
    }

    boolean isPending(RoomId room) {
        return pending.containsKey(room);
    }

    /** The rooms that have events which are not done. */
    Set<RoomId> pending() {
        return Set.copyOf(pending.keySet());
    }

    boolean isDone() {
        return sealed && pending.isEmpty();
    }

    Map<RoomId, Set<String>> done() {
        return done;
    }
}
