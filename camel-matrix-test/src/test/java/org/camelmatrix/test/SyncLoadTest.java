// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.SyncClient.timeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that syncs while many write, and fills the gaps. */
class SyncLoadTest {
    private static final int ROOMS = 20;
    private static final int WRITERS = 4;
    private static final int MESSAGES = 8000;

    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private final List<String> rooms = new ArrayList<>();
    private final Map<String, List<String>> read = new HashMap<>();

    @BeforeEach
    void makeRooms(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        for (int i = 0; i < ROOMS; i++) {
            String room = homeserver.createRoom(alice);
            rooms.add(room);
            read.put(room, new ArrayList<>());
        }
    }

    @Test
    void tellsEverythingOnceAndInOrderWhileManyWrite() throws IOException {
        SyncClient client = new SyncClient(homeserver, alice);
        client.sync();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            writers.add(
                    CompletableFuture.runAsync(
                            () -> write(writer), task -> new Thread(task).start()));
        }
        while (read.values().stream().mapToInt(List::size).sum() < MESSAGES) {
            String since = client.since();
            JsonNode sync = client.poll(10_000);
            assertThat(sync.has("rooms")).as("something comes within 10 s").isTrue();
            for (String room : rooms) {
                read(room, timeline(sync, room), since);
            }
        }

        CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();
        for (String room : rooms) {
            assertThat(read.get(room))
                    .isEqualTo(homeserver.messages(room).stream().map(RoomEvent::eventId).toList());
        }
    }

    private void write(int writer) {
        for (int n = writer; n < MESSAGES; n += WRITERS) {
            homeserver.as(alice).send(rooms.get(n / WRITERS % ROOMS), String.valueOf(n));
        }
    }

    private void read(String room, JsonNode timeline, String since) throws IOException {
        if (timeline.path("limited").asBoolean()) {
            List<String> missed = new ArrayList<>();
            String from = timeline.path("prev_batch").asText(null);
            while (from != null) {
                String path = HttpHomeserver.room(room) + "/messages?dir=b&limit=100&from=" + from;
                JsonNode page =
                        server.call("GET", path + "&to=" + since, alice.accessToken(), null).body();
                page.path("chunk").forEach(event -> missed.add(event.path("event_id").asText()));
                from = page.path("end").asText(null);
            }
            Collections.reverse(missed);
            read.get(room).addAll(missed);
        }
        for (JsonNode event : timeline.path("events")) {
            read.get(room).add(event.path("event_id").asText());
        }
    }
}
