// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The sending queue in virtual time, with callers, crashes and a homeserver that fails by chance.
 * Each seed is a run of its own, which a failure names. {@code -Dsimulation.seeds=1000000} runs
 * more than the usual 2,000 seeds, and {@code -Dsimulation.first=SEED} begins at another one.
 */
class QueueSimulationTest {

    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final long SEEDS = Long.getLong("simulation.seeds", 2_000);

    @Test
    void losesDoublesAndReordersNothingAndLeavesNothingBehind() {
        long began = System.nanoTime();
        LongStream.range(FIRST, FIRST + SEEDS).parallel().forEach(seed -> run(seed, 0));
        System.out.printf(
                "%d seeds from %d on, %.2f ms a seed%n",
                SEEDS, FIRST, (System.nanoTime() - began) / 1e6 / SEEDS);
    }

    @Test
    void survivesACrashAfterEachStep() {
        for (long seed = FIRST; seed < FIRST + 10; seed++) {
            long each = seed;
            int steps = run(seed, Integer.MAX_VALUE).steps();
            IntStream.rangeClosed(1, Math.min(steps, 500)).forEach(step -> run(each, step));
        }
    }

    @Test
    void repeatsARunBySeed() {
        assertThat(run(FIRST, 0)).isEqualTo(run(FIRST, 0));
    }

    private static QueueSimulation.Figures run(long seed, int crashAt) {
        try {
            return new QueueSimulation(seed, crashAt).run();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "Seed " + seed + (crashAt > 0 ? ", crash at step " + crashAt : ""), e);
        }
    }
}
