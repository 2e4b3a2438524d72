// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.encode;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.test.HttpHomeserver.Reply;

/** A client that syncs, and goes on from where its last answer ended. */
final class SyncClient {
    private final HttpHomeserver server;
    private final String token;
    private String since;
    private String further = "";

    SyncClient(MatrixHomeserver homeserver, TestAccount account) {
        this.server = new HttpHomeserver(homeserver.url());
        this.token = account.accessToken();
    }

    private SyncClient(HttpHomeserver server, String token, String since, String further) {
        this.server = server;
        this.token = token;
        this.since = since;
        this.further = further;
    }

    /** One that goes on from the same place. */
    SyncClient copy() {
        return new SyncClient(server, token, since, further);
    }

    /** The same with a filter in each request, in JSON with single quotes. */
    SyncClient filter(String json) {
        return with("&filter=" + encode(json.replace('\'', '"')));
    }

    SyncClient with(String query) {
        further += query;
        return this;
    }

    String since() {
        return since;
    }

    /** What is new, at once. */
    JsonNode sync() {
        return poll(0);
    }

    /** What is new, or nothing when the time is up. */
    JsonNode poll(int millis) {
        Reply reply = reply(millis);
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(200);
        since = reply.text("next_batch");
        return reply.body();
    }

    Reply reply(int millis) {
        String known = since == null ? "" : "&since=" + since;
        try {
            return server.call(
                    "GET",
                    Endpoint.SYNC.path() + "?timeout=" + millis + known + further,
                    token,
                    null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CompletableFuture<JsonNode> pollInBackground(int millis) {
        return CompletableFuture.supplyAsync(() -> poll(millis), task -> new Thread(task).start());
    }

    static JsonNode joined(JsonNode sync, String room) {
        return sync.path("rooms").path("join").path(room);
    }

    static JsonNode timeline(JsonNode sync, String room) {
        return joined(sync, room).path("timeline");
    }

    /** The bodies of the messages in a room's timeline. */
    static List<String> bodies(JsonNode sync, String room) {
        List<String> bodies = new ArrayList<>();
        for (JsonNode event : timeline(sync, room).path("events")) {
            if (event.path("content").has("body")) {
                bodies.add(event.path("content").path("body").asText());
            }
        }
        return bodies;
    }

    /** The types of a section's events, with the state key behind a space where there is one. */
    static List<String> types(JsonNode section) {
        List<String> types = new ArrayList<>();
        for (JsonNode event : section.path("events")) {
            String key = event.path("state_key").asText("");
            types.add((event.path("type").asText() + " " + key).strip());
        }
        return types;
    }
}
