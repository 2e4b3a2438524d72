// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What is left on the heap when everything is gone that nobody needs. */
final class LiveHeap {

    private static final int COLLECTIONS = 3;

    private LiveHeap() {}

    /** Mebibytes, to a tenth. */
    static double mebibytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return Math.round(least / 1048576.0 * 10) / 10.0;
    }
}
