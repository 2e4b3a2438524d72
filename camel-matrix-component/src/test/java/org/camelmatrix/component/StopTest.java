package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.camelmatrix.test.Endpoint.JOIN;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
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
    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        alice = homeserver.register("alice", "secret");
        TestAccount bot = homeserver.register("bot", "secret");
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
}
