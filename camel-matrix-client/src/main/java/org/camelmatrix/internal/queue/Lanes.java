// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * The rooms that have a queue, and those of them whose first may go.
 *
 * <p>Guarded by the lock of their queue, but for {@link #has}, which any thread may ask.
 */
final class Lanes {

    private static final long LONGEST_WINDOW = TimeUnit.SECONDS.toNanos(1);

    private final Map<Object, Lane> lanes = new ConcurrentHashMap<>();
    private final Queue<Lane> ready = new ArrayDeque<>();
    private long window;

    boolean has(Object key) {
        return lanes.containsKey(key);
    }

    Lane of(Object key) {
        return lanes.computeIfAbsent(key, Lane::new);
    }

    /** Whether a send that has just come may go at once, as nothing of its room is in its way. */
    boolean letPass(Object key, QueuedSend<?> send, long now) {
        Lane lane = lanes.get(key);
        return lane == null || lane.letsPass(send, now, window);
    }

    /**
     * Learns how long an attempt takes now. What comes within that time would have been on its way
     * together if nobody had waited, and so it may be. That is forgotten once nobody waits any
     * more.
     *
     * @param roundTrip nanoseconds
     */
    void measured(long roundTrip) {
        window = Math.min(Math.max(roundTrip, window / 4 * 3), LONGEST_WINDOW);
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
            if (lanes.isEmpty()) {
                window = 0;
            }
        } else if (isReady(lane, now) && lane.enlist()) {
            ready.add(lane);
        }
    }

    /** The lane that has been ready for longest, if it still is; else null. */
    Lane nextReady(long now) {
        Lane lane = ready.remove();
        lane.unlist();
        return isReady(lane, now) ? lane : null;
    }

    /** Whether the first of a lane may go now. */
    boolean isReady(Lane lane, long now) {
        return lane.isReady(now, window);
    }
}
