// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camelmatrix.test.HttpHomeserver.V3;
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

/** Upgrades, knocks, forgotten rooms and the aliases of a room. */
class RoomChangesTest {
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
    void makeRoom(MatrixHomeserver started) throws IOException {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        server.call("GET", Endpoint.VERSIONS.path(), null, null);
        alice = homeserver.register("alice", "secret");
        bob = homeserver.register("bob", "secret");
        room =
                homeserver.createRoom(
                        alice, RoomSetup.publicRoom().alias("ops").name("Ops").version("11"));
        homeserver.join(bob, room);
    }

    @Test
    void putsANewRoomIntoAnOldOnesPlace() throws IOException {
        Reply reply = post(alice, room(room) + "/upgrade", "{'new_version':'12'}");
        String replacement = reply.text("replacement_room");

        assertThat(state(room, "m.room.tombstone").path("replacement_room").asText())
                .isEqualTo(replacement);
        JsonNode create = homeserver.events(replacement).get(0).content();
        assertThat(create.path("predecessor").path("room_id").asText()).isEqualTo(room);
        assertThat(create.path("room_version").asText()).isEqualTo("12");
        assertThat(homeserver.events("#ops:localhost").get(0).roomId()).isEqualTo(replacement);
        assertThat(state(replacement, "m.room.name").path("name").asText()).isEqualTo("Ops");
        assertThat(state(replacement, "m.room.power_levels").path("users")).isEmpty();
        homeserver.join(bob, replacement);
        homeserver.as(bob).send(replacement, "here");
        assertThatThrownBy(() -> homeserver.as(bob).send(room, "there"))
                .hasMessageContaining("M_FORBIDDEN");
    }

    @Test
    void namesTheTombstoneInOlderRooms() {
        String replacement = homeserver.as(alice).upgrade(room, "11");
        JsonNode create = homeserver.events(replacement).get(0).content();
        RoomEvent tombstone =
                homeserver.events(room).stream()
                        .filter(event -> event.type().equals("m.room.tombstone"))
                        .findFirst()
                        .orElseThrow();

        assertThat(create.path("predecessor").path("event_id").asText())
                .isEqualTo(tombstone.eventId());
    }

    @Test
    void leavesUpgradesToAdmins() throws IOException {
        assertThat(post(bob, room(room) + "/upgrade", "{'new_version':'12'}").errcode())
                .isEqualTo("M_FORBIDDEN");
        assertThat(post(alice, room(room) + "/upgrade", "{'new_version':'99'}").errcode())
                .isEqualTo("M_UNSUPPORTED_ROOM_VERSION");
    }

    @Test
    void letsInWhoKnocked() throws IOException {
        TestAccount carol = homeserver.register("carol", "secret");
        String knock = V3 + "/knock/" + encode("#ops:localhost");
        assertThat(post(carol, knock, "{}").errcode()).isEqualTo("M_FORBIDDEN");
        homeserver.as(alice).setState(room, "m.room.join_rules", "", Map.of("join_rule", "knock"));

        assertThat(post(carol, knock, "{'reason':'please'}").text("room_id")).isEqualTo(room);
        assertThatThrownBy(() -> homeserver.join(carol, room)).hasMessageContaining("M_FORBIDDEN");
        homeserver.as(alice).invite(room, carol.userId());
        homeserver.join(carol, room);
        homeserver.as(carol).send(room, "thanks");
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    @Test
    void forgetsOnlyWhatWasLeft() throws IOException {
        assertThat(post(bob, room(room) + "/forget", "{}").status()).isEqualTo(400);
        homeserver.as(bob).leave(room);
        assertThat(post(bob, room(room) + "/forget", "{}").status()).isEqualTo(200);
    }

    @Test
    void listsTheAliasesOfARoomToItsMembers() throws IOException {
        String path = room(room) + "/aliases";

        assertThat(server.call("GET", path, bob.accessToken(), null).body().path("aliases").path(0))
                .hasToString("\"#ops:localhost\"");
        TestAccount carol = homeserver.register("carol", "secret");
        assertThat(server.call("GET", path, carol.accessToken(), null).errcode())
                .isEqualTo("M_FORBIDDEN");
    }

    @Test
    void letsAParticipantDoWhatMembersDo() {
        Participant hers = homeserver.as(alice);
        hers.kick(room, bob.userId());
        hers.ban("#ops:localhost", bob.userId());
        assertThatThrownBy(() -> homeserver.as(bob).join(room)).hasMessageContaining("M_BAD_STATE");
        hers.unban(room, bob.userId());
        hers.invite(room, bob.userId());
        homeserver.as(bob).leave(room);

        assertThat(homeserver.events(room).stream().filter(e -> bob.userId().equals(e.stateKey())))
                .extracting(event -> event.content().path("membership").asText())
                .containsExactly("join", "leave", "ban", "leave", "invite", "leave");
    }

    private Reply post(TestAccount account, String path, String body) throws IOException {
        return server.call("POST", path, account.accessToken(), json(body));
    }

    private JsonNode state(String target, String type) throws IOException {
        String path = room(target) + "/state/" + type + "/";
        return server.call("GET", path, alice.accessToken(), null).body();
    }
}
