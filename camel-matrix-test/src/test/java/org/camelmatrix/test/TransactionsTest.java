// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.json;
import static org.camelmatrix.test.HttpHomeserver.message;
import static org.camelmatrix.test.HttpHomeserver.room;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TransactionsTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private String room;

    @BeforeEach
    void makeRoom(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        room = homeserver.createRoom(alice);
    }

    @Test
    void givesTheFirstEventIdForARepeatedTransaction() throws IOException {
        String first = send(alice.accessToken(), room, "1", "first");

        assertThat(send(alice.accessToken(), room, "1", "again")).isEqualTo(first);
        assertThat(bodies()).containsExactly("first");
    }

    @Test
    void makesAnotherEventOfATransactionThatItHasForgotten() throws IOException {
        String first = send(alice.accessToken(), room, "1", "first");
        homeserver.forgetTransactions();

        assertThat(send(alice.accessToken(), room, "1", "again")).isNotEqualTo(first);
        assertThat(bodies()).containsExactly("first", "again");
    }

    @Test
    void tellsTransactionsWithPlusAndSlashApart() throws IOException {
        assertThat(send(alice.accessToken(), room, "a+b/c", "x"))
                .isNotEqualTo(send(alice.accessToken(), room, "a b/c", "x"))
                .isEqualTo(send(alice.accessToken(), room, "a+b/c", "x"));
    }

    @Test
    void sharesATransactionAmongTheEventTypesOfARoom() throws IOException {
        String first = send(alice.accessToken(), room, "1", "first");
        String path = room(room) + "/send/org.example.other/1";

        assertThat(server.call("PUT", path, alice.accessToken(), json("{}")).text("event_id"))
                .isEqualTo(first);
    }

    @Test
    void keepsTransactionsOfRoomsAndDevicesApart() throws IOException {
        String other = homeserver.createRoom(alice);
        String otherDevice = login("OTHER");

        String first = send(alice.accessToken(), room, "1", "one");
        assertThat(send(alice.accessToken(), other, "1", "two")).isNotEqualTo(first);
        assertThat(send(otherDevice, room, "1", "three")).isNotEqualTo(first);
        assertThat(bodies()).containsExactly("one", "three");
    }

    @Test
    void remembersTransactionsOverANewLoginOfTheDevice() throws IOException {
        String first = send(alice.accessToken(), room, "1", "one");

        assertThat(send(login(alice.deviceId()), room, "1", "two")).isEqualTo(first);
    }

    @Test
    void forgetsFailures() throws IOException {
        homeserver.inject(Fault.error(500, "M_UNKNOWN", "no").on(Endpoint.SEND).times(1));

        assertThat(server.send(alice.accessToken(), room, "1", "lost").status()).isEqualTo(500);
        send(alice.accessToken(), room, "1", "second");
        assertThat(bodies()).containsExactly("second");
    }

    @Test
    void keepsTheEventWhoseAnswerWasLost() throws IOException {
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));

        Optional<String> lost = Optional.empty();
        try {
            lost = Optional.of(send(alice.accessToken(), room, "1", "one"));
        } catch (IOException expected) {
            assertThat(expected).isNotNull();
        }
        assertThat(lost).isEmpty();
        assertThat(homeserver.messages(room)).hasSize(1);
        assertThat(send(alice.accessToken(), room, "1", "one"))
                .isEqualTo(homeserver.messages(room).get(0).eventId());
    }

    @Test
    void makesOneEventOfConcurrentRepetitions() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(16);
        try {
            List<Callable<String>> sends = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String transaction = String.valueOf(i % 20);
                sends.add(() -> send(alice.accessToken(), room, transaction, transaction));
            }
            List<String> ids = new ArrayList<>();
            for (Future<String> answer : senders.invokeAll(sends)) {
                ids.add(answer.get());
            }
            assertThat(ids.stream().distinct()).hasSize(20);
        } finally {
            senders.shutdownNow();
        }
        assertThat(bodies()).hasSize(20).doesNotHaveDuplicates();
    }

    @Test
    void tellsOnlyTheSendingDeviceTheTransactionId() throws IOException {
        String event = send(alice.accessToken(), room, "1", "one");
        String path = room(room) + "/event/" + HttpHomeserver.encode(event);

        assertThat(transactionId(path, alice.accessToken())).isEqualTo("1");
        assertThat(transactionId(path, login("OTHER"))).isNull();
    }

    private String transactionId(String path, String token) throws IOException {
        return server.call("GET", path, token, null)
                .body()
                .path("unsigned")
                .path("transaction_id")
                .asText(null);
    }

    private String send(String token, String target, String transaction, String text)
            throws IOException {
        HttpHomeserver.Reply reply =
                server.call(
                        "PUT", HttpHomeserver.sendPath(target, transaction), token, message(text));
        assertThat(reply.status()).isEqualTo(200);
        return reply.text("event_id");
    }

    private List<String> bodies() {
        return homeserver.messages(room).stream().map(e -> e.body().orElse("")).toList();
    }

    private String login(String device) throws IOException {
        ObjectNode body = json("{'type':'m.login.password','password':'secret'}");
        body.put("device_id", device);
        body.putObject("identifier").put("type", "m.id.user").put("user", "alice");
        return server.call("POST", HttpHomeserver.V3 + "/login", null, body).text("access_token");
    }
}
