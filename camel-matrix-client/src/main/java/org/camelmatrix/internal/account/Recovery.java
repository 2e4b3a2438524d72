// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.camelmatrix.internal.queue.Backoff;
import org.camelmatrix.internal.queue.Workers;

/**
 * Brings an account back by itself, without any message: tries again while that is needed, after
 * pauses that grow up to half a minute.
 *
 * <p>Any thread may ask for it. No thread is held during a pause; attempts are made by the workers,
 * one at a time.
 */
final class Recovery {

    private final BooleanSupplier needed;
    private final Supplier<CompletableFuture<?>> attempt;
    private final Supplier<Duration> leastPause;
    private final Workers workers;
    private final AtomicBoolean trying = new AtomicBoolean();

    /**
     * @param needed whether an attempt may help; false ends it
     * @param attempt makes one attempt
     * @param leastPause how long the homeserver does not want to be asked
     * @param workers make the attempts
     */
    Recovery(
            BooleanSupplier needed,
            Supplier<CompletableFuture<?>> attempt,
            Supplier<Duration> leastPause,
            Workers workers) {
        this.needed = needed;
        this.attempt = attempt;
        this.leastPause = leastPause;
        this.workers = workers;
    }

    /** Begins to try if that is needed and not going on already. */
    void beginIfNeeded() {
        if (needed.getAsBoolean() && trying.compareAndSet(false, true)) {
            tryLater(1);
        }
    }

    private void tryLater(int time) {
        Duration backoff = Backoff.retry(time);
        Duration least = leastPause.get();
        workers.after(least.compareTo(backoff) > 0 ? least : backoff, () -> tryWithWorker(time));
    }

    private void tryWithWorker(int time) {
        try {
            workers.execute(() -> tryNow(time));
        } catch (RejectedExecutionException e) {
            trying.set(false);
        }
    }

    private void tryNow(int time) {
        if (!needed.getAsBoolean()) {
            end();
            return;
        }
        attempt.get().whenComplete((done, failure) -> goOn(time));
    }

    private void goOn(int time) {
        if (needed.getAsBoolean()) {
            tryLater(time + 1);
        } else {
            end();
        }
    }

    /** Who found it going on meanwhile has relied on it. */
    private void end() {
        trying.set(false);
        beginIfNeeded();
    }
}
