// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionScopeTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX =
            new MatrixHomeserverExtension(
                    MatrixHomeserver.builder().transactionScope(TransactionScope.DEVICE));

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private String room;
    private String other;

    @BeforeEach
    void makeRooms(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        room = homeserver.createRoom(alice);
        other = homeserver.createRoom(alice);
    }

    @Test
    void givesTheOtherRoomsEventForARepeatedTransactionId() throws IOException {
        String first = send(alice.accessToken(), room, "1", "one");

        assertThat(send(alice.accessToken(), other, "1", "two")).isEqualTo(first);
        assertThat(homeserver.messages(room)).hasSize(1);
        assertThat(homeserver.messages(other)).isEmpty();
    }

    @Test
    void keepsTransactionsOfDevicesAndUsersApart() throws IOException {
        TestAccount bob = homeserver.register("bob", "secret");
        String bobsRoom = homeserver.createRoom(bob);
        ObjectNode device = json("{'device_id':'OTHER'}");
        String otherDevice = server.login(alice, device).text("access_token");

        String first = send(alice.accessToken(), room, "1", "one");
        assertThat(send(otherDevice, room, "1", "two")).isNotEqualTo(first);
        assertThat(send(bob.accessToken(), bobsRoom, "1", "three")).isNotEqualTo(first);
    }

    @Test
    void tellsTheUsersOfAnApplicationServiceApart() throws IOException {
        homeserver.applicationService("as-token", "@bot-.*:localhost");
        String one = userOfService("bot-one");
        String two = userOfService("bot-two");

        String first = sendAs(one, homeserver.createRoom(alice, RoomSetup.publicRoom()));
        assertThat(sendAs(two, homeserver.createRoom(alice, RoomSetup.publicRoom())))
                .isNotEqualTo(first);
        assertThat(sendAs(one, homeserver.createRoom(alice, RoomSetup.publicRoom())))
                .isEqualTo(first);
    }

    private String userOfService(String localpart) {
        return homeserver.register(localpart, "secret").userId();
    }

    private String sendAs(String user, String target) throws IOException {
        String name = "?user_id=" + HttpHomeserver.encode(user);
        String join = HttpHomeserver.room(target) + "/join" + name;
        server.call("POST", join, "as-token", json("{}"));
        String path = HttpHomeserver.sendPath(target, "1") + name;
        return server.call("PUT", path, "as-token", HttpHomeserver.message("x")).text("event_id");
    }

    private String send(String token, String target, String transaction, String text)
            throws IOException {
        HttpHomeserver.Reply reply = server.send(token, target, transaction, text);
        assertThat(reply.status()).isEqualTo(200);
        return reply.text("event_id");
    }
}
