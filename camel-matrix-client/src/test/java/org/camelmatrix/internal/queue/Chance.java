// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.SplittableRandom;

/** Everything that a seed decides. */
final class Chance {

    private final SplittableRandom random;

    Chance(long seed) {
        this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + 1);
    }

    boolean is(double probability) {
        return random.nextDouble() < probability;
    }

    /** From least to most, both included. */
    int from(int least, int most) {
        return random.nextInt(least, most + 1);
    }

    /** Nanoseconds, short times being more frequent than long ones. */
    long upTo(Duration longest) {
        double part = random.nextDouble();
        return (long) (longest.toNanos() * part * part * part);
    }

    /** One of several. */
    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
