// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Ends a request that moves on no more. A large file may take its time, and so has none of the
 * {@link Deadlines}; but a server that stops to read it would hold the thread for ever, as no limit
 * of HttpClient counts for writing.
 *
 * <p>The thread that makes the request tells of its progress; the JDK's timer thread looks.
 */
final class StallGuard {

    private final Duration limit;
    private volatile long moved = System.nanoTime();
    private volatile Cancellable request;
    private volatile boolean stalled;

    /**
     * @param limit how long nothing may happen; zero for ever
     */
    StallGuard(Duration limit) {
        this.limit = limit;
    }

    void start(Cancellable request) {
        if (!limit.isZero()) {
            this.request = request;
            moved();
            lookAfter(limit.toNanos());
        }
    }

    void moved() {
        moved = System.nanoTime();
    }

    void stop() {
        request = null;
    }

    private void lookAfter(long nanos) {
        CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS, Runnable::run)
                .execute(this::look);
    }

    private void look() {
        Cancellable running = request;
        if (running == null) {
            return;
        }
        long left = limit.toNanos() - (System.nanoTime() - moved);
        if (left > 0) {
            lookAfter(left);
            return;
        }
        stalled = true;
        running.cancel();
    }

    /** Why the request failed: what it failed with, or that it moved on no more. */
    Exception reason(Exception failure) {
        if (!stalled) {
            return failure;
        }
        IOException late =
                new SocketTimeoutException(
                        "nothing of the file was taken for " + limit.toMillis() + " ms");
        late.initCause(failure);
        return late;
    }
}
