// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.camelmatrix.test.Endpoint.JOIN;
import static org.camelmatrix.test.Endpoint.SEND;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Sends that wait for each other: every callback comes once, also when everything stops. */
@ExtendWith(MatrixHomeserverExtension.class)
class StopTest {

    private MatrixHomeserver homeserver;
    private TestAccount alice;
    private TestAccount bot;
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice", "secret");
        bot = homeserver.register("bot", "secret");
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(homeserver.url().toString());
        options.setAccessToken(bot.accessToken());
    }

    @Test
    void callsBackOnceForEachSendThatWaitsWhenTheContextStops() throws Exception {
        String room = homeserver.createRoom(alice, RoomSetup.publicRoom());
        homeserver.inject(Fault.delayed(Duration.ofSeconds(3)).on(JOIN));
        camel.start();
        Endpoint endpoint = camel.getEndpoint("matrix:" + room);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        AtomicInteger calls = new AtomicInteger();
        Thread first = new Thread(() -> send(producer, endpoint, calls));
        first.start();
        await().until(() -> homeserver.requestCount(JOIN) == 1);
        IntStream.range(0, 3).forEach(i -> send(producer, endpoint, calls));
        camel.stop();
        first.join();
        await().untilAsserted(() -> assertThat(calls).hasValue(4));
    }

    @Test
    void callsBackOnceForASendThatIsNeverAnsweredWhenTheContextStops() throws Exception {
        String room = homeserver.createRoom(bot);
        homeserver.inject(Fault.delayed(Duration.ofMinutes(2)).on(SEND));
        camel.start();
        Endpoint endpoint = camel.getEndpoint("matrix:" + room + "?responseTimeout=2m");
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        AtomicInteger calls = new AtomicInteger();
        Thread caller = new Thread(() -> send(producer, endpoint, calls));
        caller.start();
        await().until(() -> homeserver.requestCount(SEND) == 1);
        camel.stop();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(calls).hasValue(1));
        caller.join();
    }

    private static void send(AsyncProducer producer, Endpoint endpoint, AtomicInteger calls) {
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody("x");
        producer.process(exchange, done -> calls.incrementAndGet());
    }

    @Test
    void finishesRoutesThatWaitForOneRoomAndThenBlockOnAnother() throws Exception {
        String a = homeserver.createRoom(alice, RoomSetup.publicRoom());
        String b = homeserver.createRoom(alice, RoomSetup.publicRoom());
        homeserver.inject(Fault.delayed(Duration.ofSeconds(1)).on(JOIN));
        AtomicInteger done = new AtomicInteger();
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("seda:in?concurrentConsumers=40")
                                .to("matrix:" + a)
                                .to("matrix:" + b + "?synchronous=true")
                                .process(exchange -> done.incrementAndGet());
                    }
                });
        camel.start();
        IntStream.range(0, 40)
                .forEach(i -> camel.createProducerTemplate().sendBody("seda:in", "m" + i));
        await().atMost(Duration.ofSeconds(60)).until(() -> done.get() == 40);
        camel.stop();
        assertThat(homeserver.messages(a)).hasSize(40);
        assertThat(homeserver.messages(b)).hasSize(40);
    }

    @Test
    void stopsARouteInTimeAndHandsWhatWaitsToItsErrorHandler() throws Exception {
        String room = homeserver.createRoom(bot);
        homeserver.inject(Fault.rateLimited(Duration.ofMinutes(2)).on(SEND));
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("seda:in")
                                .routeId("stops")
                                .errorHandler(deadLetterChannel("mock:dead"))
                                .to("matrix:" + room);
                        from("seda:other").routeId("stays").to("matrix:" + room);
                    }
                });
        camel.getShutdownStrategy().setTimeout(30);
        camel.start();
        MockEndpoint dead = camel.getEndpoint("mock:dead", MockEndpoint.class);
        dead.expectedMessageCount(20);
        ProducerTemplate template = camel.createProducerTemplate();
        IntStream.range(0, 20).forEach(i -> template.sendBody("seda:in", "m" + i));
        CompletableFuture<Exchange> other =
                template.asyncSend(
                        "seda:other?waitForTaskToComplete=Always",
                        each -> each.getMessage().setBody("stays"));
        await().until(() -> camel.getInflightRepository().size("stops") == 20);
        camel.getRouteController().stopRoute("stops");
        assertThat(camel.getShutdownStrategy().isTimeoutOccurred()).isFalse();
        dead.assertIsSatisfied();
        assertThat(dead.getReceivedExchanges())
                .allSatisfy(
                        each ->
                                assertThat(
                                                each.getProperty(
                                                        Exchange.EXCEPTION_CAUGHT, Throwable.class))
                                        .isInstanceOf(MatrixLimitedException.class)
                                        .hasMessageContaining("stopped"));
        assertThat(other).isNotDone();
        assertThat(homeserver.requestCount(SEND)).isBetween(1L, 2L);
    }

    @Test
    void sendsWhatWaitsWhileARouteStopsIfThereIsTime() throws Exception {
        String room = homeserver.createRoom(bot);
        homeserver.inject(Fault.rateLimited(Duration.ofSeconds(2)).on(SEND).times(1));
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("seda:in").routeId("stops").to("matrix:" + room);
                    }
                });
        camel.getShutdownStrategy().setTimeout(60);
        camel.start();
        ProducerTemplate template = camel.createProducerTemplate();
        IntStream.range(0, 20).forEach(i -> template.sendBody("seda:in", "m" + i));
        await().until(() -> camel.getInflightRepository().size("stops") == 20);
        camel.stop();
        assertThat(camel.getShutdownStrategy().isTimeoutOccurred()).isFalse();
        assertThat(homeserver.messages(room))
                .extracting(message -> message.body().orElse(""))
                .containsExactlyElementsOf(IntStream.range(0, 20).mapToObj(i -> "m" + i).toList());
    }

    @Test
    void sendsWhatWaitsInARouteThatWasSuspendedAndResumed() throws Exception {
        String room = homeserver.createRoom(bot);
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("seda:in")
                                .routeId("pauses")
                                .errorHandler(noErrorHandler())
                                .to("matrix:" + room);
                    }
                });
        camel.getShutdownStrategy().setTimeout(1);
        camel.start();
        camel.getRouteController().suspendRoute("pauses");
        camel.getRouteController().resumeRoute("pauses");
        homeserver.inject(Fault.rateLimited(Duration.ofSeconds(2)).on(SEND).times(1));
        Exchange sent =
                camel.createProducerTemplate()
                        .send(
                                "seda:in?waitForTaskToComplete=Always",
                                each -> each.getMessage().setBody("late"));
        assertThat(sent.getException()).isNull();
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    @Test
    void stopsARouteInTimeThatBeganBeforeTheComponent() throws Exception {
        String room = homeserver.createRoom(bot);
        homeserver.inject(Fault.rateLimited(Duration.ofMinutes(2)).on(SEND));
        MatrixComponent component = new MatrixComponent();
        component.getConfiguration().setHomeserverUrl(homeserver.url().toString());
        component.getConfiguration().setAccessToken(bot.accessToken());
        try (CamelContext late = new DefaultCamelContext()) {
            late.getRegistry().bind("matrix-component", component);
            late.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("seda:in")
                                    .routeId("stops")
                                    .errorHandler(deadLetterChannel("mock:dead"))
                                    .recipientList(simple("matrix:${header.room}"));
                        }
                    });
            late.getShutdownStrategy().setTimeout(30);
            late.start();
            assertThat(late.hasComponent("matrix")).isNull();
            MockEndpoint dead = late.getEndpoint("mock:dead", MockEndpoint.class);
            dead.expectedMessageCount(3);
            ProducerTemplate template = late.createProducerTemplate();
            IntStream.range(0, 3)
                    .forEach(i -> template.sendBodyAndHeader("seda:in", "m" + i, "room", room));
            await().until(() -> homeserver.requestCount(SEND) == 1);
            late.getRouteController().stopRoute("stops");
            assertThat(late.getShutdownStrategy().isTimeoutOccurred()).isFalse();
            dead.assertIsSatisfied();
        }
    }

    @Test
    void leavesNoThreadBehindThatWaitsForATime() throws Exception {
        String room = homeserver.createRoom(bot);
        homeserver.inject(Fault.rateLimited(Duration.ofMinutes(4)).on(SEND));
        camel.start();
        Endpoint endpoint = camel.getEndpoint("matrix:" + room);
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        AtomicInteger calls = new AtomicInteger();
        send(producer, endpoint, calls);
        camel.stop();
        assertThat(calls).hasValue(1);
        await().until(() -> timers(camel.getName()) == 0);
    }

    private static long timers(String context) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("(" + context + ")") && name.contains("MatrixTimer"))
                .count();
    }

    /** More than Camel's timers hold by default. */
    @Test
    void forgetsNoneOfManyWhoWait() throws Exception {
        int many = 1_100;
        String room = homeserver.createRoom(bot);
        homeserver.inject(Fault.rateLimited(Duration.ofSeconds(2)).on(SEND).times(2));
        camel.start();
        Endpoint endpoint = camel.getEndpoint("matrix:" + room + "?maximumWait=5m");
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger sent = new AtomicInteger();
        await().pollInterval(Duration.ofMillis(1))
                .until(
                        () -> {
                            send(producer, endpoint, calls);
                            return sent.incrementAndGet() > many
                                    && homeserver.requestCount(SEND) > 1;
                        });
        await().atMost(Duration.ofMinutes(1)).until(() -> calls.get() == sent.get());
        assertThat(homeserver.messages(room)).hasSize(sent.get());
        camel.stop();
    }
}
