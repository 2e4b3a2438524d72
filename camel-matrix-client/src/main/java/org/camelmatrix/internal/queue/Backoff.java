// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that double with each attempt. */
public final class Backoff {

    private static final int MOST_DOUBLINGS = 20;
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Backoff() {}

    /**
     * A pause that doubles with each attempt.
     *
     * @param attempt from 1 on
     */
    static Duration exponential(Duration first, int attempt) {
        return first.multipliedBy(1L << Math.min(MOST_DOUBLINGS, attempt - 1));
    }

    /**
     * The pause before a retry when there was no usable answer: it doubles with each attempt, up to
     * 30 seconds. A random part of up to a half is taken off, so that sends which failed together
     * are not repeated together.
     *
     * @param attempt from 1 on
     */
    public static Duration retry(int attempt) {
        Duration full = exponential(FIRST, attempt);
        long most = Math.min(full.toNanos(), LONGEST.toNanos());
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
