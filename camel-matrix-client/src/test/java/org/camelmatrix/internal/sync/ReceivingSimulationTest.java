// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever fails, stops or crashes at whatever moment: no event is lost, those of a room come in
 * order, what is stored as done is not delivered again, and no position is stored beyond an event
 * that is not done. A failure names its seed. A long run:
 *
 * <pre>{@code
 * mvn -pl camel-matrix-test,camel-matrix-client test -Dtest=ReceivingSimulationTest \
 *     -Dsurefire.failIfNoSpecifiedTests=false -Dsimulation.seeds=1000000
 * }</pre>
 */
class ReceivingSimulationTest {

    private static final long FIRST = Long.getLong("simulation.seed", 0);
    private static final long SEEDS = Long.getLong("simulation.seeds", 2_000);

    @Test
    void keepsWhatReceivingPromises() {
        LongStream.range(FIRST, FIRST + SEEDS)
                .parallel()
                .forEach(seed -> new ReceivingSimulation(seed).play());
    }
}
