// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ChanceTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;

    @BeforeEach
    void register(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
    }

    @Test
    void happensToAShareOfTheRequests() throws IOException {
        homeserver.inject(Fault.html(502).on(Endpoint.WHOAMI).chance(0.1));
        homeserver.inject(Fault.error(503, "M_UNKNOWN", "no").chance(0.2));

        List<Integer> statuses = statuses(1000);
        assertThat(statuses.stream().filter(status -> status == 502).count()).isBetween(60L, 140L);
        assertThat(statuses.stream().filter(status -> status == 503).count()).isBetween(130L, 230L);
        assertThat(statuses).contains(200);
    }

    @Test
    void hitsTheSameRequestsForTheSameSeed() throws IOException {
        Fault fault = Fault.html(502).on(Endpoint.WHOAMI).chance(0.3);
        List<Integer> first = statusesWith(fault.seed(7));

        assertThat(statusesWith(fault.seed(7))).isEqualTo(first);
        assertThat(statusesWith(fault.seed(8))).isNotEqualTo(first);
    }

    @Test
    void hitsOtherRequestsWithEachFaultOfASeed() throws IOException {
        homeserver.inject(Fault.html(502).chance(0.5).seed(7));
        homeserver.inject(Fault.html(503).chance(0.5).seed(7));

        assertThat(statuses(50)).contains(200, 502, 503);
    }

    @Test
    void happensAsOftenAsSaidAtMost() throws IOException {
        homeserver.inject(Fault.html(502).chance(0.5).times(3));

        assertThat(statuses(100).stream().filter(status -> status == 502)).hasSize(3);
    }

    @Test
    void takesNoProbabilityButOneAboveZeroAndUpToOne() {
        for (double probability : new double[] {0, -0.1, 1.1, Double.NaN}) {
            assertThatThrownBy(() -> Fault.html(502).chance(probability))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(Fault.html(502).chance(1)).isNotNull();
    }

    private List<Integer> statusesWith(Fault fault) throws IOException {
        homeserver.clearFaults();
        homeserver.inject(fault);
        return statuses(50);
    }

    private List<Integer> statuses(int count) throws IOException {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            statuses.add(server.whoami(alice.accessToken()).status());
        }
        return statuses;
    }

    @Test
    void keepsEachMessageOnceAndInOrderUnderManyFaultsAndThreads() throws Exception {
        Duration wait = Duration.ofMillis(1);
        homeserver.inject(Fault.rateLimited(wait).on(Endpoint.SEND).chance(0.1));
        homeserver.inject(
                Fault.error(503, "M_UNKNOWN", "no").on(Endpoint.SEND).chance(0.05).seed(1));
        homeserver.inject(Fault.connectionDropped().on(Endpoint.SEND).chance(0.05).seed(2));
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).chance(0.05).seed(3));
        List<String> rooms = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            rooms.add(homeserver.createRoom(alice));
        }
        sendFromThreads(rooms, 32, 10_000);

        List<RoomEvent> all = new ArrayList<>();
        for (String room : rooms) {
            List<RoomEvent> messages = homeserver.messages(room);
            for (int thread = 0; thread < 32; thread++) {
                assertThat(numbersOf(messages, thread)).isSorted();
            }
            all.addAll(messages);
        }
        assertThat(all).extracting(message -> message.body().orElse("")).doesNotHaveDuplicates();
        assertThat(all).hasSize(10_000);
        assertThat(homeserver.requestCount(Endpoint.SEND)).isBetween(12_000L, 15_000L);
    }

    private void sendFromThreads(List<String> rooms, int threads, int messages) throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<Void>> senderOfThread = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int thread = i;
                senderOfThread.add(
                        () -> {
                            for (int n = thread; n < messages; n += threads) {
                                String room = rooms.get(n / threads % rooms.size());
                                sendUntilItIsThere(room, thread + "/" + n);
                            }
                            return null;
                        });
            }
            for (Future<Void> done : senders.invokeAll(senderOfThread)) {
                done.get();
            }
        } finally {
            senders.shutdownNow();
        }
    }

    private void sendUntilItIsThere(String room, String text) {
        int status = 0;
        while (status != 200) {
            try {
                status = server.send(alice.accessToken(), room, text, text).status();
            } catch (IOException lost) {
                status = 0;
            }
        }
    }

    private static List<Integer> numbersOf(List<RoomEvent> messages, int thread) {
        return messages.stream()
                .map(message -> message.body().orElse(""))
                .filter(text -> text.startsWith(thread + "/"))
                .map(text -> Integer.valueOf(text.substring(text.indexOf('/') + 1)))
                .toList();
    }
}
