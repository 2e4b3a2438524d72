// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Pauses that grow. */
public final class Backoff {

    private static final int MOST_DOUBLINGS = 20;
    private static final Duration FIRST = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private Backoff() {}

    /** A pause that doubles with each time, the first being time 1. */
    static Duration exponential(Duration first, int time) {
        return first.multipliedBy(1L << Math.min(MOST_DOUBLINGS, time - 1));
    }

    /**
     * The pause before a retry after no usable answer: doubled with each, at most half a minute,
     * and by chance up to half shorter, so that those who failed together do not come back
     * together.
     */
    public static Duration retry(int time) {
        Duration full = exponential(FIRST, time);
        long most = Math.min(full.toNanos(), LONGEST.toNanos());
        return Duration.ofNanos(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }
}
