// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.encode;
import static org.camelmatrix.test.HttpHomeserver.json;
import static org.camelmatrix.test.HttpHomeserver.room;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Receipts, read markers, typing and account data. */
class ClientDataTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private TestAccount bob;
    private String room;
    private String first;
    private String second;

    @BeforeEach
    void makeRoom(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        bob = homeserver.register("bob", "secret");
        room = homeserver.createRoom(alice, RoomSetup.publicRoom());
        homeserver.join(bob, room);
        first = homeserver.as(alice).send(room, "first");
        second = homeserver.as(alice).send(room, "second");
    }

    @Test
    void movesReceiptsForwardsOnly() throws IOException {
        assertThat(receipt("m.read", second, "{}").status()).isEqualTo(200);
        assertThat(receipt("m.read", first, "{}").status()).isEqualTo(200);

        assertThat(homeserver.readReceipts(room)).containsEntry(bob.userId(), second);
        assertThat(receipt("m.read", first, "{'thread_id':'main'}").status()).isEqualTo(200);
        assertThat(receipt("m.read", "$nothing", "{}").status()).isEqualTo(200);
        assertThat(homeserver.readReceipts(room)).containsEntry(bob.userId(), second);
        assertThat(receipt("m.other", first, "{}").errcode()).isEqualTo("M_UNKNOWN");
    }

    @Test
    void showsPrivateReceiptsToTheirUserOnly() throws IOException {
        receipt("m.read.private", second, "{}");

        assertThat(homeserver.readReceipts(room)).isEmpty();
        assertThat(ephemeral(alice)).isEmpty();
        assertThat(ephemeral(bob)).hasSize(1);
    }

    private JsonNode ephemeral(TestAccount account) {
        JsonNode sync = new SyncClient(homeserver, account).sync();
        return SyncClient.joined(sync, room).path("ephemeral").path("events");
    }

    @Test
    void setsAllReadMarkersAtOnce() throws IOException {
        String body =
                "{'m.fully_read':'%s','m.read':'%s','m.read.private':'%s'}"
                        .formatted(first, second, second);
        Reply reply = post(room(room) + "/read_markers", body);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(homeserver.readReceipts(room)).containsEntry(bob.userId(), second);
        assertThat(homeserver.accountData(bob.userId(), room, "m.fully_read"))
                .contains(json("{}").put("event_id", first));
        String path = account(bob) + "/rooms/" + encode(room) + "/account_data/m.fully_read";
        JsonNode marker = json("{}").put("event_id", second);
        assertThat(server.call("PUT", path, bob.accessToken(), marker).status()).isEqualTo(405);
    }

    @Test
    void tellsWhoIsTyping() throws IOException {
        String path = room(room) + "/typing/" + encode(bob.userId());
        JsonNode typing = json("{'typing':true,'timeout':60000}");

        assertThat(server.call("PUT", path, bob.accessToken(), typing).status()).isEqualTo(200);
        assertThat(homeserver.typing(room)).containsExactly(bob.userId());
        assertThat(server.call("PUT", path, alice.accessToken(), typing).errcode())
                .isEqualTo("M_FORBIDDEN");
        server.call("PUT", path, bob.accessToken(), json("{'typing':false}"));
        assertThat(homeserver.typing(room)).isEmpty();
    }

    @Test
    void keepsAccountDataForItsUser() throws IOException {
        String path = account(bob) + "/account_data/m.direct";
        JsonNode direct = json("{'@alice:localhost':['!room']}");

        assertThat(server.call("GET", path, bob.accessToken(), null).errcode())
                .isEqualTo("M_NOT_FOUND");
        server.call("PUT", path, bob.accessToken(), direct);
        assertThat(server.call("GET", path, bob.accessToken(), null).body()).isEqualTo(direct);
        assertThat(server.call("GET", path, alice.accessToken(), null).errcode())
                .isEqualTo("M_FORBIDDEN");
        assertThat(homeserver.accountData(bob.userId(), "m.direct")).contains(direct);

        String inRoom = account(bob) + "/rooms/" + encode(room) + "/account_data/org.example.x";
        server.call("PUT", inRoom, bob.accessToken(), direct);
        assertThat(server.call("GET", inRoom, bob.accessToken(), null).body()).isEqualTo(direct);
        JsonNode told = SyncClient.joined(new SyncClient(homeserver, bob).sync(), room);
        assertThat(SyncClient.types(told.path("account_data"))).containsExactly("org.example.x");
    }

    private Reply receipt(String type, String event, String body) throws IOException {
        String path = room(room) + "/receipt/" + type + "/" + encode(event);
        String token = bob.accessToken();
        return type.equals("m.other")
                ? server.wrong("POST", path, token, body)
                : server.call("POST", path, token, json(body));
    }

    private Reply post(String path, String body) throws IOException {
        return server.call("POST", path, bob.accessToken(), json(body));
    }

    private static String account(TestAccount account) {
        return V3 + "/user/" + encode(account.userId());
    }
}
