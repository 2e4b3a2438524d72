// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.concurrent.Cancellable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends requests that take too long as a whole, whatever drips in meanwhile: HttpClient's own limits
 * are for each read.
 *
 * <p>The thread that makes a request starts and stops its deadline. While there are requests, a
 * timer thread of the JDK looks at all of them now and then, at the latest a second after one is
 * over; a timer for each request would wake that thread each time.
 */
final class Deadlines {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    private static final int LOOKS = 20;
    private static final long SELDOM = TimeUnit.SECONDS.toNanos(1);

    private final Set<Deadline> running = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /**
     * Starts the time of a request.
     *
     * @param request is cancelled when it is over
     * @param limit how long it may take; zero for ever
     */
    Deadline start(Cancellable request, Duration limit) {
        Deadline deadline = new Deadline(request, limit);
        if (!limit.isZero()) {
            running.add(deadline);
            lookSoon(limit.toNanos());
        }
        return deadline;
    }

    private void lookSoon(long nanos) {
        if (looking.compareAndSet(false, true)) {
            boolean begun = false;
            try {
                CompletableFuture.delayedExecutor(
                                Math.min(nanos / LOOKS, SELDOM),
                                TimeUnit.NANOSECONDS,
                                Runnable::run)
                        .execute(this::look);
                begun = true;
            } finally {
                looking.set(begun);
            }
        }
    }

    private void look() {
        long now = System.nanoTime();
        long shortest = Long.MAX_VALUE;
        for (Deadline deadline : running) {
            if (!deadline.endIfLate(now)) {
                shortest = Math.min(shortest, deadline.limit.toNanos());
            }
        }
        looking.set(false);
        if (shortest < Long.MAX_VALUE || !running.isEmpty()) {
            lookSoon(shortest);
        }
    }

    /** The time of one request. */
    final class Deadline {

        private final Cancellable request;
        private final Duration limit;
        private final long began = System.nanoTime();
        private volatile boolean late;

        private Deadline(Cancellable request, Duration limit) {
            this.request = request;
            this.limit = limit;
        }

        private boolean endIfLate(long now) {
            if (now - began < limit.toNanos()) {
                return false;
            }
            if (running.remove(this)) {
                late = true;
                try {
                    request.cancel();
                } catch (RuntimeException e) {
                    LOG.debug("A request that took too long could not be ended", e);
                }
            }
            return true;
        }

        /** The request has ended. */
        void stop() {
            running.remove(this);
        }

        /** Why the request failed: what it failed with, or the deadline, if that cancelled it. */
        Exception reason(Exception failure) {
            if (!late) {
                return failure;
            }
            IOException reason =
                    new SocketTimeoutException(
                            "the request as a whole took longer than " + limit.toMillis() + " ms");
            reason.initCause(failure);
            return reason;
        }
    }
}
