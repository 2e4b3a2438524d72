// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.service.ServiceSupport;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that come to a route: all of them, in order, and where it goes on after a stop. */
@ExtendWith(MatrixHomeserverExtension.class)
class ReceiveTest {

    @TempDir private Path folder;
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private TestAccount alice;
    private String room;

    @BeforeEach
    void start(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        alice = homeserver.register("alice", "secret");
        room = newRoom();
    }

    private String newRoom() {
        String fresh = homeserver.createRoom(alice);
        homeserver.as(alice).invite(fresh, bot.userId());
        homeserver.join(bot, fresh);
        return fresh;
    }

    private void say(String where, String... texts) {
        homeserver.as(alice).sendAll(where, List.of(texts));
    }

    private ReceiverFixture bot() {
        return new ReceiverFixture(homeserver, bot);
    }

    private void awaitPoll() {
        await().until(() -> homeserver.longPolls() > 0);
    }

    private static String[] numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "m" + i).toArray(String[]::new);
    }

    @Test
    void beginsAnExchangeWithEachNewMessage() throws Exception {
        say(room, "old");
        try (ReceiverFixture camel = bot().notes("matrix:" + room).start()) {
            awaitPoll();
            say(room, "one", "two", "three");
            await().untilAsserted(
                            () ->
                                    assertThat(camel.received())
                                            .containsExactly("one", "two", "three"));
            homeserver.as(bot).send(room, "own");
            say(room, "four");
            await().until(() -> camel.received().contains("four"));
            assertThat(camel.received()).containsExactly("one", "two", "three", "four");
        }
        await().until(() -> homeserver.longPolls() == 0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matrix:%23ops:localhost",
                "matrix:r/ops:localhost?action=join",
                "matrix:https://matrix.to/%23/%23ops:localhost"
            })
    void listensToARoomHoweverItIsNamed(String uri) throws Exception {
        String ops = homeserver.createRoom(alice, RoomSetup.publicRoom().alias("ops"));
        homeserver.join(bot, ops);
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            awaitPoll();
            say(room, "elsewhere");
            say(ops, "here");
            await().until(() -> camel.received().contains("here"));
            assertThat(camel.received()).containsExactly("here");
        }
    }

    @Test
    void goesOnWhereItStopped() throws Exception {
        String uri = "matrix:" + room + "?sinceStore=" + folder.resolve("since.json");
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            awaitPoll();
            say(room, "one", "two");
            await().until(() -> camel.received().size() == 2);
        }
        say(room, "three", "four");
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            await().until(() -> camel.received().size() >= 2);
            say(room, "five");
            await().until(() -> camel.received().contains("five"));
            assertThat(camel.received()).containsExactly("three", "four", "five");
        }
    }

    @Test
    void fetchesWhatALimitedTimelineLeavesOutInOrder() throws Exception {
        String uri = "matrix:" + room + "?sinceStore=" + folder.resolve("since.json");
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            awaitPoll();
        }
        say(room, numbered(0, 1000));
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            await().until(() -> camel.received().size() >= 1000);
            say(room, "last");
            await().until(() -> camel.received().contains("last"));
            List<String> all = new ArrayList<>(List.of(numbered(0, 1000)));
            all.add("last");
            assertThat(camel.received()).containsExactlyElementsOf(all);
            assertThat(camel.figures(uri).gapCount()).isZero();
        }
    }

    @Test
    void tellsOfAGapThatStays() throws Exception {
        String uri =
                "matrix:"
                        + room
                        + "?maximumBackfill=150&sinceStore="
                        + folder.resolve("since.json");
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            awaitPoll();
        }
        say(room, numbered(0, 400));
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            await().until(() -> camel.received().contains("m399"));
            assertThat(camel.received()).containsExactly(numbered(250, 400));
            assertThat(camel.figures(uri).gapCount()).isEqualTo(1);
        }
    }

    @Test
    void startsWithHistoryWhereItIsAskedFor() throws Exception {
        say(room, "one", "two");
        String other = newRoom();
        say(other, "three");
        try (ReceiverFixture camel = bot().notes("matrix:*?startFrom=history").start()) {
            await().until(() -> camel.received().size() >= 3);
            say(room, "four");
            await().until(() -> camel.received().contains("four"));
            assertThat(camel.received()).containsExactlyInAnyOrder("one", "two", "three", "four");
            assertThat(camel.received()).containsSubsequence("one", "two", "four");
        }
    }

    @Test
    void startsAtATimeWhereItIsAskedFor() throws Exception {
        say(room, "early");
        long between = System.currentTimeMillis() + 1;
        await().until(() -> System.currentTimeMillis() > between);
        say(room, "late");
        try (ReceiverFixture camel =
                bot().notes("matrix:" + room + "?startFrom=" + between).start()) {
            await().until(() -> !camel.received().isEmpty());
            assertThat(camel.received()).containsExactly("late");
        }
    }

    @Test
    void triesAFailedEventAgainWhileOtherRoomsGoOn() throws Exception {
        String other = newRoom();
        AtomicInteger failures = new AtomicInteger();
        try (ReceiverFixture camel = bot()) {
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    errorHandler(noErrorHandler());
                                    from("matrix:*?maximumInFlight=3")
                                            .process(
                                                    exchange -> {
                                                        String body =
                                                                exchange.getMessage()
                                                                        .getBody(String.class);
                                                        if (body.equals("poison")
                                                                && !camel.received()
                                                                        .contains("go")) {
                                                            failures.incrementAndGet();
                                                            throw new IllegalStateException(body);
                                                        }
                                                        camel.note(exchange);
                                                    });
                                }
                            })
                    .start();
            awaitPoll();
            say(room, "poison", "after");
            say(room, numbered(0, 20));
            await().until(() -> failures.get() > 0);
            say(other, numbered(100, 120));
            await().until(() -> camel.received().contains("m119"));
            assertThat(camel.received()).containsExactly(numbered(100, 120));
            await().until(() -> failures.get() > 1);
            say(other, "go");
            await().until(() -> camel.received().contains("m19"));
            say(room, "end");
            await().until(() -> camel.received().contains("end"));
            List<String> expected = new ArrayList<>(List.of("poison", "after"));
            expected.addAll(List.of(numbered(0, 20)));
            expected.add("end");
            assertThat(camel.received().stream().filter(expected::contains))
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void leavesAFailedEventWhereThatIsAskedFor() throws Exception {
        try (ReceiverFixture camel = bot()) {
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    errorHandler(noErrorHandler());
                                    from("matrix:" + room + "?onFailure=skip")
                                            .process(
                                                    exchange -> {
                                                        if (exchange.getMessage()
                                                                .getBody(String.class)
                                                                .equals("poison")) {
                                                            throw new IllegalStateException();
                                                        }
                                                        camel.note(exchange);
                                                    });
                                }
                            })
                    .start();
            awaitPoll();
            say(room, "poison", "good");
            await().until(() -> camel.received().contains("good"));
            ReceiveFigures figures = camel.figures("matrix:" + room + "?onFailure=skip");
            assertThat(figures.skippedCount()).isEqualTo(1);
            await().until(() -> figures.completedCount() == 2);
        }
    }

    @Test
    void takesAnEventThatTheDeadLetterChannelHasAsDone() throws Exception {
        List<Throwable> causes = new CopyOnWriteArrayList<>();
        try (ReceiverFixture camel = bot()) {
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    errorHandler(deadLetterChannel("direct:dead"));
                                    from("direct:dead")
                                            .process(
                                                    exchange ->
                                                            causes.add(
                                                                    exchange.getProperty(
                                                                            Exchange
                                                                                    .EXCEPTION_CAUGHT,
                                                                            Throwable.class)));
                                    from("matrix:" + room)
                                            .process(
                                                    exchange -> {
                                                        if (exchange.getMessage()
                                                                .getBody(String.class)
                                                                .equals("poison")) {
                                                            throw new IllegalStateException("bad");
                                                        }
                                                        camel.note(exchange);
                                                    });
                                }
                            })
                    .start();
            awaitPoll();
            say(room, "poison", "good");
            await().until(() -> camel.received().contains("good"));
            assertThat(causes).hasSize(1).first().hasFieldOrPropertyWithValue("message", "bad");
        }
    }

    @Test
    void servesRoomsBesideEachOther() throws Exception {
        String other = newRoom();
        CountDownLatch together = new CountDownLatch(2);
        try (ReceiverFixture camel = bot()) {
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("matrix:*")
                                            .process(
                                                    exchange -> {
                                                        together.countDown();
                                                        if (together.await(1, TimeUnit.MINUTES)) {
                                                            camel.note(exchange);
                                                        }
                                                    });
                                }
                            })
                    .start();
            awaitPoll();
            say(room, "one");
            say(other, "two");
            await().until(() -> camel.received().size() == 2);
        }
    }

    @Test
    void keepsTheOrderOfEachRoomWhenManyComeAndFewMayWait() throws Exception {
        List<String> rooms = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            rooms.add(newRoom());
        }
        Map<String, List<String>> byRoom = new ConcurrentHashMap<>();
        try (ReceiverFixture camel = bot()) {
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("matrix:*?maximumInFlight=10&concurrentConsumers=3")
                                            .process(
                                                    exchange -> {
                                                        byRoom.computeIfAbsent(
                                                                        exchange.getMessage()
                                                                                .getHeader(
                                                                                        MatrixConstants
                                                                                                .ROOM_ID,
                                                                                        String
                                                                                                .class),
                                                                        each ->
                                                                                new CopyOnWriteArrayList<>())
                                                                .add(
                                                                        exchange.getMessage()
                                                                                .getBody(
                                                                                        String
                                                                                                .class));
                                                    });
                                }
                            })
                    .start();
            awaitPoll();
            for (int i = 0; i < 60; i++) {
                for (String each : rooms) {
                    say(each, "m" + i);
                }
            }
            await().until(
                            () ->
                                    byRoom.size() == 5
                                            && byRoom.values().stream()
                                                    .allMatch(list -> list.contains("m59")));
            assertThat(byRoom.keySet()).isEqualTo(new HashSet<>(rooms));
            assertThat(byRoom.values())
                    .allSatisfy(list -> assertThat(list).containsExactly(numbered(0, 60)));
        }
    }

    @Test
    void goesOnAskingWhileAsManyAreUnderWayAsMay() throws Exception {
        String other = newRoom();
        CountDownLatch begun = new CountDownLatch(2);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger handed = new AtomicInteger();
        try (ReceiverFixture camel = bot()) {
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("matrix:*?maximumInFlight=2")
                                            .process(
                                                    exchange -> {
                                                        handed.incrementAndGet();
                                                        begun.countDown();
                                                        if (goOn.await(1, TimeUnit.MINUTES)) {
                                                            camel.note(exchange);
                                                        }
                                                    });
                                }
                            })
                    .start();
            awaitPoll();
            say(room, "m0");
            say(other, "another");
            await().until(() -> begun.getCount() == 0);
            long asked = homeserver.requestCount(Endpoint.SYNC);
            say(room, numbered(1, 15));
            await().until(() -> homeserver.requestCount(Endpoint.SYNC) > asked);
            awaitPoll();
            say(room, numbered(15, 30));
            await().until(() -> homeserver.requestCount(Endpoint.SYNC) > asked + 1);
            assertThat(handed).hasValue(2);
            goOn.countDown();
            await().until(() -> camel.received().contains("m29"));
            assertThat(camel.received().stream().filter(text -> !text.equals("another")))
                    .containsExactly(numbered(0, 30));
        }
    }

    @Test
    void givesNoEventTwiceWhenTheStopIsGraceful() throws Exception {
        String uri = "matrix:*?sinceStore=" + folder.resolve("since.json");
        String other = newRoom();
        List<String> all = new ArrayList<>();
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            awaitPoll();
        }
        for (int run = 0; run < 4; run++) {
            int first = run * 50;
            try (ReceiverFixture camel = bot().notes(uri).start()) {
                int before = all.size();
                for (int i = first; i < first + 50; i++) {
                    say(i % 2 == 0 ? room : other, "m" + i);
                }
                await().until(() -> camel.received().size() > 10 || before == 199);
                camel.close();
                all.addAll(camel.received());
            }
        }
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            int before = all.size();
            await().until(() -> camel.received().size() + before >= 200);
            camel.close();
            all.addAll(camel.received());
        }
        assertThat(all).doesNotHaveDuplicates().hasSize(200);
    }

    @Test
    void givesNoEventTwiceThoughTheHomeserverAnswersEqualRequestsAlike() throws Exception {
        String uri = "matrix:*?concurrentConsumers=2&sinceStore=" + folder.resolve("since.json");
        String slow = newRoom();
        CountDownLatch goOn = new CountDownLatch(1);
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            awaitPoll();
        }
        List<String> all = new ArrayList<>();
        try (ReceiverFixture camel = bot()) {
            camel.routes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from(uri)
                                    .routeId("notes")
                                    .process(
                                            exchange -> {
                                                camel.note(exchange);
                                                if (exchange.getMessage()
                                                        .getBody(String.class)
                                                        .equals("slow")) {
                                                    goOn.await();
                                                }
                                            });
                        }
                    });
            camel.start();
            awaitPoll();
            say(slow, "slow", "later");
            await().until(() -> camel.received().contains("slow"));
            for (int i = 0; i < 5; i++) {
                String text = "m" + i;
                awaitPoll();
                say(room, text);
                await().until(() -> camel.received().contains(text));
            }
            Thread stop = new Thread(camel::close);
            stop.start();
            await().until(() -> homeserver.longPolls() == 0);
            goOn.countDown();
            stop.join();
            all.addAll(camel.received());
        }
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            await().until(() -> camel.received().contains("later"));
            say(room, "end");
            await().until(() -> camel.received().contains("end"));
            all.addAll(camel.received());
        }
        assertThat(all)
                .containsExactlyInAnyOrder("slow", "m0", "m1", "m2", "m3", "m4", "later", "end");
    }

    @Test
    void doesNotAskAgainAtOnceWhereTheHomeserverDoesNotWait() throws Exception {
        try (ReceiverFixture camel = bot().notes("matrix:*?syncTimeout=0").start()) {
            await().until(() -> homeserver.requestCount(Endpoint.SYNC) > 2);
            say(room, "hello");
            await().until(() -> camel.received().contains("hello"));
            long since = System.nanoTime();
            long known = homeserver.requestCount(Endpoint.SYNC);
            await().until(() -> homeserver.requestCount(Endpoint.SYNC) >= known + 2);
            assertThat(Duration.ofNanos(System.nanoTime() - since))
                    .isGreaterThan(Duration.ofMillis(900));
            assertThat(camel.received()).containsExactly("hello");
        }
    }

    @Test
    void startsFromNowThoughTheHomeserverAnswersEqualRequestsAlike() throws Exception {
        String uri = "matrix:*";
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            awaitPoll();
            say(room, "before");
            await().until(() -> camel.received().contains("before"));
        }
        say(room, "between");
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            awaitPoll();
            say(room, "after");
            await().until(() -> camel.received().contains("after"));
            assertThat(camel.received()).containsExactly("after");
        }
    }

    @Test
    void goesOnWhereWhoIsToldOfFailuresFailsToo() throws Exception {
        try (ReceiverFixture camel = bot()) {
            camel.camel()
                    .getRegistry()
                    .bind(
                            "broken",
                            new LoggingExceptionHandler(camel.camel(), ReceiveTest.class) {
                                @Override
                                public void handleException(
                                        String message, Exchange exchange, Throwable exception) {
                                    throw new IllegalStateException("broken");
                                }
                            });
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    errorHandler(noErrorHandler());
                                    from("matrix:"
                                                    + room
                                                    + "?onFailure=skip&exceptionHandler=#broken")
                                            .process(camel::note)
                                            .filter(body().isEqualTo("poison"))
                                            .throwException(new IllegalStateException("poison"));
                                }
                            })
                    .start();
            awaitPoll();
            homeserver.inject(Fault.error(500, "M_UNKNOWN", "x").on(Endpoint.SYNC).times(1));
            say(room, "poison");
            await().until(() -> camel.received().contains("poison"));
            say(room, "good");
            await().until(() -> camel.received().contains("good"));
        }
    }

    @Test
    void fetchesWhatWasMissedInOneRoomThoughAnotherCannotBeRead() throws Exception {
        String uri = "matrix:*?sinceStore=" + folder.resolve("since.json");
        List<String> others = List.of(newRoom(), newRoom());
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            awaitPoll();
        }
        homeserver.inject(Fault.error(500, "M_UNKNOWN", "x").on(Endpoint.MESSAGES).inRoom(room));
        say(room, numbered(0, 150));
        for (String other : others) {
            say(other, numbered(0, 150));
        }
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            await().until(() -> camel.received().size() == 300);
            homeserver.clearFaults();
            await().atMost(20, TimeUnit.SECONDS).until(() -> camel.received().size() == 450);
        }
    }

    @Test
    void getsAfterASuspensionWhatHappenedMeanwhileAndDisturbsNobody() throws Exception {
        try (ReceiverFixture camel = bot()) {
            List<String> others = new CopyOnWriteArrayList<>();
            camel.notes("matrix:" + room)
                    .routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("matrix:*")
                                            .process(
                                                    exchange ->
                                                            others.add(
                                                                    exchange.getMessage()
                                                                            .getBody(
                                                                                    String.class)));
                                }
                            })
                    .start();
            awaitPoll();
            say(room, "one");
            await().until(() -> camel.received().size() == 1 && others.size() == 1);
            camel.camel().getRouteController().suspendRoute("notes");
            say(room, numbered(0, 300));
            await().until(() -> others.size() == 301);
            assertThat(camel.received()).containsExactly("one");
            camel.camel().getRouteController().resumeRoute("notes");
            say(room, "end");
            await().until(() -> camel.received().contains("end") && others.contains("end"));
            List<String> expected = new ArrayList<>(List.of("one"));
            expected.addAll(List.of(numbered(0, 300)));
            expected.add("end");
            assertThat(camel.received()).containsExactlyElementsOf(expected);
            assertThat(others).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void getsNothingTwiceWhereItIsSuspendedAgainBeforeItsEventIsDone() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        List<String> others = new CopyOnWriteArrayList<>();
        try (ReceiverFixture camel = bot()) {
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("matrix:" + room)
                                            .routeId("notes")
                                            .process(camel::note)
                                            .process(exchange -> waitFor(goesOn));
                                    from("matrix:*").process(each -> note(each, others));
                                }
                            })
                    .start();
            awaitPoll();
            say(room, "one");
            await().until(() -> camel.received().size() == 1 && others.size() == 1);
            ServiceSupport consumer =
                    (ServiceSupport) camel.camel().getRoute("notes").getConsumer();
            for (int i = 0; i < 2; i++) {
                consumer.suspend();
                consumer.resume();
            }
            say(room, "two");
            await().until(() -> others.contains("two"));
            goesOn.countDown();
            await().until(() -> camel.received().contains("two"));
            assertThat(camel.received()).containsExactly("one", "two");
        } finally {
            goesOn.countDown();
        }
    }

    private static void waitFor(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    }

    private static void note(Exchange exchange, List<String> bodies) {
        bodies.add(exchange.getMessage().getBody(String.class));
    }

    @Test
    void startsARouteThatIsAddedLateFromNow() throws Exception {
        try (ReceiverFixture camel = bot().notes("matrix:*").start()) {
            awaitPoll();
            say(room, "before");
            await().until(() -> camel.received().contains("before"));
            List<String> late = new CopyOnWriteArrayList<>();
            camel.routes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("matrix:" + room + "?ignoreOwn=true")
                                    .process(
                                            exchange ->
                                                    late.add(
                                                            exchange.getMessage()
                                                                    .getBody(String.class)));
                        }
                    });
            int[] n = {0};
            await().until(
                            () -> {
                                say(room, "after" + n[0]++);
                                return late.size() > 2;
                            });
            await().until(() -> late.contains("after" + (n[0] - 1)));
            assertThat(late).doesNotContain("before").doesNotHaveDuplicates();
            int first = Integer.parseInt(late.get(0).substring("after".length()));
            assertThat(late)
                    .containsExactly(
                            IntStream.range(first, n[0])
                                    .mapToObj(i -> "after" + i)
                                    .toArray(String[]::new));
        }
    }

    @Test
    void goesOnAfterAnswersThatAreNone() throws Exception {
        try (ReceiverFixture camel = bot().notes("matrix:" + room).start()) {
            awaitPoll();
            homeserver.inject(Fault.html(502).on(Endpoint.SYNC).times(1));
            homeserver.inject(Fault.truncatedAnswer().on(Endpoint.SYNC).times(1));
            homeserver.inject(Fault.emptyAnswer().on(Endpoint.SYNC).times(1));
            say(room, "one");
            await().until(() -> camel.received().contains("one"));
            say(room, "two");
            await().until(() -> camel.received().contains("two"));
            assertThat(camel.received()).containsExactly("one", "two");
        }
    }
}
