// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.encode;
import static org.camelmatrix.test.HttpHomeserver.json;
import static org.camelmatrix.test.HttpHomeserver.message;
import static org.camelmatrix.test.HttpHomeserver.room;
import static org.camelmatrix.test.HttpHomeserver.sendPath;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Application services, as Synapse 1.163.2 answers them. */
class ApplicationServicesTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private static final String TOKEN = "as-token";
    private static final String ANNA = "@bridge_anna:localhost";
    private static final String BERT = "@bridge_bert:localhost";
    private static final String AS_ANNA = "?user_id=" + ANNA;
    private static final String AS_BERT = "?user_id=" + BERT;

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private String sender;

    @BeforeEach
    void registerService(MatrixHomeserver started) throws IOException {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        sender = homeserver.applicationService(TOKEN, "@bridge_.*:localhost");
        register("bridge_anna");
        register("bridge_bert");
    }

    @Test
    void actsAsItselfOrAsAUserOfItsNamespace() throws IOException {
        Reply itself = whoami("");
        assertThat(itself.text("user_id")).isEqualTo(sender);
        assertThat(itself.body().has("device_id")).isFalse();
        assertThat(whoami("?user_id=" + encode(ANNA)).text("user_id")).isEqualTo(ANNA);
        assertThat(whoami("?user_id=" + sender).text("user_id")).isEqualTo(sender);

        assertThat(homeserver.requests(Endpoint.WHOAMI))
                .extracting(request -> request.userId().orElse(""))
                .containsExactly(sender, ANNA, sender);
    }

    @Test
    void actsAsADeviceThatThereIs() throws IOException {
        logIn("bridge_anna", "PHONE");
        assertThat(whoami(AS_ANNA + "&device_id=PHONE").text("device_id")).isEqualTo("PHONE");

        Reply unknown = whoami(AS_ANNA + "&device_id=OTHER");
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.errcode()).isEqualTo("M_UNKNOWN_DEVICE");
    }

    @Test
    void isNobodyElse() throws IOException {
        homeserver.register("alice", "secret");
        for (String user : new String[] {"@alice:localhost", "@bridge_new:localhost", "x", ""}) {
            Reply reply = whoami("?user_id=" + user);
            assertThat(reply.status()).isEqualTo(403);
            assertThat(reply.errcode()).isEqualTo("M_FORBIDDEN");
        }
        assertThat(homeserver.requests()).last().matches(request -> request.userId().isEmpty());
    }

    @Test
    void doesNotLetUsersNameOthers() throws IOException {
        TestAccount alice = homeserver.register("alice", "secret");
        String path = Endpoint.WHOAMI.path() + AS_ANNA;

        assertThat(server.call("GET", path, alice.accessToken(), null).text("user_id"))
                .isEqualTo(alice.userId());
        assertThat(server.call("GET", path, "wrong", null).errcode()).isEqualTo("M_UNKNOWN_TOKEN");
    }

    @Test
    void sendsInTheNameOfItsUsers() throws IOException {
        String room = createRoom();
        assertThat(send(room, "1", AS_ANNA)).startsWith("$");

        assertThat(homeserver.messages(room)).extracting(RoomEvent::sender).containsExactly(ANNA);
        Reply notJoined = server.call("PUT", sendPath(room, "2"), TOKEN, message("x"));
        assertThat(notJoined.status()).isEqualTo(403);
        homeserver.inject(Fault.error(500, "M_UNKNOWN", "no").on(Endpoint.SEND).forUser(ANNA));
        assertThat(sendReply(room, "3", AS_ANNA).status()).isEqualTo(500);
        assertThat(sendReply(room, "3", AS_BERT).status()).isEqualTo(403);
    }

    @Test
    void hasOneTransactionForAllItsUsersAtAnEndpoint() throws IOException {
        String room = createRoom();
        server.call("POST", room(room) + "/join" + AS_BERT, TOKEN, json("{}"));
        String token = logIn("bridge_anna", "PHONE").text("access_token");
        String first = send(room, "1", AS_ANNA);

        assertThat(send(room, "1", AS_ANNA)).isEqualTo(first);
        assertThat(send(room, "1", AS_BERT)).isEqualTo(first);
        assertThat(send(room, "1", AS_ANNA + "&device_id=PHONE")).isEqualTo(first);
        assertThat(send(createRoom(), "1", AS_ANNA)).isNotEqualTo(first);
        String otherType = room(room) + "/send/org.example.other/1" + AS_ANNA;
        assertThat(server.call("PUT", otherType, TOKEN, json("{}")).text("event_id"))
                .isNotEqualTo(first);
        assertThat(server.send(token, room, "1", "x").text("event_id")).isNotEqualTo(first);
    }

    @Test
    void sharesADevicesTransactionsWithTheDevice() throws IOException {
        String room = createRoom();
        String token = logIn("bridge_anna", "PHONE").text("access_token");
        String event = send(room, "1", AS_ANNA + "&device_id=PHONE");

        assertThat(server.send(token, room, "1", "x").text("event_id")).isEqualTo(event);
        String path = room(room) + "/event/" + encode(event);
        assertThat(transactionId(path + AS_ANNA + "&device_id=PHONE")).isEqualTo("1");
        assertThat(transactionId(path + AS_ANNA)).isNull();
    }

    @Test
    void registersUsersOfItsNamespaceOnly() throws IOException {
        assertThat(register("bridge_Carl!").text("user_id")).isEqualTo("@bridge_Carl!:localhost");
        assertThat(register("bridge_anna").errcode()).isEqualTo("M_USER_IN_USE");
        assertThat(register("alice").errcode()).isEqualTo("M_EXCLUSIVE");
        assertThat(registerAs(null, "bridge_new").status()).isEqualTo(400);

        ObjectNode user = json("{'username':'bridge_new','password':'secret'}");
        user.putObject("auth").put("type", "m.login.dummy");
        assertThat(server.call("POST", V3 + "/register", null, user).errcode())
                .isEqualTo("M_EXCLUSIVE");
        assertThat(homeserver.register("bridge_new", "secret").userId())
                .isEqualTo("@bridge_new:localhost");
    }

    @Test
    void registersNobodyWithAWrongToken() throws IOException {
        server.whoami(TOKEN);
        // The document has only the stages of a registration for 401, so nobody checks this answer
        try (MatrixHomeserver unchecked = MatrixHomeserver.start()) {
            ObjectNode body = json("{'type':'m.login.application_service','username':'x'}");
            Reply reply =
                    new HttpHomeserver(unchecked.url())
                            .call("POST", V3 + "/register", "wrong", body);
            assertThat(reply.status()).isEqualTo(401);
            assertThat(reply.errcode()).isEqualTo("M_UNKNOWN_TOKEN");
            assertThat(reply.body().path("soft_logout").asBoolean(true)).isFalse();
        }
    }

    @Test
    void logsItsUsersInAndOut() throws IOException {
        Reply anna = logIn("bridge_anna", "PHONE");
        assertThat(server.whoami(anna.text("access_token")).text("user_id")).isEqualTo(ANNA);
        assertThat(logIn("alice", "X").errcode()).isEqualTo("M_FORBIDDEN");
        assertThat(logIn("bridge_new", "X").status()).isEqualTo(404);
        assertThat(logInAs(null).errcode()).isEqualTo("M_MISSING_TOKEN");
        assertThat(logInAs(anna.text("access_token")).errcode()).isEqualTo("M_UNKNOWN_TOKEN");

        Reply withoutDevice = server.call("POST", V3 + "/logout" + AS_ANNA, TOKEN, json("{}"));
        assertThat(withoutDevice.status()).isEqualTo(401);
        assertThat(withoutDevice.errcode()).isEqualTo("M_UNKNOWN");
        String path = V3 + "/logout" + AS_ANNA + "&device_id=PHONE";
        assertThat(server.call("POST", path, TOKEN, json("{}")).status()).isEqualTo(200);
        assertThat(server.whoami(anna.text("access_token")).status()).isEqualTo(401);
    }

    @Test
    void isNotStoppedByALockButByASuspension() throws IOException {
        String room = createRoom();
        homeserver.lock(ANNA);
        assertThat(sendReply(room, "1", AS_ANNA).status()).isEqualTo(200);
        homeserver.suspend(ANNA);
        assertThat(sendReply(room, "2", AS_ANNA).errcode()).isEqualTo("M_USER_SUSPENDED");
        homeserver.deactivate(ANNA);
        assertThat(whoami(AS_ANNA).status()).isEqualTo(200);
        assertThat(logIn("bridge_anna", "X").errcode()).isEqualTo("M_USER_DEACTIVATED");
    }

    private Reply whoami(String query) throws IOException {
        return server.call("GET", Endpoint.WHOAMI.path() + query, TOKEN, null);
    }

    private Reply register(String localpart) throws IOException {
        return registerAs(TOKEN, localpart);
    }

    private Reply registerAs(String token, String localpart) throws IOException {
        ObjectNode body = json("{'type':'m.login.application_service'}");
        return server.call("POST", V3 + "/register", token, body.put("username", localpart));
    }

    private Reply logIn(String localpart, String device) throws IOException {
        return logIn(TOKEN, localpart, device);
    }

    private Reply logInAs(String token) throws IOException {
        return logIn(token, "bridge_anna", "X");
    }

    private Reply logIn(String token, String localpart, String device) throws IOException {
        ObjectNode body = json("{'type':'m.login.application_service'}").put("device_id", device);
        body.putObject("identifier").put("type", "m.id.user").put("user", localpart);
        return server.call("POST", V3 + "/login", token, body);
    }

    private String createRoom() throws IOException {
        ObjectNode body = json("{'preset':'public_chat'}");
        return server.call("POST", V3 + "/createRoom" + AS_ANNA, TOKEN, body).text("room_id");
    }

    private Reply sendReply(String room, String transaction, String query) throws IOException {
        return server.call("PUT", sendPath(room, transaction) + query, TOKEN, message("x"));
    }

    private String send(String room, String transaction, String query) throws IOException {
        return sendReply(room, transaction, query).text("event_id");
    }

    private String transactionId(String path) throws IOException {
        Reply event = server.call("GET", path, TOKEN, null);
        return event.body().path("unsigned").path("transaction_id").asText(null);
    }
}
