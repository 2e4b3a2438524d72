// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RetryAfter;
import org.camelmatrix.test.TestAccount;

/**
 * 64 threads write to 50 rooms, and a route receives all of it, while requests of all kinds fail by
 * chance and contexts and routes stop and start again.
 *
 * <p>As a program of its own: {@code ChaosRun SECONDS SEED}.
 */
final class ChaosRun implements AutoCloseable {

    private static final int THREADS = 64;
    private static final int ROOMS = 50;
    private static final int LONGEST_PAUSE_MS = 700;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final MatrixHomeserver homeserver = MatrixHomeserver.start();
    private final long seed;
    private final Path since;
    private final List<String> rooms = new ArrayList<>();
    private final TestAccount writer = homeserver.register("writer", "secret");
    private final TestAccount reader = homeserver.register("reader", "secret");
    private final Map<String, Set<String>> received = new ConcurrentHashMap<>();
    private final Map<String, Integer> written = new ConcurrentHashMap<>();
    private final AtomicInteger again = new AtomicInteger();
    private final AtomicInteger stops = new AtomicInteger();
    private volatile CamelContext sending;
    private volatile CamelContext receiving;
    private volatile long deadline;

    /**
     * @param folder where the position is kept
     * @param seed of all chances
     */
    ChaosRun(Path folder, long seed) {
        this.seed = seed;
        this.since = folder.resolve("since.json");
        for (int i = 0; i < ROOMS; i++) {
            String room = homeserver.createRoom(writer);
            homeserver.as(writer).invite(room, reader.userId());
            homeserver.join(reader, room);
            rooms.add(room);
            received.put(room, Collections.synchronizedSet(new LinkedHashSet<>()));
        }
    }

    /** What is wrong afterwards, and how much there was of everything. */
    record Outcome(List<String> wrong, String figures) {}

    Outcome run(Duration lasts) throws Exception {
        sending = sender();
        receiving = receiver();
        await().atMost(PATIENCE).until(() -> homeserver.longPolls() > 0);
        deadline = System.nanoTime() + lasts.toNanos();
        injectFaults();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            threads.add(new Thread(() -> write(number), "writer-" + i));
        }
        threads.forEach(Thread::start);
        stopAndStart();
        for (Thread thread : threads) {
            thread.join(PATIENCE.toMillis());
        }
        homeserver.clearFaults();
        List<String> wrong = new ArrayList<>();
        threads.stream()
                .filter(Thread::isAlive)
                .forEach(thread -> wrong.add(thread.getName() + " still sends"));
        awaitAllReceived();
        int events = check(wrong);
        return new Outcome(
                wrong,
                "seed %d, %d s: %d messages sent, %d events in %d rooms, %d handed over again, %d stops, %d /messages"
                        .formatted(
                                seed,
                                lasts.toSeconds(),
                                written.size(),
                                events,
                                ROOMS,
                                again.get(),
                                stops.get(),
                                homeserver.requestCount(Endpoint.MESSAGES)));
    }

    private CamelContext context(TestAccount account, RouteBuilder routes) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(homeserver.url().toString());
        options.setAccessToken(account.accessToken());
        options.setSyncTimeout(2_000);
        options.setMaximumRetries(20);
        camel.getShutdownStrategy().setTimeout(20);
        camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        camel.addRoutes(routes);
        camel.start();
        return camel;
    }

    private CamelContext sender() throws Exception {
        return context(
                writer,
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:send")
                                .routeId("send")
                                .to("matrix:*?format=text&idempotentKey=${header.number}");
                    }
                });
    }

    private CamelContext receiver() throws Exception {
        Random random = new Random(seed + 1);
        return context(
                reader,
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from("matrix:*?maximumInFlight=3&sinceStore=" + since)
                                .routeId("receive")
                                .process(exchange -> receive(exchange, random));
                    }
                });
    }

    private void receive(Exchange exchange, Random random) {
        String room = exchange.getMessage().getHeader(MatrixConstants.ROOM_ID, String.class);
        String id = exchange.getMessage().getHeader(MatrixConstants.EVENT_ID, String.class);
        synchronized (random) {
            if (random.nextInt(100) == 0) {
                throw new IllegalStateException("by chance");
            }
        }
        if (!received.get(room).add(id)) {
            again.incrementAndGet();
        }
    }

    private void injectFaults() {
        Endpoint[] all = {Endpoint.SEND, Endpoint.SYNC, Endpoint.MESSAGES};
        chance(Fault.rateLimited(Duration.ofMillis(50), RetryAfter.BODY), 0.02, all);
        chance(Fault.error(500, "M_UNKNOWN", "by chance"), 0.01, all);
        chance(Fault.html(502), 0.02, all);
        chance(Fault.connectionDropped(), 0.02, all);
        chance(Fault.answerLost(), 0.02, all);
        chance(Fault.truncatedAnswer(), 0.01, all);
        chance(Fault.emptyAnswer(), 0.01, all);
        chance(Fault.html(403), 0.01, Endpoint.SYNC, Endpoint.MESSAGES);
        chance(Fault.raw(200, "application/json", "{}"), 0.03, Endpoint.MESSAGES);
        chance(Fault.raw(200, "application/json", "{\"chunk\":null}"), 0.03, Endpoint.MESSAGES);
        chance(Fault.raw(200, "application/json", "{\"chunk\":{}}"), 0.02, Endpoint.MESSAGES);
        chance(Fault.error(403, "M_FORBIDDEN", "by chance"), 0.03, Endpoint.MESSAGES);
        chance(Fault.error(404, "M_NOT_FOUND", "by chance"), 0.01, Endpoint.MESSAGES);
        chance(Fault.error(403, "M_FORBIDDEN", "by chance"), 0.1, Endpoint.JOINED_ROOMS);
    }

    private void chance(Fault fault, double probability, Endpoint... endpoints) {
        for (Endpoint endpoint : endpoints) {
            homeserver.inject(fault.on(endpoint).chance(probability).seed(seed));
        }
    }

    private void write(int number) {
        Random random = new Random(seed * THREADS + number);
        for (int count = 0; System.nanoTime() < deadline; count++) {
            String room = rooms.get(random.nextInt(ROOMS));
            String text = number + "-" + count;
            while (!send(room, text)) {
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
            written.put(text, rooms.indexOf(room));
            LockSupport.parkNanos(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MS)).toNanos());
        }
    }

    /** Whether the route says that the message was sent; it may be in the room all the same. */
    private boolean send(String room, String text) {
        try {
            CamelContext camel = sending;
            Exchange sent =
                    camel.createProducerTemplate()
                            .request(
                                    "direct:send",
                                    exchange -> {
                                        exchange.getMessage().setBody(text);
                                        exchange.getMessage().setHeader("number", text);
                                        exchange.getMessage()
                                                .setHeader(MatrixConstants.OVERRIDE_ROOM, room);
                                    });
            return !sent.isFailed();
        } catch (RuntimeException e) {
            return false;
        }
    }

    private void stopAndStart() throws Exception {
        Random random = new Random(seed + 2);
        while (System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(500 + random.nextInt(4000)).toNanos());
            stops.incrementAndGet();
            switch (random.nextInt(5)) {
                case 0 -> {
                    receiving.stop();
                    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(3000)).toNanos());
                    receiving = receiver();
                }
                case 1 -> {
                    receiving.getRouteController().stopRoute("receive");
                    receiving.getRouteController().startRoute("receive");
                }
                case 2 -> {
                    receiving.getRouteController().suspendRoute("receive");
                    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(3000)).toNanos());
                    receiving.getRouteController().resumeRoute("receive");
                }
                case 3 -> {
                    sending.getRouteController().stopRoute("send");
                    sending.getRouteController().startRoute("send");
                }
                default -> {
                    CamelContext before = sending;
                    sending = sender();
                    before.stop();
                }
            }
        }
    }

    private List<String> said(String room) {
        return homeserver.messages(room).stream().map(event -> event.eventId()).toList();
    }

    private void awaitAllReceived() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end
                && rooms.stream()
                        .anyMatch(
                                room ->
                                        received.get(room).size()
                                                < homeserver.messages(room).size())) {
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
    }

    private int check(List<String> wrong) {
        Map<String, Integer> times = new ConcurrentHashMap<>();
        int events = 0;
        for (String room : rooms) {
            Map<String, Integer> last = new ConcurrentHashMap<>();
            homeserver
                    .messages(room)
                    .forEach(
                            event -> {
                                String text = event.body().orElse("");
                                times.merge(text, 1, Integer::sum);
                                String[] parts = text.split("-");
                                int count = Integer.parseInt(parts[1]);
                                Integer before = last.put(parts[0], count);
                                if (before != null && before > count) {
                                    wrong.add(text + " was sent after number " + before);
                                }
                            });
            List<String> said = said(room);
            events += said.size();
            if (!said.equals(List.copyOf(received.get(room)))) {
                List<String> lost = new ArrayList<>(said);
                lost.removeAll(received.get(room));
                wrong.add(
                        "room %d (%s): %d events, %d received, %d lost, or not in order: %s"
                                .formatted(
                                        rooms.indexOf(room),
                                        room,
                                        said.size(),
                                        received.get(room).size(),
                                        lost.size(),
                                        lost.stream()
                                                .limit(5)
                                                .map(id -> said.indexOf(id) + " " + id)
                                                .toList()));
            }
        }
        written.keySet().stream()
                .filter(text -> !times.containsKey(text))
                .forEach(text -> wrong.add(text + " was sent and is lost"));
        times.forEach(
                (text, count) -> {
                    if (count > 1) {
                        wrong.add(text + " was sent " + count + " times");
                    }
                });
        return events;
    }

    @Override
    public void close() {
        sending.stop();
        receiving.stop();
        homeserver.close();
    }

    /**
     * @param arguments how many seconds, and the seed
     */
    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("chaos");
        try (ChaosRun run = new ChaosRun(folder, Long.parseLong(arguments[1]))) {
            Outcome outcome = run.run(Duration.ofSeconds(Long.parseLong(arguments[0])));
            System.out.println("CHAOS " + outcome.figures());
            outcome.wrong().stream()
                    .limit(100)
                    .forEach(each -> System.out.println("WRONG " + each));
            System.out.println("CHAOS " + outcome.wrong().size() + " wrong");
            System.exit(outcome.wrong().isEmpty() ? 0 : 1);
        }
    }
}
