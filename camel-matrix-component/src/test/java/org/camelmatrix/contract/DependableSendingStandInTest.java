// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RetryAfter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A quarter of all sends fail at a homeserver, and yet it has each message once and in order. */
class DependableSendingStandInTest {

    private static final int SENDERS = 32;
    private static final int ROOMS = 20;

    /** With more retries than chance can use up. */
    private static final String TO_ANY_ROOM =
            "matrix:*?maximumRetries=100&maximumRetryTime=10m&pendingPolicy=wait";

    private final MatrixHomeserver homeserver = MatrixHomeserver.start();
    private Person bot;
    private List<String> rooms;

    @BeforeEach
    void makeRooms() {
        bot = Person.register(homeserver.url(), "bot");
        rooms = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            rooms.add(bot.createRoom("12"));
        }
    }

    @AfterEach
    void stop() {
        homeserver.close();
    }

    @Test
    void sendsOnceAndInOrderFromManyThreadsThroughFaults() throws Exception {
        int messages = Soak.messages(10_000);
        NumberedMessages numbered = new NumberedMessages();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        injectFaults();
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try (RouteFixture fixture = fixture()) {
            ProducerTemplate template = fixture.template();
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < SENDERS; i++) {
                int sender = i;
                int count = messages / SENDERS + (i < messages % SENDERS ? 1 : 0);
                done.add(senders.submit(() -> send(template, sender, count, numbered, failures)));
            }
            for (Future<?> each : done) {
                each.get(Soak.patience(messages).toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            senders.shutdownNow();
        }
        assertThat(failures.size()).as(() -> "failures: " + failures.peek()).isZero();
        assertFaultsHappened(messages);
        numbered.assertOnceAndInOrder(bot);
    }

    private void send(
            ProducerTemplate template,
            int sender,
            int count,
            NumberedMessages numbered,
            Queue<Exception> failures) {
        Random random = new Random(sender);
        for (int i = 0; i < count; i++) {
            String room = rooms.get(random.nextInt(ROOMS));
            String body = numbered.next(room, sender);
            Exchange sent = template.send("direct:in", each -> address(each, room, body));
            if (sent.getException() != null) {
                failures.add(sent.getException());
            }
        }
    }

    @Test
    void sendsOnceAndInOrderWhatOneThreadSubmitsWithoutWaiting() throws Exception {
        int messages = Soak.messages(4_000);
        NumberedMessages numbered = new NumberedMessages();
        Queue<Exception> failures = new ConcurrentLinkedQueue<>();
        AtomicIntegerArray callbacks = new AtomicIntegerArray(messages);
        AtomicInteger done = new AtomicInteger();
        int pending = 0;
        injectFaults();
        try (RouteFixture fixture = fixture()) {
            AsyncProducer producer = fixture.startProducer(TO_ANY_ROOM);
            Random random = new Random(1);
            for (int i = 0; i < messages; i++) {
                int message = i;
                String room = rooms.get(random.nextInt(ROOMS));
                Exchange exchange = producer.getEndpoint().createExchange();
                address(exchange, room, numbered.next(room, 0));
                boolean sent =
                        producer.process(
                                exchange,
                                synchronously -> {
                                    if (exchange.getException() != null) {
                                        failures.add(exchange.getException());
                                    }
                                    callbacks.incrementAndGet(message);
                                    done.incrementAndGet();
                                });
                pending += sent ? 0 : 1;
            }
            await().atMost(Soak.patience(messages)).until(() -> done.get() >= messages);
        }
        assertThat(failures.size()).as(() -> "failures: " + failures.peek()).isZero();
        assertThat(pending).as("sends that process left to others").isPositive();
        for (int i = 0; i < messages; i++) {
            assertThat(callbacks.get(i)).as("callbacks of message %d", i).isEqualTo(1);
        }
        assertFaultsHappened(messages);
        numbered.assertOnceAndInOrder(bot);
    }

    /** 10 % limited, 5 % refused, 5 % lost on the way, 5 % processed with the answer lost. */
    private void injectFaults() {
        List.of(
                        Fault.rateLimited(Duration.ofMillis(5), RetryAfter.BODY).chance(0.1),
                        Fault.error(503, "M_UNKNOWN", "Try again later").chance(0.05),
                        Fault.connectionDropped().chance(0.05),
                        Fault.answerLost().chance(0.05))
                .forEach(fault -> homeserver.inject(fault.on(Endpoint.SEND)));
    }

    private void assertFaultsHappened(int messages) {
        assertThat(homeserver.requestCount(Endpoint.SEND))
                .as("requests for %d messages", messages)
                .isGreaterThan(messages + messages / 10);
    }

    private RouteFixture fixture() throws Exception {
        return new RouteFixture(bot)
                .start(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("direct:in").errorHandler(noErrorHandler()).to(TO_ANY_ROOM);
                            }
                        });
    }

    private static void address(Exchange exchange, String room, String body) {
        exchange.getMessage().setHeader(MatrixConstants.OVERRIDE_ROOM, room);
        exchange.getMessage().setBody(body);
    }
}
