// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * What some messages or events have cost.
 *
 * @param count how many
 * @param seconds how long they took together
 * @param time processor time for all of them
 * @param latencies nanoseconds of each, or none
 * @param more whatever else there is to tell, as JSON values by name
 */
record Measurement(
        int count, double seconds, ProcessorTime time, long[] latencies, Map<String, Object> more) {

    /** The line that the harness reads. */
    String toJson() {
        long[] sorted = latencies.clone();
        Arrays.sort(sorted);
        StringBuilder json = new StringBuilder();
        json.append(
                String.format(
                        Locale.ROOT,
                        "{\"messages\":%d,\"seconds\":%.4f,\"cpu_us_per_msg\":%.3f,"
                                + "\"jit_us_per_msg\":%.3f,\"p50_us\":%.1f,\"p99_us\":%.1f",
                        count,
                        seconds,
                        time.work() / 1e3 / count,
                        time.compilers() / 1e3 / count,
                        quantile(sorted, 0.5) / 1e3,
                        quantile(sorted, 0.99) / 1e3));
        more.forEach((name, value) -> json.append(",\"" + name + "\":" + value));
        return json.append('}').toString();
    }

    private static long quantile(long[] sorted, double part) {
        return sorted.length == 0 ? 0 : sorted[(int) (part * (sorted.length - 1))];
    }
}
