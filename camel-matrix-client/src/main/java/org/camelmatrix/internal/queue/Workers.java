// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The component's threads, which go on with work that had to wait, and its timer. A worker must
 * never wait for capacity of a full queue, because workers empty it; so the queue can tell workers
 * from other threads.
 *
 * <p>Any thread may call.
 */
public final class Workers implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final Duration NO_THREAD = Duration.ofSeconds(1);

    private final Executor pool;
    private final ScheduledExecutorService timer;
    private final ThreadLocal<Boolean> working = new ThreadLocal<>();
    private final ThreadLocal<Long> caller = new ThreadLocal<>();

    /**
     * @param pool runs tasks; it has no bound, so that a task never waits for another
     * @param timer runs short tasks later; it takes any number of them until it is shut down
     */
    public Workers(Executor pool, ScheduledExecutorService timer) {
        this.pool = pool;
        this.timer = timer;
    }

    /**
     * Runs a task on a thread of the pool.
     *
     * @throws RejectedExecutionException if the pool is shut down
     */
    @Override
    public void execute(Runnable task) {
        pool.execute(
                () -> {
                    working.set(true);
                    try {
                        task.run();
                    } finally {
                        working.remove();
                    }
                });
    }

    /**
     * As {@link #execute}, but tries again later when there is no thread now.
     *
     * @throws RejectedExecutionException if the pool is shut down now
     */
    public void executeSoon(Runnable task) {
        try {
            execute(task);
        } catch (OutOfMemoryError e) {
            LOG.warn(
                    "There is no thread for a task now ({}); it is tried again in a second",
                    e.getMessage());
            after(NO_THREAD, () -> executeSoon(task));
        }
    }

    /**
     * Runs a short task, which never blocks, after a delay.
     *
     * @return what cancels it, or null if the timer is shut down and the task never runs
     */
    public Future<?> after(Duration delay, Runnable task) {
        try {
            return timer.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    /**
     * Runs a task on behalf of a caller. Sends that follow from it on this thread, such as the next
     * send of a route, count as sends of that caller, whichever thread it was.
     *
     * @param id as {@link #caller} gave it
     */
    void runOnBehalf(long id, Runnable task) {
        Long before = caller.get();
        caller.set(id);
        try {
            task.run();
        } finally {
            if (before == null) {
                caller.remove();
            } else {
                caller.set(before);
            }
        }
    }

    /**
     * The caller of the calling thread: the thread itself, or the caller on whose behalf it runs.
     */
    long caller() {
        Long other = caller.get();
        return other == null ? Thread.currentThread().getId() : other;
    }

    /** Whether the calling thread runs on behalf of a caller, which may send at the same time. */
    boolean isOnBehalf() {
        return caller.get() != null;
    }

    /** Whether the calling thread is a worker. */
    boolean isWorker() {
        return working.get() != null;
    }
}
