// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.camelmatrix.internal.queue.QueueAction.LaneClosed;
import org.camelmatrix.internal.queue.QueueAction.LaneOpened;

/**
 * The lanes that have sends, and which of them are ready.
 *
 * <p>Part of {@link QueueState}. Times are those of {@link System#nanoTime}.
 */
final class SendLanes {

    private static final long LONGEST_WINDOW = TimeUnit.SECONDS.toNanos(1);

    private final Wakeups wakeups;
    private final Consumer<QueueAction> actions;
    private final Map<Object, SendLane> lanes = new LinkedHashMap<>();
    private final Set<SendLane> ready = new LinkedHashSet<>();
    private long window;

    /**
     * @param wakeups wake lanes at the end of their pauses
     * @param actions is told which lanes there are
     */
    SendLanes(Wakeups wakeups, Consumer<QueueAction> actions) {
        this.wakeups = wakeups;
        this.actions = actions;
    }

    boolean isEmpty() {
        return lanes.isEmpty();
    }

    /** The lane of a key, a new one if there is none. */
    SendLane of(Object key) {
        SendLane lane = lanes.get(key);
        if (lane == null) {
            lane = new SendLane(key);
            lanes.put(key, lane);
            actions.accept(new LaneOpened(key));
        }
        return lane;
    }

    /** All lanes, in the order in which they were added. */
    List<SendLane> all() {
        return new ArrayList<>(lanes.values());
    }

    /** Whether a send that has just arrived may start at once. */
    boolean letPass(QueuedSend send, long now) {
        SendLane lane = lanes.get(send.lane());
        return lane == null || lane.letsPass(send, now, window);
    }

    /**
     * Learns how long an attempt takes now. Sends that arrive within that time would have been in
     * flight together if none had waited, so they may be. The time is forgotten when no lane is
     * left.
     *
     * @param roundTrip nanoseconds
     */
    void measured(long roundTrip) {
        window = Math.min(Math.max(roundTrip, window / 4 * 3), LONGEST_WINDOW);
    }

    boolean isReady(SendLane lane, long now) {
        return lane.isReady(now, window);
    }

    /** Lets no send of a lane start for a while. */
    void pause(SendLane lane, Duration pause, long now) {
        lane.pauseUntil(now + pause.toNanos(), now);
        wakeups.cancel(lane.wakeup());
        lane.setWakeup(wakeups.add(lane.pauseEnd(), then -> refresh(lane, then)));
    }

    /** Lists a lane where it belongs now: with the ready ones, or not at all if it is empty. */
    void refresh(SendLane lane, long now) {
        if (lanes.get(lane.key()) != lane) {
            return;
        }
        if (lane.isEmpty()) {
            remove(lane);
        } else if (isReady(lane, now)) {
            ready.add(lane);
        }
    }

    private void remove(SendLane lane) {
        lanes.remove(lane.key());
        ready.remove(lane);
        wakeups.cancel(lane.wakeup());
        if (lanes.isEmpty()) {
            window = 0;
        }
        actions.accept(new LaneClosed(lane.key()));
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    /** Takes the lane that has been ready for longest; null if it is not ready any more. */
    SendLane takeReady(long now) {
        Iterator<SendLane> first = ready.iterator();
        SendLane lane = first.next();
        first.remove();
        return isReady(lane, now) ? lane : null;
    }
}
