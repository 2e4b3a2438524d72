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
 * The threads that go on with what had to wait. They must never be held up by a full queue, as they
 * are the ones that empty it, and so they can be told from others.
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
     * @param pool runs tasks; it always has another thread
     * @param timer wakes the pool; it takes any number of tasks until it is shut down
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
     * The same, but later where there is no thread now.
     *
     * @throws RejectedExecutionException if the pool is shut down now
     */
    public void executeSoon(Runnable task) {
        try {
            execute(task);
        } catch (OutOfMemoryError e) {
            LOG.warn("There is no thread to go on with ({}); trying again", e.getMessage());
            after(NO_THREAD, () -> executeSoon(task));
        }
    }

    /** Runs a short task, which never blocks, after a while; not any more if that is shut down. */
    public Future<?> after(Duration delay, Runnable task) {
        try {
            return timer.schedule(task, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            return null;
        }
    }

    /**
     * Tells a caller what it had not waited for. What follows from that on this thread, such as the
     * next send of a route, is in the name of the caller, whichever thread it was then.
     *
     * @param id as {@link #caller} gave it
     */
    void tell(long id, Runnable end) {
        Long before = caller.get();
        caller.set(id);
        try {
            end.run();
        } finally {
            if (before == null) {
                caller.remove();
            } else {
                caller.set(before);
            }
        }
    }

    /** Who asks on the calling thread: the thread, or in whose name it goes on. */
    long caller() {
        Long other = caller.get();
        return other == null ? Thread.currentThread().getId() : other;
    }

    /** Whether the calling thread goes on for a caller who may send more at the same time. */
    boolean isInAnothersName() {
        return caller.get() != null;
    }

    /** Whether the calling thread is one of these. */
    boolean isOwnThread() {
        return working.get() != null;
    }
}
