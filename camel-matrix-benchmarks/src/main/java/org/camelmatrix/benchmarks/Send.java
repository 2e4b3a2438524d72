// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;

/**
 * Sends messages by a route, {@code WARMUP} (environment) of them unmeasured, and prints what one
 * cost: {@code Send [option=value …] URL COUNT CONCURRENCY}.
 *
 * <ul>
 *   <li>{@code text}: {@code plain} (default) or {@code markdown};
 *   <li>{@code options}: more of the endpoint's, such as {@code &format=text};
 *   <li>{@code rooms}: over how many rooms they are spread; 0 (default) for one;
 *   <li>{@code by}: {@code threads} (default), each of which waits for its message, or {@code
 *       callbacks}, by which no thread waits where the component does not let one wait;
 *   <li>{@code token}, {@code room}: the account's, at another homeserver than the stub;
 *   <li>{@code to}: {@code matrix} (default) or {@code nowhere}, which is the route alone.
 * </ul>
 */
public final class Send {

    private Send() {}

    public static void main(String[] arguments) throws Exception {
        Arguments given = Arguments.of(arguments);
        Homeserver homeserver = Homeserver.of(given);
        int rooms = given.option("rooms", 0);
        if (rooms > 0) {
            try (FrontProcess front = FrontProcess.start(homeserver.url(), rooms)) {
                System.out.println(run(given, homeserver.at(front.url())).toJson());
            }
        } else {
            System.out.println(run(given, homeserver).toJson());
        }
        System.out.flush();
        System.exit(0);
    }

    static Measurement run(Arguments given, Homeserver homeserver) throws Exception {
        Text text = Text.valueOf(given.option("text", "plain").toUpperCase(Locale.ROOT));
        int rooms = given.option("rooms", 0);
        String options = given.option("options", "");
        String uri =
                given.option("to", "matrix").equals("nowhere")
                        ? null
                        : rooms > 0 ? homeserver.everywhere(options) : homeserver.endpoint(options);
        Load load = new Load(given.number(1), given.number(2));
        Load warmup = new Load(Math.max(Arguments.warmup(), rooms), load.concurrency());
        try (SendRoute route = new SendRoute(uri, text, rooms)) {
            return given.option("by", "threads").equals("callbacks")
                    ? measure(load, warmup, each -> each.run((Load.Continuing) route))
                    : byThreads(load, warmup, route);
        }
    }

    private static Measurement byThreads(Load load, Load warmup, SendRoute route) throws Exception {
        ExecutorService threads =
                route.camel()
                        .getExecutorServiceManager()
                        .newFixedThreadPool(route, "sender", load.concurrency());
        return measure(load, warmup, each -> each.run((Load.Blocking) route, threads));
    }

    private interface Run {
        long[] with(Load load) throws Exception;
    }

    private static Measurement measure(Load load, Load warmup, Run run) throws Exception {
        run.with(warmup);
        ProcessorTime before = ProcessorTime.now();
        long began = System.nanoTime();
        long[] latencies = run.with(load);
        double seconds = (System.nanoTime() - began) / 1e9;
        ProcessorTime time = ProcessorTime.now().since(before);
        return new Measurement(load.count(), seconds, time, latencies, Map.of());
    }
}
