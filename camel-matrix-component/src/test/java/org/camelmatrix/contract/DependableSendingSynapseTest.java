// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.contract.FaultProxy.Fault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real Synapse behind a bad connection is killed and started again, and has each message once.
 */
class DependableSendingSynapseTest {

    private static final int SENDERS = 8;
    private static final int ROOMS = 4;

    private static Synapse synapse;

    private final long seed = Soak.seed();
    private final NumberedMessages numbered = new NumberedMessages();
    private final Queue<Exception> failures = new ConcurrentLinkedQueue<>();
    private final AtomicInteger done = new AtomicInteger();

    @BeforeAll
    static void startSynapse() throws Exception {
        synapse = new Synapse("synapse-killed");
    }

    @AfterAll
    static void stopSynapse() {
        synapse.close();
    }

    @Test
    void sendsOnceAndInOrderWhileSynapseIsKilled() throws Exception {
        int messages = Soak.messages(500);
        int kills = Soak.kills(2);
        System.out.println("soak.seed=" + seed);
        Person alice = Person.register(synapse.directUrl(), "alice");
        Person bot = Person.register(synapse.directUrl(), "bot");
        List<String> rooms = new ArrayList<>();
        for (int i = 0; i < ROOMS; i++) {
            rooms.add(alice.createRoom("12", bot));
        }
        ExecutorService senders = Executors.newFixedThreadPool(SENDERS);
        try (FaultProxy proxy =
                        new FaultProxy(synapse.directUrl(), seed)
                                .with(Fault.LIMITED, 0.02)
                                .with(Fault.UNAVAILABLE, 0.05)
                                .with(Fault.DROPPED, 0.05)
                                .with(Fault.ANSWER_LOST, 0.05)
                                .start();
                RouteFixture fixture = fixture(proxy, bot)) {
            ProducerTemplate template = fixture.template();
            for (int i = 0; i < SENDERS; i++) {
                int sender = i;
                int count = messages / SENDERS + (i < messages % SENDERS ? 1 : 0);
                senders.submit(() -> send(template, sender, count, rooms));
            }
            for (int kill = 1; kill <= kills; kill++) {
                int reached = messages * kill / (kills + 1);
                awaitBefore(messages, () -> proxy.processed() >= reached);
                int refused = proxy.count(Fault.HOMESERVER_DOWN);
                synapse.kill();
                awaitBefore(messages, () -> proxy.count(Fault.HOMESERVER_DOWN) > refused);
                synapse.restart();
            }
            await().atMost(Soak.patience(messages)).until(() -> done.get() == messages);
            assertThat(failures.size()).as(() -> "failures: " + failures.peek()).isZero();
            assertThat(proxy.count(Fault.ANSWER_LOST)).as(proxy::toString).isPositive();
        } finally {
            senders.shutdownNow();
        }
        numbered.assertOnceAndInOrder(alice);
    }

    /** Waits for something that has to happen before the last message is sent. */
    private void awaitBefore(int messages, BooleanSupplier condition) {
        await().atMost(Soak.patience(messages))
                .until(() -> condition.getAsBoolean() || done.get() == messages);
        assertThat(done.get())
                .as(() -> "messages done before the last kill; failures: " + failures.peek())
                .isLessThan(messages);
    }

    private void send(ProducerTemplate template, int sender, int count, List<String> rooms) {
        Random random = new Random(seed + sender);
        for (int i = 0; i < count; i++) {
            String room = rooms.get(random.nextInt(ROOMS));
            String body = numbered.next(room, sender);
            Exchange sent =
                    template.send(
                            "direct:in",
                            each -> {
                                each.getMessage().setHeader(MatrixConstants.OVERRIDE_ROOM, room);
                                each.getMessage().setBody(body);
                            });
            if (sent.getException() != null) {
                failures.add(sent.getException());
            }
            done.incrementAndGet();
        }
    }

    private static RouteFixture fixture(FaultProxy proxy, Person bot) throws Exception {
        RouteFixture fixture = new RouteFixture();
        MatrixConfiguration options = fixture.matrix().getConfiguration();
        options.setHomeserverUrl(proxy.url().toString());
        options.setAccessToken(bot.accessToken());
        return fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .errorHandler(noErrorHandler())
                                .to("matrix:*?maximumRetries=100&maximumRetryTime=10m");
                    }
                });
    }
}
