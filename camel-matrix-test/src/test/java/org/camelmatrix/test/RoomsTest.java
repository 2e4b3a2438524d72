// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.encode;
import static org.camelmatrix.test.HttpHomeserver.json;
import static org.camelmatrix.test.HttpHomeserver.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.camelmatrix.test.specification.SpecificationCheck;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RoomsTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private TestAccount bob;

    @BeforeEach
    void register(MatrixHomeserver started) throws IOException {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        bob = homeserver.register("bob", "secret");
        server.call("GET", Endpoint.VERSIONS.path(), null, null);
    }

    @Test
    void givesRoomIdsTheFormOfTheirVersion() {
        String newest = homeserver.createRoom(alice);
        String older = homeserver.createRoom(alice, RoomSetup.privateRoom().version("11"));

        assertThat(newest).matches("![A-Za-z0-9_-]{43}");
        assertThat(newest.substring(1))
                .isEqualTo(homeserver.events(newest).get(0).eventId().substring(1));
        assertThat(older).matches("![A-Za-z]{18}:localhost");
    }

    @Test
    void beginsARoomWithTheStateThatSynapseWrites() throws IOException {
        String room =
                server.createRoom(
                        alice.accessToken(),
                        json(
                                "{'preset':'private_chat','name':'N','topic':'T',"
                                        + "'room_alias_name':'ops','is_direct':true,'invite':['@bob:localhost'],"
                                        + "'initial_state':[{'type':'m.room.encryption',"
                                        + "'content':{'algorithm':'m.megolm.v1.aes-sha2'}}]}"));

        assertThat(homeserver.events("#ops:localhost"))
                .extracting(RoomEvent::type)
                .containsExactly(
                        "m.room.create",
                        "m.room.member",
                        "m.room.power_levels",
                        "m.room.canonical_alias",
                        "m.room.join_rules",
                        "m.room.history_visibility",
                        "m.room.guest_access",
                        "m.room.encryption",
                        "m.room.name",
                        "m.room.topic",
                        "m.room.member");
        assertThat(state(room, "m.room.power_levels").path("users")).isEmpty();
        assertThat(state(room, "m.room.member/%40bob%3Alocalhost").path("membership").asText())
                .isEqualTo("invite");
        SpecificationCheck.fromSystemProperty()
                .ifPresent(
                        check ->
                                assertThat(homeserver.events(room))
                                        .allSatisfy(e -> assertConforms(check, e)));
    }

    private static void assertConforms(SpecificationCheck check, RoomEvent event) {
        assertThat(check.eventViolations(event.type(), event.stateKey(), event.content()))
                .isEmpty();
    }

    @Test
    void listsTheCreatorAmongThePowerLevelsUntilVersion11() throws IOException {
        String room = homeserver.createRoom(alice, RoomSetup.publicRoom().version("10"));

        assertThat(state(room, "m.room.power_levels/").path("users").path("@alice:localhost"))
                .hasToString("100");
        assertThat(state(room, "m.room.create").path("creator").asText())
                .isEqualTo("@alice:localhost");
    }

    @Test
    void joinsByAliasAndByIdWithServersToGoVia() throws IOException {
        String room = homeserver.createRoom(alice, RoomSetup.publicRoom().alias("a/b"));
        String via = "?via=localhost&via=other.example";
        String byAlias = V3 + "/join/" + encode("#a/b:localhost") + via;

        assertThat(post(byAlias, bob).text("room_id")).isEqualTo(room);
        assertThat(post(room(room) + "/join", bob).status()).isEqualTo(200);
        assertThat(
                        server.call("GET", V3 + "/joined_rooms", bob.accessToken(), null)
                                .body()
                                .path("joined_rooms"))
                .extracting(JsonNode::asText)
                .containsExactly(room);
        assertThat(homeserver.events(room).stream().filter(e -> e.sender().equals(bob.userId())))
                .as("joining twice is one event")
                .hasSize(1);
    }

    @Test
    void keepsADirectoryOfAliases() throws IOException {
        String room = homeserver.createRoom(alice);
        String path = V3 + "/directory/room/" + encode("#new:localhost");

        assertThat(put(path, alice, json("{}").put("room_id", room)).status()).isEqualTo(200);
        Reply found = server.call("GET", path, null, null);
        assertThat(found.text("room_id")).isEqualTo(room);
        assertThat(found.body().path("servers").path(0).asText()).isEqualTo("localhost");
        assertThat(put(path, alice, json("{}").put("room_id", room)).status()).isEqualTo(409);
        assertThat(server.call("DELETE", path, bob.accessToken(), null).errcode())
                .isEqualTo("M_FORBIDDEN");
        assertThat(server.call("DELETE", path, alice.accessToken(), null).status()).isEqualTo(200);
        assertThat(server.call("GET", path, null, null).errcode()).isEqualTo("M_NOT_FOUND");
    }

    @Test
    void followsAUserThroughInviteJoinKickAndBan() throws IOException {
        String room = homeserver.createRoom(alice);

        assertThat(about(alice, room, "invite", bob)).isEqualTo(200);
        assertThat(about(alice, room, "invite", bob)).isEqualTo(200);
        homeserver.join(bob, room);
        assertThat(about(bob, room, "kick", alice)).isEqualTo(403);
        assertThat(about(alice, room, "kick", bob)).isEqualTo(200);
        assertThatThrownBy(() -> homeserver.join(bob, room)).hasMessageContaining("M_FORBIDDEN");
        assertThat(about(alice, room, "ban", bob)).isEqualTo(200);
        assertThat(about(alice, room, "invite", bob)).isEqualTo(403);
        assertThat(about(alice, room, "unban", bob)).isEqualTo(200);
        assertThat(about(alice, room, "invite", bob)).isEqualTo(200);
        homeserver.join(bob, room);
        assertThat(post(room(room) + "/leave", bob).status()).isEqualTo(200);
        assertThat(post(room(room) + "/leave", bob).status()).isEqualTo(200);
        assertThat(server.send(bob.accessToken(), room, "1", "x").errcode())
                .isEqualTo("M_FORBIDDEN");
    }

    @Test
    void mutesThoseBelowTheLevelToSend() throws IOException {
        String room = homeserver.createRoom(alice, RoomSetup.publicRoom().levelToSend(50));
        homeserver.join(bob, room);

        assertThat(server.send(bob.accessToken(), room, "1", "x").errcode())
                .isEqualTo("M_FORBIDDEN");
        assertThat(server.send(alice.accessToken(), room, "1", "x").status()).isEqualTo(200);
    }

    @Test
    void setsStateOnceForTheSameContent() throws IOException {
        String room = homeserver.createRoom(alice);
        String path = room(room) + "/state/org.example.thing/k%2Fey";

        String first = put(path, alice, json("{'a':1}")).text("event_id");
        assertThat(put(path, alice, json("{'a':1}")).text("event_id")).isEqualTo(first);
        assertThat(put(path, alice, json("{'a':2}")).text("event_id")).isNotEqualTo(first);
        assertThat(state(room, "org.example.thing/k%2Fey").path("a").asInt()).isEqualTo(2);
        assertThat(state(room, "org.example.thing/k%2Fey?format=event").path("state_key").asText())
                .isEqualTo("k/ey");
    }

    @Test
    void pagesThroughTheTimelineInBothDirections() throws IOException {
        String room = homeserver.createRoom(alice);
        for (int i = 0; i < 5; i++) {
            server.send(alice.accessToken(), room, "t" + i, "m" + i);
        }
        List<String> forwards = ids(room, "f");
        List<String> backwards = ids(room, "b");

        assertThat(forwards)
                .isEqualTo(homeserver.events(room).stream().map(RoomEvent::eventId).toList());
        assertThat(backwards).hasSameSizeAs(forwards).doesNotHaveDuplicates();
        assertThat(backwards.get(0)).isEqualTo(forwards.get(forwards.size() - 1));

        JsonNode latest = messages(room, "dir=b&limit=2");
        JsonNode since = messages(room, "dir=f&from=" + latest.path("end").asText());
        assertThat(since.path("chunk")).hasSize(2);
        JsonNode between = messages(room, "dir=b&limit=100&to=" + latest.path("end").asText());
        assertThat(between.path("chunk")).hasSize(2);
    }

    private List<String> ids(String room, String direction) throws IOException {
        List<String> ids = new ArrayList<>();
        String from = "";
        while (true) {
            JsonNode page = messages(room, "dir=" + direction + "&limit=3" + from);
            page.path("chunk").forEach(event -> ids.add(event.path("event_id").asText()));
            if (!page.has("end")) {
                return ids;
            }
            from = "&from=" + page.path("end").asText();
        }
    }

    @Test
    void showsThoseWhoLeftTheRoomAsItWas() throws IOException {
        String room = homeserver.createRoom(alice, RoomSetup.publicRoom());
        homeserver.join(bob, room);
        post(room(room) + "/leave", bob);
        String event = server.send(alice.accessToken(), room, "1", "later").text("event_id");
        put(room(room) + "/state/m.room.name/", alice, json("{'name':'later'}"));

        String token = bob.accessToken();
        JsonNode latest =
                server.call("GET", room(room) + "/messages?dir=b&limit=1", token, null).body();
        assertThat(latest.path("chunk").path(0).path("type").asText()).isEqualTo("m.room.member");
        assertThat(server.call("GET", room(room) + "/event/" + encode(event), token, null).status())
                .isEqualTo(404);
        assertThat(server.call("GET", room(room) + "/state/m.room.name/", token, null).status())
                .isEqualTo(404);
    }

    @Test
    void listsMembersAndState() throws IOException {
        String room = homeserver.createRoom(alice, RoomSetup.publicRoom().invite(bob.userId()));
        String token = alice.accessToken();

        assertThat(server.call("GET", room(room) + "/members", token, null).body().path("chunk"))
                .hasSize(2);
        JsonNode joined =
                server.call("GET", room(room) + "/joined_members", token, null)
                        .body()
                        .path("joined");
        assertThat(joined.fieldNames()).toIterable().containsExactly(alice.userId());
        assertThat(server.call("GET", room(room) + "/state", token, null).body()).hasSize(6);
    }

    @Test
    void givesEventsThatTheirReaderMayChange() throws IOException {
        String room = homeserver.createRoom(alice);
        server.call(
                "PUT",
                HttpHomeserver.sendPath(room, "1"),
                alice.accessToken(),
                json(
                        "{'msgtype':'m.notice','body':'b','format':'org.matrix.custom.html',"
                                + "'formatted_body':'<b>b</b>'}"));

        RoomEvent event = homeserver.messages(room).get(0);
        assertThat(event.body()).contains("b");
        assertThat(event.formattedBody()).contains("<b>b</b>");
        assertThat(event.msgtype()).contains("m.notice");
        assertThat(event.stateKey()).isNull();
        ((ObjectNode) event.content()).removeAll();
        assertThat(homeserver.messages(room).get(0).body()).contains("b");
    }

    private JsonNode state(String room, String path) throws IOException {
        return server.call("GET", room(room) + "/state/" + path, alice.accessToken(), null).body();
    }

    private JsonNode messages(String room, String query) throws IOException {
        String path = room(room) + "/messages?" + query;
        return server.call("GET", path, alice.accessToken(), null).body();
    }

    private Reply post(String path, TestAccount account) throws IOException {
        return server.call("POST", path, account.accessToken(), json("{}"));
    }

    private Reply put(String path, TestAccount account, JsonNode body) throws IOException {
        return server.call("PUT", path, account.accessToken(), body);
    }

    private int about(TestAccount user, String room, String action, TestAccount target)
            throws IOException {
        return server.call(
                        "POST",
                        room(room) + "/" + action,
                        user.accessToken(),
                        json("{}").put("user_id", target.userId()))
                .status();
    }
}
