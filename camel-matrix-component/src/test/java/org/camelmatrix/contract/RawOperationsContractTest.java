// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.REQUEST;
import static org.camelmatrix.component.MatrixOperation.SEND_EVENT;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Events and requests of any kind, as another member of the room finds them. */
class RawOperationsContractTest extends OperationsContract {

    private static final String TYPE = "org.example.build";
    private static final Map<String, String> TEXT = Map.of("msgtype", "m.text", "body", "hello");

    private String room;

    @BeforeEach
    void makeRoom() {
        room = alice.createRoom("12", bot);
    }

    private static final Map<String, String> OF_TYPE =
            Map.of(MatrixConstants.OVERRIDE_EVENT_TYPE, TYPE);

    @Test
    void sendsEventsOfAnyTypeInOrder() {
        String first = fixture.send(SEND_EVENT, room, Map.of("number", 1), OF_TYPE);
        fixture.send(SEND_EVENT, room, "{\"number\":2,\"deep\":[{\"ok\":true}]}", OF_TYPE);
        fixture.send(
                SEND_EVENT,
                room,
                JsonNodeFactory.instance.objectNode().put("number", 9007199254740991L),
                OF_TYPE);
        List<JsonNode> events = alice.events(room, TYPE);
        assertThat(events)
                .extracting(event -> event.at("/content/number").asLong())
                .containsExactly(1L, 2L, 9007199254740991L);
        assertThat(events.get(0).get("event_id").asText()).isEqualTo(first);
        assertThat(events.get(1).at("/content/deep/0/ok").asBoolean()).isTrue();
    }

    @Test
    void takesTheTypeFromTheOptionAndNotFromAReceivedMessage() throws Exception {
        try (OperationFixture own = new OperationFixture(bot, "eventType=" + TYPE)) {
            own.send(
                    SEND_EVENT,
                    room,
                    Map.of("ok", true),
                    Map.of(MatrixConstants.EVENT_TYPE, "m.room.message"));
        }
        assertThat(alice.events(room, TYPE)).hasSize(1);
    }

    @Test
    void refusesNumbersThatNoEventHolds() {
        assertThat(refusal(Map.of("price", Map.of("amount", 1.5))))
                .hasMessageContaining("content.price.amount");
        assertThat(refusal(Map.of("list", List.of(1, Double.NaN))))
                .hasMessageContaining("content.list[1]");
        assertThat(refusal("{\"large\": 9007199254740992}")).hasMessageContaining("content.large");
        assertThat(refusal("{\"exponent\": 1e3}")).hasMessageContaining("content.exponent");
        assertThat(refusal(Map.of("text", "x".repeat(70_000)))).hasMessageContaining("bytes");
        assertThat(refusal("[1]")).hasMessageContaining("body");
        assertThat(alice.events(room, TYPE)).isEmpty();
    }

    private Exception refusal(Object body) {
        Exception exception = fixture.ask(SEND_EVENT, room, body, OF_TYPE).getException();
        assertThat(exception).isInstanceOf(MatrixRejectedException.class);
        return exception;
    }

    private Exchange request(String method, String path, Object body) {
        return fixture.ask(
                REQUEST,
                null,
                body,
                Map.of(
                        MatrixConstants.OVERRIDE_REQUEST_METHOD,
                        method,
                        MatrixConstants.OVERRIDE_REQUEST_PATH,
                        path));
    }

    @Test
    void sendsNothingInClearToARoomThatARequestHasMadeAnEncryptedOne() {
        String own = bot.createRoom("12", alice);
        alice.join(own);
        fixture.send(SEND_MESSAGE, own, "in clear", Map.of());
        Exchange asked =
                request(
                        "PUT",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(own)
                                + "/state/m.room.encryption/",
                        Map.of("algorithm", "m.megolm.v1.aes-sha2"));
        assertThat(asked.getException()).isNull();
        assertThat(fixture.ask(SEND_MESSAGE, own, "a secret", Map.of()).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("encrypt");
        assertThat(alice.bodies(own)).containsExactly("in clear");
    }

    @Test
    void sendsNoEventInClearToAnEncryptedRoom() {
        alice.putState(room, "m.room.encryption", Map.of("algorithm", "m.megolm.v1.aes-sha2"));
        String path = "/_matrix/client/v3/rooms/" + Person.encode(room) + "/send/";
        bot.join(room);
        for (String type : List.of("m.room.message", TYPE)) {
            assertThat(request("PUT", path + type + "/t1", TEXT).getException())
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining(room)
                    .hasMessageContaining("is encrypted")
                    .hasMessageContaining(type);
        }
        assertThat(alice.bodies(room)).isEmpty();
        assertThat(alice.events(room, TYPE)).isEmpty();
        Exchange encrypted =
                request(
                        "PUT",
                        path + "m.room.encrypted/t2",
                        Map.of(
                                "algorithm", "m.megolm.v1.aes-sha2",
                                "ciphertext", "AwgA",
                                "session_id", "session"));
        assertThat(encrypted.getException()).as("what is encrypted already").isNull();
        assertThat(alice.events(room, "m.room.encrypted")).hasSize(1);
    }

    @Test
    void sendsAnEventToARoomWithoutEncryptionByARequest() {
        String path = "/_matrix/client/v3/rooms/" + Person.encode(room) + "/send/";
        bot.join(room);
        assertThat(request("PUT", path + "m.room.message/t1", TEXT).getException()).isNull();
        assertThat(alice.bodies(room)).containsExactly("hello");
    }

    @Test
    void makesARequestThatNoOperationMakes() {
        String path =
                "/_matrix/client/v3/user/"
                        + Person.encode(bot.userId())
                        + "/account_data/org.example.data";
        Exchange set = request("PUT", path, Map.of("kept", 7));
        assertThat(set.getException()).isNull();
        assertThat(set.getMessage().getHeader(MatrixConstants.RESPONSE_STATUS)).isEqualTo(200);
        assertThat(bot.call("GET", path, null).get("kept").asInt()).isEqualTo(7);
        Exchange got = request("GET", path, "what asked for it");
        assertThat(got.getMessage().getBody(Map.class)).isEqualTo(Map.of("kept", 7));
        assertThat(got.getMessage().getHeaders())
                .doesNotContainKey(MatrixConstants.OVERRIDE_REQUEST_PATH);
    }

    @Test
    void tellsWhatTheHomeserverRefuses() {
        Exchange exchange =
                request(
                        "GET",
                        "/_matrix/client/v3/user/"
                                + Person.encode(bot.userId())
                                + "/account_data/org.example.none",
                        null);
        MatrixRejectedException refused = exchange.getException(MatrixRejectedException.class);
        assertThat(refused.getStatus()).isEqualTo(404);
        assertThat(refused).hasMessageContaining(MatrixConstants.OVERRIDE_REQUEST_PATH);
        assertThat(refused.getMessage()).doesNotContain(bot.accessToken());
    }

    @Test
    void staysWhereRequestsMayGo() {
        int before = homeserver.requests().size();
        for (String path :
                List.of(
                        "https://elsewhere.example/_matrix/client/versions",
                        "@elsewhere.example/_matrix/client/versions",
                        "/_matrix/client/../secret",
                        "/_matrix/client/versions?access_token=secret")) {
            assertThat(request("GET", path, null).getException())
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining(MatrixConstants.OVERRIDE_REQUEST_PATH)
                    .hasMessageNotContaining("secret");
        }
        assertThat(homeserver.requests()).hasSize(before);
    }

    @Test
    void makesNoRequestThatIsNotAllowedByName() throws Exception {
        try (RouteFixture plain = new RouteFixture(bot)) {
            MatrixConfigurationException failure =
                    (MatrixConfigurationException)
                            plain.startFailure(
                                    new RouteBuilder() {
                                        @Override
                                        public void configure() {
                                            from("direct:in").to("matrix:*?operation=request");
                                        }
                                    });
            assertThat(failure).hasMessageContaining("allowedOperations");
        }
    }
}
