// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The sends of one room: those that wait, in the order of their arrival, and those in flight that
 * the queue knows of. They go one at a time, except for sends that {@link QueuedSend#mayOverlap}.
 *
 * <table>
 * <caption>States and transitions</caption>
 * <tr><th>state</th><th>meaning</th><th>leaves it</th></tr>
 * <tr><td>EMPTY</td><td>no send waits and none is in flight; the lane is removed</td><td></td></tr>
 * <tr><td>FLYING</td><td>no send waits</td><td>a send waits: READY, BLOCKED or PAUSED; the last one
 * in flight ends: EMPTY</td></tr>
 * <tr><td>READY</td><td>the first send may start</td><td>it starts; a pause begins: PAUSED</td></tr>
 * <tr><td>BLOCKED</td><td>the first send has to wait for those in flight</td><td>one of them ends;
 * a pause begins: PAUSED</td></tr>
 * <tr><td>PAUSED</td><td>no send starts, because an attempt had no usable answer</td><td>the pause
 * ends: READY or BLOCKED; the last send fails: EMPTY</td></tr>
 * </table>
 *
 * <p>Part of {@link QueueState}. Times are those of {@link System#nanoTime}.
 */
final class SendLane {

    /** See the table above. */
    enum State {
        EMPTY,
        FLYING,
        READY,
        BLOCKED,
        PAUSED
    }

    private final Object key;
    private final Deque<QueuedSend> waiting = new ArrayDeque<>();
    private final Set<QueuedSend> inFlight = new HashSet<>();
    private boolean oneAtATime;
    private boolean pausing;
    private long pauseEnd;
    private Wakeups.Wakeup wakeup;

    SendLane(Object key) {
        this.key = key;
    }

    Object key() {
        return key;
    }

    /**
     * Its state.
     *
     * @param window nanoseconds; see {@link QueuedSend#mayOverlap}
     */
    State state(long now, long window) {
        if (waiting.isEmpty()) {
            return inFlight.isEmpty() ? State.EMPTY : State.FLYING;
        }
        if (isPaused(now)) {
            return State.PAUSED;
        }
        return hasRoomFor(waiting.peekFirst(), window) ? State.READY : State.BLOCKED;
    }

    boolean isReady(long now, long window) {
        return state(now, window) == State.READY;
    }

    boolean isEmpty() {
        return waiting.isEmpty() && inFlight.isEmpty();
    }

    /** Whether a send that has just arrived may start at once. */
    boolean letsPass(QueuedSend send, long now, long window) {
        return waiting.isEmpty() && !isPaused(now) && hasRoomFor(send, window);
    }

    private boolean hasRoomFor(QueuedSend send, long window) {
        if (inFlight.isEmpty()) {
            return true;
        }
        if (oneAtATime) {
            return false;
        }
        for (QueuedSend earlier : inFlight) {
            if (!send.mayOverlap(earlier, window)) {
                return false;
            }
        }
        return true;
    }

    void addLast(QueuedSend send) {
        waiting.addLast(send);
    }

    /** Puts a send that was in flight back before all that are behind it. */
    void addAgain(QueuedSend send) {
        Deque<QueuedSend> earlier = new ArrayDeque<>(0);
        while (!waiting.isEmpty() && waiting.peekFirst().isBefore(send)) {
            earlier.push(waiting.removeFirst());
        }
        waiting.addFirst(send);
        earlier.forEach(waiting::addFirst);
    }

    QueuedSend takeFirst() {
        return waiting.removeFirst();
    }

    boolean isFirst(QueuedSend send) {
        return waiting.peekFirst() == send;
    }

    boolean remove(QueuedSend send) {
        return waiting.remove(send);
    }

    /** The sends that wait now, in their order. */
    List<QueuedSend> waiting() {
        return List.copyOf(waiting);
    }

    void depart(QueuedSend send) {
        inFlight.add(send);
    }

    void arrive(QueuedSend send) {
        inFlight.remove(send);
    }

    /** An attempt had no usable answer: sends go one at a time until one is answered. */
    void unanswered() {
        oneAtATime = true;
    }

    /** An attempt was answered. */
    void answered() {
        oneAtATime = false;
    }

    boolean isOneAtATime() {
        return oneAtATime;
    }

    /** No send starts until then, or until the end of an earlier pause that lasts longer. */
    void pauseUntil(long end, long now) {
        if (!isPaused(now) || end - pauseEnd > 0) {
            pauseEnd = end;
        }
        pausing = true;
    }

    /** How long no send may start. */
    Duration pause(long now) {
        return isPaused(now) ? Duration.ofNanos(pauseEnd - now) : Duration.ZERO;
    }

    long pauseEnd() {
        return pauseEnd;
    }

    private boolean isPaused(long now) {
        return pausing && pauseEnd - now > 0;
    }

    /** What wakes it at the end of its pause, or null. */
    Wakeups.Wakeup wakeup() {
        return wakeup;
    }

    void setWakeup(Wakeups.Wakeup wakeup) {
        this.wakeup = wakeup;
    }
}
