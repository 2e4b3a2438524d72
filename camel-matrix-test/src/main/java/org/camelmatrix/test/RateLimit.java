// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Limits each user's sends as Synapse's {@code rc_message} does: a bucket of {@code burst} sends
 * that refills by {@code perSecond}. A refused send takes nothing from the bucket.
 */
final class RateLimit {
    private static final double NANOS = 1_000_000_000d;

    private static final class Bucket {
        private double tokens;
        private long filledAt;

        private Bucket(double tokens, long filledAt) {
            this.tokens = tokens;
            this.filledAt = filledAt;
        }
    }

    private final double perSecond;
    private final int burst;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new HashMap<>();

    RateLimit(double perSecond, int burst, LongSupplier nanoTime) {
        if (perSecond <= 0 || burst < 1) {
            throw new IllegalArgumentException("a rate above 0 and a burst of at least 1");
        }
        this.perSecond = perSecond;
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /** How long the user must wait before the next send; zero when it may send now. */
    Duration waitOf(String user) {
        double missing = 1 - bucketOf(user).tokens;
        return missing <= 0
                ? Duration.ZERO
                : Duration.ofNanos((long) Math.ceil(missing / perSecond * NANOS));
    }

    void take(String user) {
        bucketOf(user).tokens--;
    }

    private Bucket bucketOf(String user) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.computeIfAbsent(user, unused -> new Bucket(burst, now));
        double refilled = bucket.tokens + (now - bucket.filledAt) / NANOS * perSecond;
        bucket.tokens = Math.min(burst, refilled);
        bucket.filledAt = now;
        return bucket;
    }
}
