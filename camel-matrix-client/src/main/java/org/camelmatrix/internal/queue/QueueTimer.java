// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Future;

/**
 * The one timer of a queue.
 *
 * <p>Guarded by the lock of the queue. Times are those of {@link System#nanoTime}.
 */
final class QueueTimer {

    private final Workers workers;
    private final Runnable task;
    private Future<?> timer;
    private long end;

    /**
     * @param task is run by the timer's thread without the lock, maybe earlier than it was set for,
     *     and calls {@link #fired}
     */
    QueueTimer(Workers workers, Runnable task) {
        this.workers = workers;
        this.task = task;
    }

    /** Sets it for a moment at the latest, or cancels it. */
    void set(OptionalLong wakeAt, long now) {
        if (timer != null && wakeAt.isPresent() && end - wakeAt.getAsLong() <= 0) {
            return;
        }
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
        if (wakeAt.isPresent()) {
            end = wakeAt.getAsLong();
            timer = workers.after(Duration.ofNanos(end - now), task);
        }
    }

    /** Notes that it has run. */
    void fired(long now) {
        if (end - now <= 0) {
            timer = null;
        }
    }
}
