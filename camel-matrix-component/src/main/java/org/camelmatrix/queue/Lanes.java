package org.camelmatrix.queue;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The rooms that have a queue, and those of them whose first may go.
 *
 * <p>Guarded by the lock of their queue, but for {@link #has}, which any thread may ask.
 */
final class Lanes {

    private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();
    private final Queue<Lane> ready = new ArrayDeque<>();

    boolean has(Object key) {
        return lanes.containsKey(key);
    }

    Lane of(Object key) {
        return lanes.computeIfAbsent(key, Lane::new);
    }

    Collection<Lane> all() {
        return lanes.values();
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /** Puts a lane where it belongs now: among the ready ones, aside, or away. */
    void place(Lane lane, long now) {
        if (lane.isEmpty()) {
            lanes.remove(lane.key(), lane);
        } else if (lane.isReady(now) && lane.enlist()) {
            ready.add(lane);
        }
    }

    /** The lane that has been ready for longest, if it still is; else null. */
    Lane nextReady(long now) {
        Lane lane = ready.remove();
        lane.unlist();
        return lane.isReady(now) ? lane : null;
    }
}
