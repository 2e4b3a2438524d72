// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.store.FileStateStore;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MatrixConnectionTest {

    @RegisterExtension
    private static final MatrixHomeserverExtension HOMESERVER = new MatrixHomeserverExtension();

    @TempDir private Path folder;

    private final MatrixHomeserver homeserver = HOMESERVER.homeserver();
    private TestAccount alice;
    private TestAccount bot;
    private String room;

    @BeforeEach
    void makeARoom() {
        alice = homeserver.register("alice", "secret");
        bot = homeserver.register("bot", "secret");
        room = homeserver.createRoom(alice, RoomSetup.privateRoom().invite(bot.userId()));
    }

    private MatrixConnection.Builder builder() {
        return MatrixConnection.builder()
                .homeserverUrl(homeserver.url().toString())
                .accessToken(bot.accessToken());
    }

    private List<String> bodies() {
        return homeserver.messages(room).stream().map(each -> each.body().orElseThrow()).toList();
    }

    @Test
    void sendsOnceWhenTheAnswerIsLost() {
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));
        try (MatrixConnection matrix = builder().open()) {
            Sent sent = matrix.send(room, Message.text("once")).join();
            assertThat(sent.room().value()).isEqualTo(room);
            assertThat(homeserver.messages(room))
                    .extracting(each -> each.eventId())
                    .containsExactly(sent.events().get(0).value());
        }
    }

    @Test
    void sendsWhatOneThreadSendsInOrder() {
        try (MatrixConnection matrix = builder().open()) {
            homeserver.inject(Fault.error(503, "M_UNKNOWN", "busy").on(Endpoint.SEND).times(2));
            for (String text : List.of("one", "two", "three")) {
                matrix.send(room, Message.text(text));
            }
            matrix.send(room, Message.text("four")).join();
        }
        assertThat(bodies()).containsExactly("one", "two", "three", "four");
    }

    @Test
    void makesOneMessageOfTwoSendsWithOneKeyAlsoAfterARestart() {
        for (int i = 0; i < 2; i++) {
            try (MatrixConnection matrix = builder().open()) {
                matrix.send(room, Message.text("order 7").withIdempotentKey("7")).join();
            }
        }
        assertThat(bodies()).containsExactly("order 7");
    }

    @Test
    void sendsNothingInClearToAnEncryptedRoom() {
        homeserver
                .as(alice)
                .setState(
                        room, "m.room.encryption", "", Map.of("algorithm", "m.megolm.v1.aes-sha2"));
        try (MatrixConnection matrix = builder().open()) {
            assertThatThrownBy(() -> matrix.send(room, Message.text("secret")).join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(MatrixRejectedException.class);
        }
        assertThat(homeserver.messages(room)).isEmpty();
    }

    @Test
    void goesOnWhereTheListenerStopped() {
        FileStateStore store = new FileStateStore(folder.resolve("state.json"));
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        MessageListener listener = event -> heard.add(event.content().path("body").asText());
        try (MatrixConnection matrix = builder().store(store).open()) {
            try (Listening first = matrix.listen(room, "log", listener)) {
                await().until(
                                () -> {
                                    homeserver.as(alice).send(room, "first");
                                    return !heard.isEmpty();
                                });
            }
            heard.clear();
            homeserver.as(alice).send(room, "while nobody listens");
            try (Listening second = matrix.listen(room, "log", listener)) {
                await().until(() -> heard.contains("while nobody listens"));
            }
        }
        assertThat(heard).filteredOn("while nobody listens"::equals).hasSize(1);
    }

    @Test
    void handsAnEventOverAgainWhoseListenerFailed() {
        AtomicInteger attempts = new AtomicInteger();
        try (MatrixConnection matrix = builder().open();
                Listening listening =
                        matrix.listen(
                                room,
                                "log",
                                event -> {
                                    if (attempts.incrementAndGet() == 1) {
                                        throw new IllegalStateException("not yet");
                                    }
                                })) {
            await().until(
                            () -> {
                                if (attempts.get() == 0) {
                                    homeserver.as(alice).send(room, "hello");
                                }
                                return attempts.get() > 1;
                            });
        }
    }

    @Test
    void refusesAnAccountThatTheHomeserverDoesNotKnow() {
        assertThatThrownBy(
                        () ->
                                MatrixConnection.builder()
                                        .homeserverUrl(homeserver.url().toString())
                                        .accessToken("unknown")
                                        .open())
                .isInstanceOf(MatrixAccountException.class);
    }

    @Test
    void refusesARecipientThatIsNone() {
        try (MatrixConnection matrix = builder().open()) {
            assertThatThrownBy(() -> matrix.send("ops", Message.text("x")))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> matrix.listen(alice.userId(), "log", event -> {}))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void receivesNothingAfterItsEnd() {
        MatrixConnection matrix = builder().open();
        matrix.listen(room, "log", event -> {});
        await().until(() -> homeserver.longPolls() > 0);
        assertThat(receives()).isTrue();
        matrix.close();
        await().until(() -> !receives());
    }

    private static boolean receives() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> thread.getName().equals("matrix-sync"));
    }

    @Test
    void refusesANameThatIsInUse() {
        try (MatrixConnection matrix = builder().open()) {
            Listening first = matrix.listen(room, "log", event -> {});
            assertThatThrownBy(() -> matrix.listen(room, "log", event -> {}))
                    .isInstanceOf(IllegalStateException.class);
            first.close();
            matrix.listen(room, "log", event -> {}).close();
        }
    }

    @Test
    void endsAListenerThatClosesItself() {
        try (MatrixConnection matrix = builder().open()) {
            AtomicInteger events = new AtomicInteger();
            CompletableFuture<Listening> self = new CompletableFuture<>();
            self.complete(
                    matrix.listen(
                            room,
                            "log",
                            event -> {
                                self.join().close();
                                events.incrementAndGet();
                            }));
            await().until(
                            () -> {
                                homeserver.as(alice).send(room, "hello");
                                return events.get() > 0;
                            });
            self.join().end().join();
            assertThat(events).hasValue(1);
        }
    }

    @Test
    void followsARoomToTheOneThatReplacesIt() {
        ConcurrentLinkedQueue<String> heard = new ConcurrentLinkedQueue<>();
        try (MatrixConnection matrix = builder().open()) {
            matrix.listen(room, "log", event -> heard.add(event.content().path("body").asText()));
            await().until(
                            () -> {
                                homeserver.as(alice).send(room, "old");
                                return heard.contains("old");
                            });
            String next = homeserver.as(alice).upgrade(room, "11");
            homeserver.as(alice).invite(next, bot.userId());
            await().atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                homeserver.as(alice).send(next, "new");
                                return heard.contains("new");
                            });
        }
    }
}
