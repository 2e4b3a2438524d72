// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.GET_STATE;
import static org.camelmatrix.component.MatrixOperation.PIN;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;
import static org.camelmatrix.component.MatrixOperation.SET_STATE;
import static org.camelmatrix.component.MatrixOperation.UNPIN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a route makes of a room, as another member finds it. */
class StateOperationsContractTest extends OperationsContract {

    private String room;

    @BeforeEach
    void makeRoom() {
        room = bot.createRoom("12", alice);
        alice.join(room);
    }

    private JsonNode state(String type, String key) {
        return alice.call(
                "GET",
                "/_matrix/client/v3/rooms/" + Person.encode(room) + "/state/" + type + '/' + key,
                null);
    }

    private Exchange set(String type, Object body) {
        return fixture.succeed(
                SET_STATE, room, body, Map.of(MatrixConstants.OVERRIDE_EVENT_TYPE, type));
    }

    @Test
    void setsWhatATextSays() {
        Exchange exchange = set("m.room.name", "Operations");
        assertThat(state("m.room.name", "").get("name").asText()).isEqualTo("Operations");
        List<JsonNode> names = alice.events(room, "m.room.name");
        assertThat(names.get(0).get("event_id").asText())
                .isEqualTo(exchange.getMessage().getHeader(MatrixConstants.EVENT_ID));
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKey(MatrixConstants.OVERRIDE_EVENT_TYPE);
        set("m.room.topic", "What happens");
        assertThat(state("m.room.topic", "").get("topic").asText()).isEqualTo("What happens");
        set("m.room.avatar", "mxc://example.org/picture");
        assertThat(state("m.room.avatar", "").get("url").asText())
                .isEqualTo("mxc://example.org/picture");
        String event = names.get(0).get("event_id").asText();
        set("m.room.pinned_events", List.of(event));
        assertThat(state("m.room.pinned_events", "").at("/pinned/0").asText()).isEqualTo(event);
    }

    @Test
    void setsAnyContent() {
        set("m.room.name", Map.of("name", "By a map"));
        assertThat(state("m.room.name", "").get("name").asText()).isEqualTo("By a map");
        set("org.example.build", "{\"number\": 7}");
        assertThat(state("org.example.build", "").get("number").asInt()).isEqualTo(7);
        JsonNode levels =
                bot.call(
                        "GET",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(room)
                                + "/state/m.room.power_levels/",
                        null);
        ((ObjectNode) levels.get("users")).put(alice.userId(), 50);
        set("m.room.power_levels", levels);
        assertThat(state("m.room.power_levels", "").get("users").get(alice.userId()).asInt())
                .isEqualTo(50);
    }

    @Test
    void takesTypeAndKeyFromTheOptions() throws Exception {
        try (OperationFixture own =
                new OperationFixture(bot, "eventType=org.example.build", "stateKey=main")) {
            own.succeed(
                    SET_STATE,
                    room,
                    Map.of("ok", true),
                    Map.of(
                            MatrixConstants.EVENT_TYPE,
                            "m.room.topic",
                            MatrixConstants.STATE_KEY,
                            "of a received message"));
            assertThat(state("org.example.build", "main").get("ok").asBoolean()).isTrue();
            own.succeed(
                    SET_STATE,
                    room,
                    Map.of("ok", false),
                    Map.of(MatrixConstants.OVERRIDE_STATE_KEY, "next"));
            assertThat(state("org.example.build", "next").get("ok").asBoolean()).isFalse();
            Exchange read = own.succeed(GET_STATE, room, null, Map.of());
            assertThat(read.getMessage().getBody(JsonNode.class).get("ok").asBoolean()).isTrue();
        }
    }

    @Test
    void readsWhatOthersHaveSet() {
        bot.putState(room, "m.room.topic", Map.of("topic", "by hand"));
        Exchange read =
                fixture.succeed(
                        GET_STATE,
                        room,
                        null,
                        Map.of(MatrixConstants.OVERRIDE_EVENT_TYPE, "m.room.topic"));
        assertThat(read.getMessage().getBody(Map.class)).isEqualTo(Map.of("topic", "by hand"));
        assertThat(read.getMessage().getBody(String.class)).contains("\"by hand\"");
    }

    @Test
    void givesNothingWhereThereIsNone() {
        Exchange read =
                fixture.succeed(
                        GET_STATE,
                        room,
                        "before",
                        Map.of(MatrixConstants.OVERRIDE_EVENT_TYPE, "org.example.none"));
        assertThat(read.getMessage().getBody()).isNull();
    }

    @Test
    void refusesWhatIsNoStateAndSaysWhy() {
        assertThat(
                        fixture.ask(
                                        SET_STATE,
                                        room,
                                        Map.of(),
                                        Map.of(MatrixConstants.EVENT_TYPE, "m.room.topic"))
                                .getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("eventType")
                .hasMessageContaining(MatrixConstants.OVERRIDE_EVENT_TYPE);
        assertThat(
                        fixture.ask(
                                        SET_STATE,
                                        room,
                                        "no JSON",
                                        Map.of(
                                                MatrixConstants.OVERRIDE_EVENT_TYPE,
                                                "m.room.join_rules"))
                                .getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("m.room.join_rules");
    }

    @Test
    void pinsAndUnpinsAnEventHoweverOftenItIsAsked() {
        String first = fixture.send(SEND_MESSAGE, room, "first", Map.of());
        String second = fixture.send(SEND_MESSAGE, room, "second", Map.of());
        fixture.succeed(PIN, room, null, Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, first));
        fixture.succeed(PIN, room, null, Map.of(MatrixConstants.EVENT_ID, second));
        fixture.succeed(PIN, room, null, Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, first));
        assertThat(state("m.room.pinned_events", "").get("pinned"))
                .extracting(JsonNode::asText)
                .containsExactly(first, second);
        assertThat(alice.events(room, "m.room.pinned_events")).hasSize(2);
        fixture.succeed(UNPIN, room, null, Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, first));
        fixture.succeed(UNPIN, room, null, Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, first));
        assertThat(state("m.room.pinned_events", "").get("pinned"))
                .extracting(JsonNode::asText)
                .containsExactly(second);
        assertThat(alice.events(room, "m.room.pinned_events")).hasSize(3);
    }

    @Test
    void sendsNothingInClearToARoomThatItHasMadeAnEncryptedOne() {
        fixture.send(SEND_MESSAGE, room, "in clear", Map.of());
        set("m.room.encryption", Map.of("algorithm", "m.megolm.v1.aes-sha2"));
        assertThat(fixture.ask(SEND_MESSAGE, room, "a secret", Map.of()).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("encrypt");
        assertThat(alice.bodies(room)).containsExactly("in clear");
    }

    @Test
    void pinsWhatManyThreadsPinAtOnce() throws Exception {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            events.add(fixture.send(SEND_MESSAGE, room, "message " + i, Map.of()));
        }
        ExecutorService threads = Executors.newFixedThreadPool(events.size());
        try {
            List<Callable<Exchange>> pins = new ArrayList<>();
            for (String event : events) {
                pins.add(
                        () ->
                                fixture.succeed(
                                        PIN,
                                        room,
                                        null,
                                        Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, event)));
            }
            for (Future<Exchange> each : threads.invokeAll(pins)) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(state("m.room.pinned_events", "").get("pinned"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrderElementsOf(events);
    }
}
