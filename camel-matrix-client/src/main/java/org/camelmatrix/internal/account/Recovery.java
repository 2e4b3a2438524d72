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
 * Reconnects an account that no message makes a request for. It repeats its attempt while that is
 * needed, after pauses that grow up to half a minute.
 *
 * <p>Any thread may call. A pause holds no thread. The workers make the attempts, one at a time.
 */
final class Recovery {

    private final BooleanSupplier needed;
    private final Supplier<CompletableFuture<?>> attempt;
    private final Supplier<Duration> leastPause;
    private final Workers workers;
    private final AtomicBoolean trying = new AtomicBoolean();

    /**
     * @param needed whether another attempt may help
     * @param attempt makes one attempt
     * @param leastPause how long the homeserver has asked to wait
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

    /** Begins with the attempts if they are needed and are not being made already. */
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

    /** A failure reported during the last attempt started none of its own, so this checks again. */
    private void end() {
        trying.set(false);
        beginIfNeeded();
    }
}
