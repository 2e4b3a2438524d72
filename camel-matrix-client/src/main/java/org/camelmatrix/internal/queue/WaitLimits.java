// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.OptionalLong;
import org.camelmatrix.MatrixException;

/**
 * Which sends may wait and for how long: as {@code maximumPending} and {@code maximumWait} allow,
 * and as long as neither their route stops nor the queue is closed.
 *
 * <p>Part of {@link QueueState}. Times are those of {@link System#nanoTime}.
 */
final class WaitLimits {

    private final int maximumPending;
    private final StoppingRoutes stopping = new StoppingRoutes();
    private int pending;
    private boolean closed;

    WaitLimits(int maximumPending) {
        this.maximumPending = maximumPending;
    }

    StoppingRoutes stopping() {
        return stopping;
    }

    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** How many sends have waited and are not done. */
    int pending() {
        return pending;
    }

    /** Whether a further send may wait. A closed queue takes each, and fails it. */
    boolean hasCapacity() {
        return pending < maximumPending || closed;
    }

    /** Counts a send that waits; false if it counts already. */
    boolean add(QueuedSend send) {
        if (send.isPending()) {
            return false;
        }
        send.setPending(true);
        pending++;
        return true;
    }

    /** Counts a send no longer; false if it did not count. */
    boolean remove(QueuedSend send) {
        if (!send.isPending()) {
            return false;
        }
        send.setPending(false);
        pending--;
        return true;
    }

    /**
     * Whether the queue is closed, or a route of the send stops before its turn.
     *
     * @param turn when the send can start at the earliest
     */
    boolean mustStop(QueuedSend send, long turn) {
        return closed || stopping.forbidWaiting(send.origin(), turn);
    }

    /**
     * Why a caller may not wait for capacity, or null if it may.
     *
     * @param pause how long the homeserver's rate limit still lasts
     */
    MatrixException refusal(QueuedSend send, Duration pause, long now) {
        if (send.policy().pendingPolicy() == PendingPolicy.FAIL) {
            return SendFailures.full(maximumPending);
        }
        if (mustStop(send, now)) {
            return SendFailures.stopped(send, pause);
        }
        Duration left = send.waitLeft(now);
        return left != null && (left.isZero() || left.isNegative())
                ? SendFailures.waitedTooLong(send, pause)
                : null;
    }

    /** Until when a caller may wait for capacity, if there is a limit. */
    OptionalLong end(QueuedSend send, long now) {
        OptionalLong stop = stopping.end(send.origin(), now);
        Duration left = send.waitLeft(now);
        if (left == null) {
            return stop;
        }
        long end = now + left.toNanos();
        return stop.isPresent() && stop.getAsLong() - end < 0 ? stop : OptionalLong.of(end);
    }
}
