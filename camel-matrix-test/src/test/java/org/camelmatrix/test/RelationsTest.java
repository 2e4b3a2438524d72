// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camelmatrix.test.HttpHomeserver.encode;
import static org.camelmatrix.test.HttpHomeserver.json;
import static org.camelmatrix.test.HttpHomeserver.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RelationsTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private TestAccount bob;
    private String room;
    private String target;

    @BeforeEach
    void makeRoom(MatrixHomeserver started) throws IOException {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        server.call("GET", Endpoint.VERSIONS.path(), null, null);
        alice = homeserver.register("alice", "secret");
        bob = homeserver.register("bob", "secret");
        room = homeserver.createRoom(alice, RoomSetup.publicRoom());
        homeserver.join(bob, room);
        target = homeserver.as(alice).send(room, "target");
    }

    @Test
    void refusesTheSameReactionTwice() throws IOException {
        assertThat(react(bob, "1", "+").status()).isEqualTo(200);
        Reply again = react(bob, "2", "+");

        assertThat(again.status()).isEqualTo(400);
        assertThat(again.errcode()).isEqualTo("M_DUPLICATE_ANNOTATION");
        assertThat(react(bob, "1", "+").status()).as("the same transaction").isEqualTo(200);
        assertThat(react(bob, "3", "-").status()).isEqualTo(200);
        assertThat(react(alice, "4", "+").status()).isEqualTo(200);
    }

    @Test
    void takesAReactionAgainThatWasRedacted() throws IOException {
        String reaction = react(bob, "1", "+").text("event_id");
        homeserver.as(bob).redact(room, reaction);

        assertThat(react(bob, "2", "+").status()).isEqualTo(200);
    }

    @Test
    void refusesRelationsToNothingAndThreadsInThreads() {
        Participant speaker = homeserver.as(bob);
        String inThread = speaker.send(room, "m.room.message", thread("in", target));

        assertThatThrownBy(() -> speaker.react(room, "$nothing", "+"))
                .hasMessageContaining("unknown event");
        assertThatThrownBy(() -> speaker.send(room, "m.room.message", thread("x", inThread)))
                .hasMessageContaining("Cannot start threads");
    }

    @Test
    void findsWhatRelatesToAnEvent() throws IOException {
        String first = homeserver.as(bob).send(room, "m.room.message", thread("first", target));
        String second = homeserver.as(bob).send(room, "m.room.message", thread("second", target));
        String reaction = homeserver.as(bob).react(room, target, "+");
        homeserver.as(bob).send(room, "unrelated");

        assertThat(ids(relations(""))).containsExactly(reaction, second, first);
        assertThat(ids(relations("?dir=f"))).containsExactly(first, second, reaction);
        assertThat(ids(relations("/m.annotation"))).containsExactly(reaction);
        assertThat(ids(relations("/m.thread/m.room.message"))).containsExactly(second, first);
        assertThat(ids(relations("/m.thread/m.reaction"))).isEmpty();

        JsonNode page = relations("/m.thread?limit=1");
        assertThat(ids(page)).containsExactly(second);
        JsonNode rest = relations("/m.thread?from=" + page.path("next_batch").asText());
        assertThat(ids(rest)).containsExactly(first);
        assertThat(rest.has("next_batch")).isFalse();
    }

    @Test
    void findsRelationsOfRelationsWhenAsked() throws IOException {
        String reply = homeserver.as(bob).send(room, "m.room.message", thread("reply", target));
        String reaction = homeserver.as(bob).react(room, reply, "+");

        assertThat(ids(relations(""))).containsExactly(reply);
        assertThat(ids(relations("?recurse=true"))).containsExactly(reaction, reply);
    }

    @Test
    void bundlesTheLastEditAndTheLatestMessageOfAThread() throws IOException {
        homeserver.as(bob).send(room, "m.room.message", thread("first", target));
        String latest = homeserver.as(bob).send(room, "m.room.message", thread("second", target));
        homeserver.as(alice).send(room, "m.room.message", edit("earlier"));
        String edit = homeserver.as(alice).send(room, "m.room.message", edit("later"));
        homeserver.as(bob).send(room, "m.room.message", edit("by somebody else"));

        JsonNode bundled = event(target).at("/unsigned/m.relations");
        assertThat(bundled.at("/m.replace/event_id").asText()).isEqualTo(edit);
        assertThat(bundled.at("/m.thread/latest_event/event_id").asText()).isEqualTo(latest);
        assertThat(bundled.at("/m.thread/count").asInt()).isEqualTo(2);
        assertThat(bundled.at("/m.thread/current_user_participated").asBoolean()).isTrue();
        assertThat(event(edit).path("unsigned").has("m.relations")).isFalse();
    }

    private JsonNode event(String id) throws IOException {
        String path = room(room) + "/event/" + encode(id);
        return server.call("GET", path, alice.accessToken(), null).body();
    }

    private Map<String, Object> edit(String text) {
        return Map.of(
                "msgtype",
                "m.text",
                "body",
                "* " + text,
                "m.new_content",
                Map.of("msgtype", "m.text", "body", text),
                "m.relates_to",
                Map.of("rel_type", "m.replace", "event_id", target));
    }

    private static Map<String, Object> thread(String text, String root) {
        Map<String, String> relation = Map.of("rel_type", "m.thread", "event_id", root);
        return Map.of("msgtype", "m.text", "body", text, "m.relates_to", relation);
    }

    private Reply react(TestAccount account, String transaction, String key) throws IOException {
        ObjectNode content = json("{'m.relates_to':{'rel_type':'m.annotation'}}");
        content.withObjectProperty("m.relates_to").put("event_id", target).put("key", key);
        String path = room(room) + "/send/m.reaction/" + transaction;
        return server.call("PUT", path, account.accessToken(), content);
    }

    private JsonNode relations(String more) throws IOException {
        String path = "/_matrix/client/v1/rooms/" + encode(room) + "/relations/" + encode(target);
        return server.call("GET", path + more, alice.accessToken(), null).body();
    }

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("chunk").forEach(event -> ids.add(event.path("event_id").asText()));
        return ids;
    }
}
