// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventJson;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.ReadEvents;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An event whose hand-over fails before the route's first step, as no known content makes it. */
@ExtendWith(MatrixHomeserverExtension.class)
class HandOverTest {

    private static final String NO_JSON = "{\"content\":";

    private final AtomicInteger routed = new AtomicInteger();
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private String room;
    private ReceiverFixture camel;

    @BeforeEach
    void start(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        TestAccount alice = homeserver.register("alice", "secret");
        bot = homeserver.register("bot", "secret");
        room = homeserver.createRoom(alice);
        homeserver.as(alice).invite(room, bot.userId());
        homeserver.join(bot, room);
        camel = new ReceiverFixture(homeserver, bot);
    }

    @AfterEach
    void stop() {
        camel.close();
    }

    @FunctionalInterface
    private interface ErrorHandling {
        void addTo(RouteDefinition route, RouteBuilder routes);
    }

    private void route(String options, ErrorHandling errors) throws Exception {
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                RouteDefinition route = from("matrix:" + room + options);
                                route.routeId("r");
                                errors.addTo(route, this);
                                route.process(exchange -> routed.incrementAndGet())
                                        .to("mock:routed");
                            }
                        })
                .start();
    }

    private Throwable handOver() throws Exception {
        MatrixConsumer consumer = (MatrixConsumer) camel.camel().getRoute("r").getConsumer();
        CompletableFuture<Throwable> ended = new CompletableFuture<>();
        AtomicInteger calls = new AtomicInteger();
        consumer.onEvent(
                unreadable(),
                0,
                failure -> {
                    calls.incrementAndGet();
                    ended.complete(failure);
                });
        Throwable failure = ended.get(10, TimeUnit.SECONDS);
        assertThat(calls).hasValue(1);
        return failure;
    }

    private MatrixEvent unreadable() {
        return new MatrixEvent(
                new RoomId(room),
                new EventId("$broken"),
                new UserId("@mallory:localhost"),
                "m.room.message",
                null,
                Instant.EPOCH,
                new EventJson(NO_JSON.getBytes(StandardCharsets.UTF_8)));
    }

    private MockEndpoint mock(String name) {
        return camel.camel().getEndpoint("mock:" + name, MockEndpoint.class);
    }

    @Test
    void goesToTheDeadLetterChannelWithItsJsonAndIsDone() throws Exception {
        route("", (route, routes) -> route.errorHandler(routes.deadLetterChannel("mock:dead")));
        assertThat(handOver()).isNull();
        Exchange dead = mock("dead").getReceivedExchanges().get(0);
        assertThat(dead.getMessage().getBody(String.class)).isEqualTo(NO_JSON);
        assertThat(dead.getMessage().getHeaders())
                .containsEntry(MatrixConstants.EVENT_ID, "$broken")
                .containsEntry(MatrixConstants.SENDER, "@mallory:localhost");
        assertThat(dead.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                .isInstanceOf(IllegalStateException.class);
        assertThat(routed).hasValue(0);
    }

    @Test
    void goesToOnExceptionAndSendsNoAnswer() throws Exception {
        route(
                "?exchangePattern=InOut",
                (route, routes) ->
                        route.onException(Exception.class).handled(true).to("mock:handled").end());
        assertThat(handOver()).isNull();
        assertThat(mock("handled").getReceivedCounter()).isEqualTo(1);
        assertThat(routed).hasValue(0);
        assertThat(homeserver.messages(room)).isEmpty();
    }

    @Test
    void isSkippedWhereOnFailureSaysSo() throws Exception {
        route("?onFailure=skip", (route, routes) -> {});
        assertThat(handOver()).isNull();
        assertThat(routed).hasValue(0);
        assertThat(camel.figures("matrix:" + room + "?onFailure=skip").skippedCount()).isOne();
    }

    @Test
    void isSkippedWithoutAnErrorHandlerToo() throws Exception {
        route("?onFailure=skip", (route, routes) -> route.errorHandler(routes.noErrorHandler()));
        assertThat(handOver()).isNull();
        assertThat(routed).hasValue(0);
    }

    @Test
    void comesAgainWhereNothingHandlesIt() throws Exception {
        route("", (route, routes) -> {});
        assertThat(handOver()).isInstanceOf(IllegalStateException.class);
        assertThat(routed).hasValue(0);
    }

    @Test
    void comesAgainWhereTheFailureCannotEvenBeTold() throws Exception {
        route(
                "?exchangePattern=InOut",
                (route, routes) ->
                        route.errorHandler(routes.noErrorHandler())
                                .process(
                                        exchange -> {
                                            throw new Untold();
                                        }));
        MatrixConsumer consumer = (MatrixConsumer) camel.camel().getRoute("r").getConsumer();
        List<Throwable> ends = new CopyOnWriteArrayList<>();
        consumer.onEvent(readable(), 0, ends::add);
        await().until(() -> ends.size() == 1);
        assertThat(ends.get(0)).isInstanceOf(Untold.class);
    }

    @Test
    void hasItsHeadersAndTheNumberOfTheAttemptWhenItComesAgain() throws Exception {
        route("", (route, routes) -> {});
        MatrixConsumer consumer = (MatrixConsumer) camel.camel().getRoute("r").getConsumer();
        MatrixEvent plain =
                ReadEvents.of(new RoomId(room), readable().json().toString()).orElseThrow();
        assertThat(plain.plain()).isNotNull();
        consumer.onEvent(plain, 3, failure -> {});
        await().until(() -> mock("routed").getReceivedCounter() == 1);
        assertThat(mock("routed").getReceivedExchanges().get(0).getMessage().getHeaders())
                .containsEntry(MatrixConstants.ATTEMPT, 3)
                .containsEntry(MatrixConstants.SENDER, "@alice:localhost")
                .containsEntry(MatrixConstants.MESSAGE_TYPE, "m.text");
    }

    private MatrixEvent readable() {
        return MatrixEvent.read(
                        new RoomId(room),
                        new EventJson(
                                """
                                {"event_id":"$ok","sender":"@alice:localhost",
                                 "type":"m.room.message","content":{"msgtype":"m.text","body":"hi"}}
                                """
                                        .getBytes(StandardCharsets.UTF_8)))
                .orElseThrow();
    }

    private static final class Untold extends RuntimeException {
        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }
}
