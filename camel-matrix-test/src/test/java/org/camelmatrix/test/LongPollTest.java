// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camelmatrix.test.SyncClient.bodies;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class LongPollTest {
    private static final int MINUTE = 60_000;

    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    private MatrixHomeserver homeserver;
    private TestAccount alice;
    private TestAccount bob;
    private String room;
    private SyncClient client;

    @BeforeEach
    void makeRoom(MatrixHomeserver started) {
        homeserver = started;
        alice = homeserver.register("alice", "secret");
        bob = homeserver.register("bob", "secret");
        room = homeserver.createRoom(alice, RoomSetup.publicRoom());
        client = new SyncClient(homeserver, alice);
        client.sync();
    }

    @Test
    void answersAsSoonAsThereIsNews() throws Exception {
        CompletableFuture<JsonNode> poll = client.pollInBackground(MINUTE);
        until(() -> homeserver.longPolls() == 1);
        homeserver.as(alice).send(room, "news");

        assertThat(bodies(poll.get(30, TimeUnit.SECONDS), room)).containsExactly("news");
        until(() -> homeserver.longPolls() == 0);
    }

    @Test
    void answersNothingWhenTheTimeIsUp() {
        String since = client.since();
        long start = System.nanoTime();

        assertThat(client.poll(200).has("rooms")).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(200));
        assertThat(client.since()).isEqualTo(since);
    }

    @Test
    void waitsOnWhereNewsIsNotForTheClient() throws Exception {
        SyncClient messagesOnly =
                new SyncClient(homeserver, alice)
                        .filter("{'room':{'timeline':{'types':['m.room.message']}}}");
        messagesOnly.sync();
        CompletableFuture<JsonNode> poll = messagesOnly.pollInBackground(MINUTE);
        until(() -> homeserver.longPolls() == 1);
        homeserver.as(alice).send(room, "m.reaction", Map.of());
        homeserver.as(bob).send(homeserver.createRoom(bob), "elsewhere");

        assertThat(homeserver.longPolls()).isEqualTo(1);
        homeserver.as(alice).send(room, "news");
        assertThat(bodies(poll.get(30, TimeUnit.SECONDS), room)).containsExactly("news");
    }

    @Test
    void answersWhoIsInvited() throws Exception {
        SyncClient bobs = new SyncClient(homeserver, bob);
        bobs.sync();
        CompletableFuture<JsonNode> poll = bobs.pollInBackground(MINUTE);
        until(() -> homeserver.longPolls() == 1);
        homeserver.as(alice).invite(room, bob.userId());

        JsonNode told = poll.get(30, TimeUnit.SECONDS);
        assertThat(told.path("rooms").path("invite").has(room)).isTrue();
    }

    @Test
    void holdsManyPollsBesideOtherRequests() throws Exception {
        List<CompletableFuture<JsonNode>> polls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            SyncClient one = new SyncClient(homeserver, alice);
            one.sync();
            polls.add(one.pollInBackground(MINUTE));
        }
        until(() -> homeserver.longPolls() == 100);
        HttpHomeserver server = new HttpHomeserver(homeserver.url());
        assertThat(server.send(alice.accessToken(), room, "1", "news").status()).isEqualTo(200);

        for (CompletableFuture<JsonNode> poll : polls) {
            assertThat(bodies(poll.get(30, TimeUnit.SECONDS), room)).containsExactly("news");
        }
    }

    @Test
    void closesThePollsLikeAServerThatRestarts() throws Exception {
        try (Socket socket = pollWithoutRetries()) {
            until(() -> homeserver.longPolls() == 1);
            homeserver.closeLongPolls();
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        until(() -> homeserver.longPolls() == 0);
        homeserver.as(alice).send(room, "afterwards");
        assertThat(bodies(client.sync(), room)).containsExactly("afterwards");
    }

    @Test
    void endsWhenTheClientHasGone() throws Exception {
        try (Socket socket = pollWithoutRetries()) {
            until(() -> homeserver.longPolls() == 1);
            assertThat(socket.isConnected()).isTrue();
        }
        until(() -> homeserver.longPolls() == 0);
    }

    @Test
    void endsWhenTheHomeserverStops() throws Exception {
        MatrixHomeserver other = MatrixHomeserver.start();
        TestAccount carol = other.register("carol", "secret");
        SyncClient carols = new SyncClient(other, carol);
        carols.sync();
        CompletableFuture<JsonNode> poll = carols.pollInBackground(MINUTE);
        until(() -> other.longPolls() == 1);
        other.close();

        assertThat(poll).failsWithin(Duration.ofSeconds(30));
        assertThat(other.longPolls()).isZero();
    }

    /** The JDK's client tries a GET again whose connection is closed. */
    private Socket pollWithoutRetries() throws IOException {
        Socket socket = new Socket("127.0.0.1", homeserver.url().getPort());
        String request =
                "GET %s?timeout=60000&since=%s HTTP/1.1\r\nHost: localhost\r\n"
                                .formatted(Endpoint.SYNC.path(), client.since())
                        + "Authorization: Bearer %s\r\n\r\n".formatted(alice.accessToken());
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void meetsFaultsAsOtherRequestsDo() {
        homeserver.inject(Fault.html(502).on(Endpoint.SYNC).times(1));
        assertThat(client.reply(MINUTE).status()).isEqualTo(502);

        homeserver.as(alice).send(room, "news");
        homeserver.inject(Fault.answerLost().on(Endpoint.SYNC));
        assertThatThrownBy(() -> client.reply(MINUTE)).isInstanceOf(UncheckedIOException.class);
        homeserver.clearFaults();
        assertThat(bodies(client.sync(), room)).containsExactly("news");
    }

    private static void until(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still not so after 30 s").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
