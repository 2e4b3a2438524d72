// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.camelmatrix.contract.FaultProxy.Moment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transacted route from a persistent JMS queue to a real Synapse is killed again and again, and
 * the broker once: each message is in the room once. The process dies where a chosen number of
 * sends has come to a chosen moment, and a few milliseconds later if it has got its answer.
 */
class DependableJmsSynapseTest {

    private static final int MESSAGES = 200;
    private static final int KILLS = 5;
    private static final int NANOS_TO_COMMIT = 5_000_000;
    private static final String IDEMPOTENT = "?idempotentKey=${header.JMSMessageID}";

    @TempDir private Path folder;
    private final long seed = Soak.seed();
    private final Random random = new Random(seed);
    private final JmsQueue queue = JmsQueue.onFreePort();
    private final List<Process> processes = new ArrayList<>();
    private Synapse synapse;
    private FaultProxy proxy;
    private Person alice;
    private Person bot;
    private String room;

    @BeforeEach
    void makeRoom() throws Exception {
        Files.deleteIfExists(log("broker").toPath());
        Files.deleteIfExists(log("route").toPath());
        synapse = new Synapse("synapse-jms");
        proxy = new FaultProxy(synapse.directUrl(), seed).start();
        alice = Person.register(synapse.directUrl(), "alice");
        bot = Person.register(synapse.directUrl(), "bot");
        room = alice.createRoom("12", bot);
    }

    @AfterEach
    void stop() throws Exception {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        proxy.close();
        synapse.close();
    }

    @Test
    void deliversOnceHoweverOftenTheRouteIsKilled() throws Exception {
        List<String> bodies =
                IntStream.range(0, Soak.messages(MESSAGES)).mapToObj(i -> "alert " + i).toList();
        int kills = Soak.kills(KILLS);
        Process broker = startBroker();
        queue.put(bodies);
        Process route = startRoute();
        int brokersTurn = random.nextInt(kills + 1);
        List<Moment> moments = new ArrayList<>();
        for (int turn = 0; turn <= kills; turn++) {
            if (moments.isEmpty()) {
                moments.addAll(List.of(Moment.values()));
                Collections.shuffle(moments, random);
            }
            Moment moment = moments.remove(0);
            int sends = 1 + random.nextInt(Math.max(1, bodies.size() / (kills + 3)));
            if (turn == brokersTurn) {
                kill("broker", broker, moment, sends);
                broker = startBroker();
            } else {
                kill("route", route, moment, sends);
                route = startRoute();
            }
        }
        awaitEmptyQueue(route, bodies.size());
        route.getOutputStream().close();
        assertThat(route.waitFor()).as("the end of the route").isZero();
        assertThat(alice.bodies(room))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(bodies);
    }

    /** Kills a process as soon as so many sends of the route have come to a moment. */
    private void kill(String name, Process process, Moment moment, int sends) throws Exception {
        int pause = moment == Moment.ANSWERED ? random.nextInt(NANOS_TO_COMMIT) : 0;
        System.out.printf(
                "soak.seed=%d: kills the %s %.1f ms after send %d is %s%n",
                seed, name, pause / 1e6, sends, moment);
        AtomicInteger left = new AtomicInteger(sends);
        proxy.watch(
                each -> {
                    if (each == moment && left.decrementAndGet() == 0) {
                        LockSupport.parkNanos(pause);
                        process.destroyForcibly();
                    }
                });
        Duration patience = Soak.patience(Soak.messages(MESSAGES));
        assertThat(process.waitFor(patience.toSeconds(), TimeUnit.SECONDS))
                .as("%s, see %s", name, log(name))
                .isTrue();
        assertThat(process.exitValue())
                .as("%s, see %s", name, log(name))
                .isEqualTo(JavaProcess.KILLED);
    }

    private void awaitEmptyQueue(Process route, int messages) {
        await().atMost(Soak.patience(messages))
                .pollInterval(Duration.ofMillis(500))
                .until(
                        () -> {
                            assertThat(route.isAlive()).as("see %s", log("route")).isTrue();
                            return queue.size() == 0;
                        });
    }

    private Process startBroker() throws IOException {
        Path data = folder.resolve("broker");
        Process broker = start("broker", BrokerProcess.class, data.toString(), queue.broker());
        await().atMost(Duration.ofMinutes(2)).until(() -> queue.isReachable() || !broker.isAlive());
        assertThat(broker.isAlive()).as("see %s", log("broker")).isTrue();
        return broker;
    }

    private Process startRoute() throws IOException {
        return start(
                "route",
                JmsRouteProcess.class,
                queue.broker(),
                proxy.url().toString(),
                bot.userId(),
                bot.password(),
                room,
                folder.resolve("session.json").toString(),
                IDEMPOTENT);
    }

    private Process start(String name, Class<?> program, String... arguments) throws IOException {
        Process process =
                JavaProcess.of(program, List.of(arguments))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log(name)))
                        .start();
        processes.add(process);
        return process;
    }

    private static File log(String name) {
        return Path.of("target", "jms-" + name + ".log").toAbsolutePath().toFile();
    }
}
