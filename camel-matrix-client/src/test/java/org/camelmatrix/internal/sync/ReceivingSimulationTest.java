// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever fails, stops or crashes at whatever moment: no event is lost, those of a room come in
 * order, what is stored as done does not come again, and no position is stored beyond an event that
 * is not done.
 */
class ReceivingSimulationTest {

    private static final int SEEDS = 2_000;

    @Test
    void keepsWhatReceivingPromises() {
        LongStream.range(0, SEEDS).parallel().forEach(seed -> new ReceivingSimulation(seed).play());
    }
}
