// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends messages to a homeserver that limits the account now and then, none of which a thread waits
 * for, and prints how the component kept to that: {@code Limited [pause=MILLISECONDS] URL COUNT
 * CONCURRENCY}. {@code pause} is what the homeserver asks for; 50 by default.
 *
 * <ul>
 *   <li>{@code limited}: how often the homeserver has limited the account;
 *   <li>{@code early}: requests that came in a pause later than a millisecond after the component
 *       could know of it;
 *   <li>{@code resumed_ms_p50}, {@code resumed_ms_max}: from a pause's end to the next request;
 *   <li>{@code threads}: the most threads that there were, more than before.
 * </ul>
 */
public final class Limited {

    private static final long IN_FLIGHT = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int TOO_MANY_REQUESTS = 429;

    private Limited() {}

    private record Request(long came, long answered, int status) {}

    public static void main(String[] arguments) throws Exception {
        Arguments given = Arguments.of(arguments);
        System.out.println(run(given).toJson());
        System.out.flush();
        System.exit(0);
    }

    static Measurement run(Arguments given) throws Exception {
        List<Request> requests = new ArrayList<>();
        Front.Observer observer =
                (first, came, answered, status) -> {
                    if (first.contains("/send/")) {
                        synchronized (requests) {
                            requests.add(new Request(came, answered, status));
                        }
                    }
                };
        Homeserver homeserver = Homeserver.of(given);
        Load load = new Load(given.number(1), given.number(2));
        Load warmup = new Load(Math.max(1, Arguments.warmup()), load.concurrency());
        try (Front front = new Front(URI.create(homeserver.url()), 0, observer);
                SendRoute route =
                        new SendRoute(
                                homeserver.at(front.url().toString()).endpoint(""),
                                Text.PLAIN,
                                0)) {
            warmup.run((Load.Continuing) route);
            synchronized (requests) {
                requests.clear();
            }
            AtomicInteger most = new AtomicInteger();
            Thread watch = watch(most);
            ProcessorTime before = ProcessorTime.now();
            long began = System.nanoTime();
            long[] latencies = load.run((Load.Continuing) route);
            double seconds = (System.nanoTime() - began) / 1e9;
            ProcessorTime time = ProcessorTime.now().since(before);
            watch.interrupt();
            watch.join();
            synchronized (requests) {
                long pause = TimeUnit.MILLISECONDS.toNanos(given.option("pause", 50));
                Map<String, Object> figures = figures(requests, pause);
                figures.put("threads", most.get());
                return new Measurement(load.count(), seconds, time, latencies, figures);
            }
        }
    }

    /** Notes the most threads of this component's own that exist at a time. */
    private static Thread watch(AtomicInteger most) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        Thread watch =
                new Thread(
                        () -> {
                            while (!Thread.currentThread().isInterrupted()) {
                                long own =
                                        Arrays.stream(
                                                        threads.getThreadInfo(
                                                                threads.getAllThreadIds()))
                                                .filter(each -> each != null)
                                                .filter(
                                                        each ->
                                                                !each.getThreadName()
                                                                        .equals("front"))
                                                .count();
                                most.accumulateAndGet((int) own, Math::max);
                                LockSupport.parkNanos(1_000_000);
                            }
                        },
                        "watch");
        watch.setDaemon(true);
        watch.start();
        return watch;
    }

    private static Map<String, Object> figures(List<Request> requests, long pause) {
        List<Long> resumed = new ArrayList<>();
        int early = 0;
        int inFlight = 0;
        int limited = 0;
        List<Request> byArrival = new ArrayList<>(requests);
        byArrival.sort((a, b) -> Long.compare(a.came(), b.came()));
        for (Request refused : byArrival) {
            if (refused.status() != TOO_MANY_REQUESTS) {
                continue;
            }
            limited++;
            long end = refused.answered() + pause;
            for (Request other : byArrival) {
                if (other.came() > refused.answered() && other.came() < end) {
                    if (other.came() - refused.answered() > IN_FLIGHT) {
                        early++;
                    } else {
                        inFlight++;
                    }
                } else if (other.came() >= end) {
                    resumed.add(other.came() - end);
                    break;
                }
            }
        }
        resumed.sort(null);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("limited", limited);
        figures.put("early", early);
        figures.put("in_flight", inFlight);
        figures.put("resumed_ms_p50", milliseconds(resumed, resumed.size() / 2));
        figures.put("resumed_ms_max", milliseconds(resumed, resumed.size() - 1));
        return figures;
    }

    private static double milliseconds(List<Long> sorted, int place) {
        return sorted.isEmpty() ? 0 : sorted.get(place) / 10_000 / 100.0;
    }
}
