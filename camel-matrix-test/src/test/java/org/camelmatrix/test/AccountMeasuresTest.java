// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.encode;
import static org.camelmatrix.test.HttpHomeserver.json;
import static org.camelmatrix.test.HttpHomeserver.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What administrators do to accounts, as Synapse 1.163.2 answers then. */
class AccountMeasuresTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX =
            new MatrixHomeserverExtension(
                    MatrixHomeserver.builder().accessTokenLifetime(Duration.ofMinutes(5)));

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private TestAccount bob;
    private String room;
    private String other;

    @BeforeEach
    void makeRooms(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        bob = homeserver.register("bob", "secret");
        room = homeserver.createRoom(alice);
        other = homeserver.createRoom(bob, RoomSetup.publicRoom().invite(alice.userId()));
    }

    @Test
    void locksEverybodyOutButForLogout() throws IOException {
        Reply session = server.login(alice, json("{'refresh_token':true}"));
        homeserver.lock(alice.userId());

        String profile = V3 + "/profile/" + alice.userId();
        for (Reply reply :
                List.of(
                        server.whoami(alice.accessToken()),
                        server.send(alice.accessToken(), room, "1", "x"),
                        server.call("GET", profile, alice.accessToken(), null),
                        server.login(alice, json("{}")))) {
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.errcode()).isEqualTo("M_USER_LOCKED");
            assertThat(reply.body().path("soft_logout").asBoolean()).isTrue();
        }
        Reply refreshed = server.refresh(session.text("refresh_token"));
        assertThat(refreshed.status()).isEqualTo(200);
        assertThat(post("/logout", refreshed.text("access_token"), "{}").status()).isEqualTo(200);

        homeserver.unlock(alice.userId());
        assertThat(server.whoami(alice.accessToken()).status()).isEqualTo(200);
    }

    @Test
    void letsSuspendedUsersOnlyReadAndGo() throws IOException {
        homeserver.suspend(alice.userId());
        String token = alice.accessToken();
        ObjectNode name = json("{'displayname':'A'}");
        String someone = "{'user_id':'@bob:localhost'}";

        for (Reply reply :
                List.of(
                        server.send(token, room, "1", "x"),
                        server.call("PUT", room(room) + "/state/m.room.topic/", token, topic()),
                        post("/join/" + encode(other), token, "{}"),
                        post("/rooms/" + encode(room) + "/invite", token, someone),
                        post("/rooms/" + encode(room) + "/ban", token, someone),
                        post("/createRoom", token, "{}"),
                        server.call("PUT", displayName(), token, name))) {
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.errcode()).isEqualTo("M_USER_SUSPENDED");
            assertThat(reply.body().has("soft_logout")).isFalse();
        }
        assertThat(server.whoami(token).status()).isEqualTo(200);
        assertThat(server.login(alice, json("{}")).status()).isEqualTo(200);
        assertThat(server.call("GET", room(room) + "/state", token, null).status()).isEqualTo(200);
        assertThat(post("/rooms/" + encode(other) + "/leave", token, "{}").status()).isEqualTo(200);

        homeserver.unsuspend(alice.userId());
        assertThat(server.send(token, room, "1", "x").status()).isEqualTo(200);
    }

    @Test
    void endsADeactivatedAccountForGood() throws IOException {
        String loginToken = homeserver.loginToken(alice);
        homeserver.join(alice, other);
        homeserver.deactivate(alice.userId());

        Reply whoami = server.whoami(alice.accessToken());
        assertThat(whoami.errcode()).isEqualTo("M_UNKNOWN_TOKEN");
        assertThat(whoami.body().path("soft_logout").asBoolean(true)).isFalse();
        assertThat(server.send(alice.accessToken(), room, "1", "x").errcode())
                .isEqualTo("M_UNKNOWN_TOKEN");
        Reply byPassword = server.login(alice, json("{}"));
        assertThat(byPassword.status()).isEqualTo(403);
        assertThat(byPassword.errcode()).isEqualTo("M_FORBIDDEN");
        Reply byToken =
                post("/login", null, "{'type':'m.login.token','token':'%s'}".formatted(loginToken));
        assertThat(byToken.status()).isEqualTo(403);
        assertThat(byToken.errcode()).isEqualTo("M_USER_DEACTIVATED");
        assertThat(homeserver.events(other))
                .last()
                .extracting(event -> event.content().path("membership").asText())
                .isEqualTo("leave");
        assertThatThrownBy(() -> homeserver.register("alice", "secret"))
                .hasMessageContaining("M_USER_IN_USE");
    }

    @Test
    void tellsATestOfAnUnknownAccount() throws IOException {
        server.whoami(bob.accessToken());

        assertThatThrownBy(() -> homeserver.lock("@nobody:localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("@nobody:localhost");
        assertThatThrownBy(() -> homeserver.deactivate("@nobody:localhost"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Reply post(String path, String token, String body) throws IOException {
        return server.call("POST", V3 + path, token, json(body));
    }

    private String displayName() {
        return V3 + "/profile/" + alice.userId() + "/displayname";
    }

    private static ObjectNode topic() {
        return json("{'topic':'x'}");
    }
}
