// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.component.MatrixConstants;

/**
 * Receives events by a route that reads id, sender and text, and keeps how far it has come in a
 * file: {@code Consume [option=value …] URL EVENTS}. It prints what one cost. With {@code WARMUP}
 * (environment) it receives them all once before, unmeasured.
 *
 * <ul>
 *   <li>{@code options}: more of the endpoint's, such as {@code &concurrentConsumers=1};
 *   <li>{@code until}: {@code events} (default), when all have come, or {@code position}, when the
 *       position is after the last one, whether the stub has told all of them or not;
 *   <li>{@code patience}: seconds after which it fails; 100 by default.
 * </ul>
 */
public final class Consume {

    private Consume() {}

    public static void main(String[] arguments) throws Exception {
        Arguments given = Arguments.of(arguments);
        if (Arguments.warmup() > 0) {
            run(given);
        }
        System.out.println(run(given).toJson());
        System.out.flush();
        System.exit(0);
    }

    static Measurement run(Arguments given) throws Exception {
        int total = given.number(1);
        Path folder = Files.createTempDirectory("camel-matrix-benchmark");
        Path positions = folder.resolve("since.json");
        ProcessorTime before = ProcessorTime.now();
        long began = System.nanoTime();
        long deadline = began + TimeUnit.SECONDS.toNanos(given.option("patience", 100));
        AtomicInteger seen = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1);
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(route(given, positions, total, seen, all));
            camel.start();
            boolean came =
                    given.option("until", "events").equals("position")
                            ? reaches(positions, total, deadline)
                            : all.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (!came) {
                throw new IllegalStateException("only " + seen + " events came");
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            ProcessorTime time = ProcessorTime.now().since(before);
            Map<String, Object> more = new LinkedHashMap<>();
            more.put("heap_mib", LiveHeap.mebibytes());
            camel.stop();
            more.put("events", seen.get());
            more.put("position_is_last", isLast(positions, total));
            return new Measurement(total, seconds, time, new long[0], more);
        } finally {
            Files.deleteIfExists(positions);
            deleteRest(folder);
        }
    }

    private static RouteBuilder route(
            Arguments given, Path positions, int total, AtomicInteger seen, CountDownLatch all) {
        String uri =
                Homeserver.of(given)
                        .everywhere("&sinceStore=" + positions + given.option("options", ""));
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(uri)
                        .routeId("received")
                        .process(
                                exchange -> {
                                    read(exchange.getMessage());
                                    if (seen.incrementAndGet() == total) {
                                        all.countDown();
                                    }
                                });
            }
        };
    }

    /** What any route would look at, so that nothing of it is left out. */
    private static void read(Message message) {
        if (message.getHeader(MatrixConstants.EVENT_ID, String.class).isEmpty()
                || message.getHeader(MatrixConstants.SENDER, String.class).isEmpty()
                || message.getBody(String.class).isEmpty()) {
            throw new IllegalStateException("an event without an id, a sender or a text came");
        }
    }

    private static boolean reaches(Path positions, int total, long deadline) throws Exception {
        while (System.nanoTime() < deadline) {
            if (Files.exists(positions) && isLast(positions, total)) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return false;
    }

    /** Whether the position that is kept is the one after the last event. */
    private static boolean isLast(Path positions, int total) throws Exception {
        String token = String.format("s%012d", total);
        return Files.readString(positions).contains("\\\"since\\\":\\\"" + token + "\\\"");
    }

    private static void deleteRest(Path folder) throws Exception {
        try (var left = Files.newDirectoryStream(folder)) {
            for (Path each : left) {
                Files.delete(each);
            }
        }
        Files.delete(folder);
    }
}
