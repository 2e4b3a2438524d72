// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.encode;
import static org.camelmatrix.test.HttpHomeserver.json;
import static org.camelmatrix.test.HttpHomeserver.room;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Map;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedactionTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private TestAccount bob;
    private String room;

    @BeforeEach
    void makeRoom(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        bob = homeserver.register("bob", "secret");
        room = homeserver.createRoom(alice, RoomSetup.publicRoom());
        homeserver.join(bob, room);
    }

    @Test
    void takesTheContentAwayAndTellsWhy() throws IOException {
        String event = homeserver.as(bob).send(room, "secret");
        Reply redaction = redact(bob, event, "1", "{'reason':'spam'}");

        assertThat(redaction.status()).isEqualTo(200);
        JsonNode redacted = event(event);
        assertThat(redacted.path("content")).isEmpty();
        JsonNode because = redacted.path("unsigned").path("redacted_because");
        assertThat(because.path("content").path("reason").asText()).isEqualTo("spam");
        assertThat(because.path("redacts").asText()).isEqualTo(event);
        assertThat(homeserver.messages(room).get(0).body()).isEmpty();
        assertThat(redact(bob, event, "1", "{}").text("event_id"))
                .isEqualTo(redaction.text("event_id"));
    }

    @Test
    void leavesOthersEventsToModerators() throws IOException {
        String hers = homeserver.as(alice).send(room, "hers");
        String his = homeserver.as(bob).send(room, "his");

        assertThat(redact(bob, hers, "1", "{}").errcode()).isEqualTo("M_FORBIDDEN");
        assertThat(redact(bob, "$nothing", "2", "{}").errcode()).isEqualTo("M_NOT_FOUND");
        assertThat(redact(alice, his, "3", "{}").status()).isEqualTo(200);
    }

    @Test
    void keepsWhatTheRoomVersionKeeps() throws IOException {
        String member = homeserver.events(room).get(1).eventId();
        redact(alice, member, "1", "{}");
        assertThat(event(member).path("content").fieldNames())
                .toIterable()
                .containsExactly("membership");

        String levels = homeserver.events(room).get(2).eventId();
        redact(alice, levels, "2", "{}");
        assertThat(event(levels).path("content").has("invite")).isTrue();

        String old = homeserver.createRoom(alice, RoomSetup.publicRoom().version("10"));
        String oldLevels = homeserver.events(old).get(2).eventId();
        homeserver.as(alice).redact(old, oldLevels);
        assertThat(homeserver.events(old).get(2).content().has("invite")).isFalse();
        assertThat(homeserver.events(old).get(2).content().has("users")).isTrue();
    }

    @Test
    void takesStateAway() throws IOException {
        String topic =
                homeserver.as(alice).setState(room, "m.room.topic", "", Map.of("topic", "x"));
        redact(alice, topic, "1", "{}");
        String path = room(room) + "/state/m.room.topic/";

        assertThat(server.call("GET", path, alice.accessToken(), null).body()).isEmpty();
    }

    @Test
    void takesRedactionsThatAreSentAsEvents() throws IOException {
        String event = homeserver.as(bob).send(room, "secret");
        String path = room(room) + "/send/m.room.redaction/1";
        Reply sent = server.call("PUT", path, bob.accessToken(), json("{}").put("redacts", event));

        assertThat(sent.status()).isEqualTo(200);
        assertThat(event(event).path("content")).isEmpty();
    }

    private Reply redact(TestAccount account, String event, String transaction, String body)
            throws IOException {
        String path = room(room) + "/redact/" + encode(event) + "/" + transaction;
        return server.call("PUT", path, account.accessToken(), json(body));
    }

    private JsonNode event(String event) throws IOException {
        String path = room(room) + "/event/" + encode(event);
        return server.call("GET", path, alice.accessToken(), null).body();
    }
}
