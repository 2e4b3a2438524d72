// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.logging.log4j.Level;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a route that receives does, and what is told, when something is wrong. */
@ExtendWith(MatrixHomeserverExtension.class)
class ReceivingTroubleTest {

    private static final String AWAY = "Events cannot be received: ";
    private static final String BACK = "Events are received again, after ";

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
        room = homeserver.createRoom(alice);
        homeserver.as(alice).invite(room, bot.userId());
        homeserver.join(bot, room);
    }

    private ReceiverFixture bot() {
        return new ReceiverFixture(homeserver, bot);
    }

    private static LogMemory infos() {
        return new LogMemory("org.camelmatrix", Level.INFO);
    }

    private void say(String text) {
        homeserver.as(alice).send(room, text);
    }

    private void awaitPoll() {
        await().until(() -> homeserver.longPolls() > 0);
    }

    private static List<String> lines(LogMemory log, String text) {
        return log.lines().stream().filter(line -> line.contains(text)).toList();
    }

    private static RouteBuilder routes(ReceiverFixture camel, Map<String, String> urisById) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                urisById.forEach((id, uri) -> from(uri).routeId(id).process(camel::note));
            }
        };
    }

    @Test
    void skipsAFileThatTheHomeserverDoesNotHave() throws Exception {
        try (LogMemory log = infos();
                ReceiverFixture camel = bot().notes("matrix:" + room).start()) {
            awaitPoll();
            for (String url : List.of("mxc://localhost/doesNotExist", "mxc://")) {
                homeserver
                        .as(alice)
                        .send(
                                room,
                                "m.room.message",
                                Map.of("msgtype", "m.image", "body", "x.png", "url", url));
            }
            say("after");
            await().until(() -> !camel.received().isEmpty());
            assertThat(camel.received()).containsExactly("after");
            assertThat(camel.figures("matrix:" + room).skippedCount()).isEqualTo(2);
            assertThat(camel.figures("matrix:" + room).retriedCount()).isZero();
            assertThat(lines(log, "failed in route notes and is skipped: ")).hasSize(2);
            assertThat(lines(log, "is skipped: Could not download mxc://localhost/doesNotExist"))
                    .singleElement()
                    .asString()
                    .contains("404")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void fetchesAFileAgainThatCannotBeHadNow() throws Exception {
        homeserver.inject(Fault.error(502, "M_UNKNOWN", "busy").on(Endpoint.DOWNLOAD).times(1));
        try (ReceiverFixture camel = bot().notes("matrix:" + room).start()) {
            awaitPoll();
            homeserver
                    .as(alice)
                    .send(
                            room,
                            "m.room.message",
                            Map.of(
                                    "msgtype",
                                    "m.file",
                                    "body",
                                    "x.txt",
                                    "url",
                                    "mxc://localhost/doesNotExist"));
            say("after");
            await().until(() -> camel.received().contains("after"));
            assertThat(camel.figures("matrix:" + room).retriedCount()).isEqualTo(1);
            assertThat(camel.figures("matrix:" + room).skippedCount()).isEqualTo(1);
        }
    }

    @Test
    void namesWhatIsAtTheRootOfAFailure() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (LogMemory log = infos();
                ReceiverFixture camel = bot()) {
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("matrix:" + room)
                                            .routeId("keep")
                                            .errorHandler(noErrorHandler())
                                            .process(
                                                    exchange -> {
                                                        if (attempts.incrementAndGet() == 1) {
                                                            throw new RuntimeCamelException(
                                                                    "Cannot store",
                                                                    new IllegalStateException(
                                                                            "the disk is full"));
                                                        }
                                                        camel.note(exchange);
                                                    });
                                }
                            })
                    .start();
            awaitPoll();
            say("one");
            await().until(() -> camel.received().contains("one"));
            assertThat(lines(log, "failed in route keep and is handed over again"))
                    .singleElement()
                    .asString()
                    .contains("(option onFailure): IllegalStateException: the disk is full");
        }
    }

    @Test
    void logsOneLineForEachAttemptWithTheEventAndItsFailure() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (LogMemory log = infos();
                ReceiverFixture camel = bot()) {
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("matrix:" + room)
                                            .routeId("bot")
                                            .process(
                                                    exchange -> {
                                                        if (attempts.incrementAndGet() < 3) {
                                                            throw new IllegalStateException(
                                                                    "the disk is full");
                                                        }
                                                        camel.note(exchange);
                                                    });
                                }
                            })
                    .start();
            awaitPoll();
            say("one");
            await().until(() -> camel.received().contains("one"));
            String event = homeserver.messages(room).get(0).eventId();
            assertThat(lines(log, "the disk is full"))
                    .hasSize(2)
                    .allSatisfy(line -> assertThat(line).contains(event));
        }
    }

    @Test
    void tellsOnceThatTheHomeserverIsAwayAndThatItIsBack() throws Exception {
        try (LogMemory log = infos();
                ReceiverFixture camel = bot()) {
            camel.routes(
                            routes(
                                    camel,
                                    Map.of(
                                            "one", "matrix:" + room,
                                            "two", "matrix:*",
                                            "three", "matrix:*?onlyMentions=true")))
                    .start();
            awaitPoll();
            long before = homeserver.requestCount(Endpoint.SYNC);
            homeserver.inject(Fault.html(502).on(Endpoint.SYNC));
            homeserver.closeLongPolls();
            await().until(() -> homeserver.requestCount(Endpoint.SYNC) >= before + 4);
            homeserver.clearFaults();
            await().until(() -> !lines(log, BACK).isEmpty());
            say("after");
            await().until(() -> camel.received().size() == 2);
            assertThat(lines(log, AWAY)).hasSize(1).first().asString().doesNotContain("\tat ");
            assertThat(lines(log, BACK)).hasSize(1);
            assertThat(lines(log, "Caused by")).isEmpty();
        }
    }

    @Test
    void tellsTheRoutesOwnHandlerOfEachAttempt() throws Exception {
        List<Throwable> told = new CopyOnWriteArrayList<>();
        try (ReceiverFixture camel = bot()) {
            ExceptionHandler handler =
                    new ExceptionHandler() {
                        @Override
                        public void handleException(Throwable exception) {
                            told.add(exception);
                        }

                        @Override
                        public void handleException(String message, Throwable exception) {
                            told.add(exception);
                        }

                        @Override
                        public void handleException(
                                String message, Exchange exchange, Throwable exception) {
                            told.add(exception);
                            throw new IllegalStateException("the handler fails as well");
                        }
                    };
            camel.camel().getRegistry().bind("own", handler);
            camel.notes("matrix:" + room + "?exceptionHandler=#own").start();
            awaitPoll();
            homeserver.inject(Fault.html(502).on(Endpoint.SYNC).times(3));
            homeserver.closeLongPolls();
            await().until(() -> told.size() == 3);
            say("after");
            await().until(() -> camel.received().contains("after"));
        }
    }

    @Test
    void namesTheRouteWhoseRoomItIsNotInAndTellsWhenItIs() throws Exception {
        String closed = homeserver.createRoom(alice);
        try (LogMemory log = infos();
                ReceiverFixture camel = bot()) {
            camel.routes(
                            routes(
                                    camel,
                                    Map.of(
                                            "inside",
                                            "matrix:" + room,
                                            "outside",
                                            "matrix:" + closed)))
                    .start();
            await().until(() -> homeserver.requestCount(Endpoint.JOIN) >= 3);
            assertThat(lines(log, "Route outside cannot receive: "))
                    .singleElement()
                    .asString()
                    .contains(closed);
            homeserver.as(alice).invite(closed, bot.userId());
            await().until(() -> !lines(log, "Route outside receives now").isEmpty());
            assertThat(lines(log, "cannot receive: ")).hasSize(1);
            await().until(() -> homeserver.longPolls() > 0);
            homeserver.as(alice).send(closed, "after");
            await().until(() -> camel.received().contains("after"));
        }
    }

    @Test
    void tellsOnceThatAnotherReceivesWithTheSamePosition() throws Exception {
        String uri = "matrix:" + room + "?sinceStore=" + folder.resolve("since.json");
        try (LogMemory log = infos();
                ReceiverFixture first = bot().notes(uri).start();
                ReceiverFixture second = bot().notes(uri).start()) {
            await().until(() -> homeserver.longPolls() == 2);
            await().until(
                            () -> {
                                say("more");
                                return first.figures(uri).intruderCount() >= 2
                                        && second.figures(uri).intruderCount() >= 2;
                            });
            assertThat(lines(log, "Another process stores the position of route notes too"))
                    .hasSize(2);
        }
    }

    @Test
    void letsTwoRoutesReceiveFromOneUri() throws Exception {
        try (ReceiverFixture camel = bot()) {
            camel.routes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("matrix:" + room).process(camel::note);
                                    from("matrix:" + room).process(camel::note);
                                }
                            })
                    .start();
            awaitPoll();
            await().until(
                            () -> {
                                say("more");
                                return camel.received().size() > 3;
                            });
            assertThat(camel.figures("matrix:" + room).intruderCount()).isZero();
        }
    }

    @Test
    void refusesTwoRoutesThatWouldHaveOnePosition() throws Exception {
        String uri = "matrix:" + room + "?consumerId=mine&sinceStore=" + folder.resolve("s.json");
        try (ReceiverFixture camel = bot()) {
            camel.routes(routes(camel, Map.of("one", uri, "two", uri)));
            assertThatThrownBy(camel::start)
                    .isInstanceOf(MatrixConfigurationException.class)
                    .hasMessageContaining("would have one position (mine)")
                    .hasMessageContaining("one")
                    .hasMessageContaining("two")
                    .hasMessageContaining("consumerId");
        }
    }

    @Test
    void startsAStoppedRouteAgainAtItsPosition() throws Exception {
        String uri = "matrix:" + room + "?sinceStore=" + folder.resolve("s.json");
        try (ReceiverFixture camel = bot().notes(uri).start()) {
            awaitPoll();
            camel.camel().getRouteController().stopRoute("notes");
            say("meanwhile");
            camel.camel().getRouteController().startRoute("notes");
            await().until(() -> camel.received().contains("meanwhile"));
        }
    }

    @Test
    void refusesAPositionThatCannotBeKept() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path torn = Files.writeString(folder.resolve("torn.json"), "{");
        assertThatThrownBy(() -> startWith(file.resolve("since.json")))
                .hasStackTraceContaining(
                        "The option sinceStore cannot be "
                                + file.resolve("since.json")
                                + ": The file "
                                + file.resolve("since.json")
                                + " cannot be read and written: "
                                + file
                                + " is no folder");
        assertThatThrownBy(() -> startWith(torn))
                .hasStackTraceContaining(
                        "The file " + torn + " cannot be read and written: it is not JSON");
    }

    private void startWith(Path store) throws Exception {
        try (ReceiverFixture camel = bot().notes("matrix:" + room + "?sinceStore=" + store)) {
            camel.start();
        }
    }

    @Test
    void tellsOnceThatThePositionCannotBeKeptAndThatItIsAgain() throws Exception {
        Failing store = new Failing();
        try (LogMemory log = infos();
                ReceiverFixture camel = bot()) {
            camel.camel().getRegistry().bind("positions", store);
            camel.notes("matrix:" + room + "?sinceStore=#positions").start();
            awaitPoll();
            store.broken = true;
            say("one");
            await().until(() -> store.refused.get() >= 3);
            assertThat(lines(log, "The position of route notes cannot be kept: "))
                    .singleElement()
                    .asString()
                    .contains("the database is away")
                    .contains("after a restart events are delivered again");
            store.broken = false;
            await().until(() -> !lines(log, "The position of route notes is kept again").isEmpty());
            assertThat(camel.received()).containsExactly("one");
        }
    }

    @Test
    void keepsThePositionAfterAnErrorOfTheRepository() throws Exception {
        Failing store = new Failing();
        store.failure = new NoClassDefFoundError("the driver");
        try (LogMemory log = infos();
                ReceiverFixture camel = bot()) {
            camel.camel().getRegistry().bind("positions", store);
            camel.notes("matrix:" + room + "?sinceStore=#positions").start();
            awaitPoll();
            store.broken = true;
            say("one");
            await().until(() -> store.refused.get() >= 1);
            store.broken = false;
            await().until(() -> !lines(log, "The position of route notes is kept again").isEmpty());
        }
    }

    @Test
    void beginsAfterAnErrorOfTheRepository() throws Exception {
        Failing store = new Failing();
        try (ReceiverFixture camel = bot()) {
            camel.camel().getRegistry().bind("positions", store);
            camel.notes("matrix:" + room + "?sinceStore=#positions");
            store.failure = new NoClassDefFoundError("the driver");
            store.broken = true;
            camel.start();
            await().until(() -> store.refused.get() >= 1);
            store.broken = false;
            awaitPoll();
            say("one");
            await().until(() -> camel.received().contains("one"));
        }
    }

    /** A repository that does not keep anything while it is broken. */
    private static final class Failing extends ServiceSupport
            implements StateRepository<String, String> {

        private final Map<String, String> states = new ConcurrentHashMap<>();
        private final AtomicInteger refused = new AtomicInteger();
        private volatile boolean broken;
        private volatile Error failure;

        @Override
        public void setState(String key, String value) {
            if (broken) {
                refused.incrementAndGet();
                if (failure != null) {
                    throw failure;
                }
                throw new IllegalStateException("the database is away");
            }
            states.put(key, value);
        }

        @Override
        public String getState(String key) {
            return states.get(key);
        }
    }
}
