// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.junit.jupiter.api.Test;

/** What waits for a homeserver holds neither threads nor a stop up. */
class WaitingSendsStandInTest {

    private static final int WAITING = 1_000;
    private static final Duration PAUSE = Duration.ofSeconds(90);
    private static final int STOP_SECONDS = 20;

    private final AtomicIntegerArray callbacks = new AtomicIntegerArray(WAITING);
    private final AtomicInteger done = new AtomicInteger();
    private final List<Exchange> exchanges = new ArrayList<>();

    @Test
    void waitsWithoutThreadsAndStopsWithTheRoute() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            Person bot = Person.register(homeserver.url(), "bot");
            String room = bot.createRoom("12");
            try (RouteFixture fixture = fixture(bot, room)) {
                AsyncProducer producer = fixture.startProducer("direct:in");
                fixture.template().sendBody("direct:in", "before");
                homeserver.inject(Fault.rateLimited(PAUSE).on(Endpoint.SEND));
                int before = threads();
                submit(producer);
                assertThat(done.get()).as("callbacks while all have to wait").isZero();
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> homeserver.requestCount(Endpoint.SEND) == 2);
                assertThat(threads() - before).as("further threads").isLessThan(5);
                assertThat(done.get()).as("callbacks while all wait").isZero();
                fixture.camel().stop();
                assertThat(fixture.camel().getShutdownStrategy().isTimeoutOccurred())
                        .as("the route took all of its %d s to stop", STOP_SECONDS)
                        .isFalse();
                await().atMost(Duration.ofMinutes(1)).until(() -> done.get() >= WAITING);
            }
            for (int i = 0; i < WAITING; i++) {
                assertThat(callbacks.get(i)).as("callbacks of exchange %d", i).isEqualTo(1);
            }
            assertThat(homeserver.requestCount(Endpoint.SEND)).as("requests to send").isEqualTo(2);
            assertThat(bot.bodies(room)).containsExactly("before");
            assertThat(exchanges).allSatisfy(each -> assertThat(each.getException()).isNotNull());
        }
    }

    private void submit(AsyncProducer producer) {
        for (int i = 0; i < WAITING; i++) {
            int message = i;
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody("waiting " + i);
            exchanges.add(exchange);
            producer.process(
                    exchange,
                    synchronously -> {
                        callbacks.incrementAndGet(message);
                        done.incrementAndGet();
                    });
        }
    }

    private static RouteFixture fixture(Person bot, String room) throws Exception {
        RouteFixture fixture = new RouteFixture(bot);
        fixture.camel().getShutdownStrategy().setTimeout(STOP_SECONDS);
        return fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").errorHandler(noErrorHandler()).to("matrix:" + room);
                    }
                });
    }

    /** Live threads without those of the homeserver, which are Jetty's. */
    private static int threads() {
        return (int)
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !thread.getName().startsWith("qtp"))
                        .count();
    }
}
