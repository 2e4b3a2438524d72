// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.json;
import static org.camelmatrix.test.HttpHomeserver.room;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ProfilesTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

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
    void namesNewUsersByTheirLocalpart() throws IOException {
        assertThat(get("")).hasToString("{\"displayname\":\"alice\"}");
        assertThat(get("/displayname")).hasToString("{\"displayname\":\"alice\"}");
        assertThat(get("/avatar_url")).isEmpty();
    }

    @Test
    void keepsNameAndPicture() throws IOException {
        assertThat(set("displayname", "Alice").status()).isEqualTo(200);
        assertThat(set("avatar_url", "mxc://localhost/a").status()).isEqualTo(200);

        assertThat(get(""))
                .isEqualTo(json("{'displayname':'Alice','avatar_url':'mxc://localhost/a'}"));
        assertThat(get("/avatar_url")).hasToString("{\"avatar_url\":\"mxc://localhost/a\"}");
        assertThat(homeserver.profile(alice.userId()))
                .isEqualTo(new Profile(Optional.of("Alice"), Optional.of("mxc://localhost/a")));
        assertThat(homeserver.requestCount(Endpoint.SET_AVATAR_URL)).isEqualTo(1);
    }

    @Test
    void takesFieldsAwayByEmptyText() throws IOException {
        set("displayname", "");

        assertThat(get("/displayname")).isEmpty();
        assertThat(get("").path("errcode").asText()).isEqualTo("M_NOT_FOUND");
        assertThat(homeserver.profile(alice.userId()).displayName()).isEmpty();
    }

    @Test
    void tellsTheRoomsThatTheUserIsIn() throws IOException {
        String joined = homeserver.createRoom(alice);
        String left = homeserver.createRoom(alice);
        server.call("POST", room(left) + "/leave", alice.accessToken(), json("{}"));
        set("displayname", "Alice");
        set("avatar_url", "mxc://localhost/a");

        ObjectNode member = json("{'displayname':'Alice','avatar_url':'mxc://localhost/a'}");
        assertThat(homeserver.events(joined))
                .last()
                .extracting(RoomEvent::content)
                .isEqualTo(member.put("membership", "join"));
        assertThat(homeserver.events(left))
                .last()
                .extracting(event -> event.content().path("membership").asText())
                .isEqualTo("leave");
        Reply members =
                server.call("GET", room(joined) + "/joined_members", alice.accessToken(), null);
        assertThat(members.body().path("joined").path(alice.userId()))
                .isEqualTo(json("{'display_name':'Alice','avatar_url':'mxc://localhost/a'}"));
    }

    @Test
    void bringsTheProfileIntoRoomsAndInvitations() throws IOException {
        TestAccount bob = homeserver.register("bob", "secret");
        set("avatar_url", "mxc://localhost/a");
        RoomSetup setup = RoomSetup.privateRoom().invite(alice.userId()).invite("@no:localhost");
        String room = homeserver.createRoom(bob, setup);

        assertThat(homeserver.events(room))
                .extracting(event -> event.content().toString())
                .contains("{\"membership\":\"invite\"}")
                .anyMatch(content -> content.contains("mxc://localhost/a"));
        homeserver.join(alice, room);
        assertThat(homeserver.events(room))
                .last()
                .extracting(event -> event.content().path("avatar_url").asText())
                .isEqualTo("mxc://localhost/a");
        server.whoami(alice.accessToken());
    }

    @Test
    void tellsATestOfAnUnknownAccount() throws IOException {
        server.whoami(alice.accessToken());

        assertThatThrownBy(() -> homeserver.profile("@nobody:localhost"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private JsonNode get(String field) throws IOException {
        return server.call("GET", V3 + "/profile/" + alice.userId() + field, null, null).body();
    }

    private Reply set(String field, String value) throws IOException {
        String path = V3 + "/profile/" + alice.userId() + "/" + field;
        return server.call("PUT", path, alice.accessToken(), json("{}").put(field, value));
    }
}
