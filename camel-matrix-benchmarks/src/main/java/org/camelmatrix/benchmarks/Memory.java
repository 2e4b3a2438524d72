// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * Sends messages by a route, and prints how much stays on the heap after 10,000, 100,000 and all of
 * them: {@code Memory [option=value …] URL COUNT CONCURRENCY}, with the options of {@link Send} but
 * {@code by} and {@code to}.
 */
public final class Memory {

    private Memory() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println(run(Arguments.of(arguments)).toJson());
        System.out.flush();
        System.exit(0);
    }

    static Measurement run(Arguments given) throws Exception {
        int count = given.number(1);
        int concurrency = given.number(2);
        Map<String, Object> heap = new LinkedHashMap<>();
        String uri = Homeserver.of(given).endpoint(given.option("options", ""));
        try (SendRoute route = new SendRoute(uri, Text.PLAIN, 0)) {
            ExecutorService threads =
                    route.camel()
                            .getExecutorServiceManager()
                            .newFixedThreadPool(route, "sender", concurrency);
            ProcessorTime before = ProcessorTime.now();
            long began = System.nanoTime();
            int sent = 0;
            for (int until : new int[] {10_000, 100_000, count}) {
                if (until > sent && until <= count) {
                    new Load(until - sent, concurrency).run((Load.Blocking) route, threads);
                    sent = until;
                    heap.put("heap_mib_after_" + sent, LiveHeap.mebibytes());
                }
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            ProcessorTime time = ProcessorTime.now().since(before);
            return new Measurement(count, seconds, time, new long[0], heap);
        }
    }
}
