// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import java.time.Duration;
import java.util.Random;

/**
 * Runs a check with many random inputs, each made from a seed.
 *
 * <p>By default the seeds are 1, 2, 3 and so on, so that every build tries the same inputs. The
 * system property {@code fuzz.seconds} makes each check run for that long instead, from the seed
 * {@code fuzz.seed} on (by default the current time). A failure names its seed; {@code fuzz.seed}
 * with that value and {@code fuzz.seconds=0} runs that input alone.
 */
public final class Fuzz {
    private Fuzz() {}

    /** A check of the input that the random numbers lead to. It fails by throwing. */
    @FunctionalInterface
    public interface Check {
        void accept(Random random) throws Exception;
    }

    /**
     * Runs the check with {@code count} seeds, or for {@code fuzz.seconds}.
     *
     * @return how many inputs were tried
     */
    public static long run(int count, Check check) {
        Long seconds = Long.getLong("fuzz.seconds");
        if (seconds == null) {
            for (long seed = 1; seed <= count; seed++) {
                tryOut(seed, check);
            }
            return count;
        }
        long seed = Long.getLong("fuzz.seed", System.currentTimeMillis());
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        long tried = 0;
        do {
            tryOut(seed++, check);
            tried++;
        } while (System.nanoTime() < end);
        System.out.printf("%,d inputs tried, the last seed was %d%n", tried, seed - 1);
        return tried;
    }

    private static void tryOut(long seed, Check check) {
        try {
            check.accept(new Random(seed));
        } catch (Exception | AssertionError | StackOverflowError | OutOfMemoryError failure) {
            throw new AssertionError(
                    "seed " + seed + " (-Dfuzz.seconds=0 -Dfuzz.seed=" + seed + "): " + failure,
                    failure);
        }
    }
}
