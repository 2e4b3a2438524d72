// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sessions at a real Synapse whose access tokens live for three seconds. */
class SessionSynapseTest {

    private static final String LOGIN = "POST /_matrix/client/v3/login";
    private static final String REFRESH = "POST /_matrix/client/v3/refresh";

    private static Synapse synapse;

    @TempDir private Path folder;
    private Person alice;
    private Person bot;
    private String room;
    private Path store;
    private int before;

    @BeforeAll
    static void startSynapse() throws Exception {
        synapse =
                new Synapse("synapse-expiry", "--set", "refreshable_access_token_lifetime=\"3s\"");
    }

    @AfterAll
    static void stopSynapse() {
        synapse.close();
    }

    @BeforeEach
    void makeRoom() {
        alice = synapse.register("alice");
        bot = synapse.register("bot");
        room = alice.createRoom("12", bot);
        store = folder.resolve("session.json");
        before = synapse.requests().size();
    }

    @Test
    void makesOneDeviceAndOneLoginInTwentyRestarts() throws Exception {
        Set<String> devices = new HashSet<>(bot.devices());
        for (int start = 0; start < 20; start++) {
            try (RouteFixture fixture = fixture()) {
                fixture.template().sendBody("direct:in", "start " + start);
            }
        }
        assertThat(alice.bodies(room)).hasSize(20).doesNotHaveDuplicates();
        assertThat(asked(LOGIN)).isEqualTo(1);
        assertThat(bot.devices()).hasSize(devices.size() + 1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(store)))
                .isEqualTo("rw-------");
    }

    @Test
    void outlivesFiveExpiriesUnderFiftySenders() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(50);
        AtomicBoolean enough = new AtomicBoolean();
        List<Future<Integer>> sent = new ArrayList<>();
        try (RouteFixture fixture = fixture()) {
            for (int sender = 0; sender < 50; sender++) {
                String name = "s" + sender + "-";
                sent.add(
                        senders.submit(
                                () -> {
                                    int count = 0;
                                    while (!enough.get()) {
                                        Exchange exchange = fixture.send("direct:in", name + count);
                                        assertThat(exchange.getException()).isNull();
                                        count++;
                                    }
                                    return count;
                                }));
            }
            await().atMost(Duration.ofMinutes(3)).until(() -> asked(REFRESH) >= 5);
            enough.set(true);
            List<String> expected = new ArrayList<>();
            for (int sender = 0; sender < 50; sender++) {
                int count = sent.get(sender).get();
                for (int i = 0; i < count; i++) {
                    expected.add("s" + sender + "-" + i);
                }
            }
            assertThat(alice.bodies(room)).containsExactlyInAnyOrderElementsOf(expected);
        } finally {
            senders.shutdownNow();
        }
        assertThat(asked(LOGIN)).isEqualTo(1);
    }

    @Test
    void recoversFromAKillBetweenRefreshAndFirstUse() throws Exception {
        int devices = bot.devices().size();
        // the second write is the first sign-in's tokens, the third the first refresh's
        for (String moment : List.of("before", "after")) {
            Process sender = sender(moment + "-", moment, moment.equals("before") ? "3" : "1");
            assertThat(sender.waitFor()).isEqualTo(JavaProcess.KILLED);
        }
        Process last = sender("last-", "never");
        await().until(() -> alice.bodies(room).stream().anyMatch(b -> b.startsWith("last-")));
        assertThat(finish(last)).isPositive();
        assertThat(alice.bodies(room)).doesNotHaveDuplicates();
        assertThat(asked(REFRESH)).isGreaterThanOrEqualTo(2);
        assertThat(asked(LOGIN)).isEqualTo(1);
        assertThat(bot.devices()).hasSize(devices + 1);
    }

    @Test
    void keepsTwoProcessesWorkingOnOneStore() throws Exception {
        int devices = bot.devices().size();
        Process one = sender("one-", "never");
        Process two = sender("two-", "never");
        await().atMost(Duration.ofMinutes(2)).until(() -> asked(REFRESH) >= 4);
        List<String> expected = new ArrayList<>();
        int ones = finish(one);
        int twos = finish(two);
        for (int i = 0; i < ones; i++) {
            expected.add("one-" + i);
        }
        for (int i = 0; i < twos; i++) {
            expected.add("two-" + i);
        }
        assertThat(ones).isPositive();
        assertThat(twos).isPositive();
        assertThat(alice.bodies(room)).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(asked(LOGIN)).isEqualTo(1);
        assertThat(bot.devices()).hasSize(devices + 1);
    }

    private RouteFixture fixture() throws Exception {
        RouteFixture fixture = new RouteFixture();
        MatrixConfiguration options = fixture.matrix().getConfiguration();
        options.setHomeserverUrl(synapse.url().toString());
        options.setUserId(bot.userId());
        options.setPassword(bot.password());
        options.setSessionStore(MatrixStore.of("file:" + store));
        return fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to("matrix:" + room);
                    }
                });
    }

    private Process sender(String prefix, String... death) throws IOException {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                synapse.url().toString(),
                                bot.userId(),
                                bot.password(),
                                room,
                                store.toString(),
                                prefix));
        arguments.addAll(List.of(death));
        return JavaProcess.of(SenderProcess.class, arguments)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Ends a sender and gives the number of messages that it says it has sent. */
    private static int finish(Process sender) throws Exception {
        sender.getOutputStream().write('\n');
        sender.getOutputStream().close();
        try (BufferedReader output = sender.inputReader()) {
            List<String> lines = output.lines().toList();
            assertThat(sender.waitFor()).isZero();
            return Integer.parseInt(lines.get(lines.size() - 1));
        }
    }

    private long asked(String request) {
        List<String> requests = synapse.requests();
        return requests.subList(before, requests.size()).stream().filter(request::equals).count();
    }
}
