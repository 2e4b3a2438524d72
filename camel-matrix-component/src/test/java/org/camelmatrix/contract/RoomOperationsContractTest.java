// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.ADD_ALIAS;
import static org.camelmatrix.component.MatrixOperation.CREATE_ROOM;
import static org.camelmatrix.component.MatrixOperation.GET_ALIASES;
import static org.camelmatrix.component.MatrixOperation.REMOVE_ALIAS;
import static org.camelmatrix.component.MatrixOperation.RESOLVE_ALIAS;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.Test;

/** Rooms that a route makes, and their aliases, as another user finds them. */
class RoomOperationsContractTest extends OperationsContract {

    private JsonNode state(String room, String type) {
        return alice.call(
                "GET",
                "/_matrix/client/v3/rooms/" + Person.encode(room) + "/state/" + type + '/',
                null);
    }

    private static String roomOf(Exchange exchange) {
        return exchange.getMessage().getHeader(MatrixConstants.ROOM_ID, String.class);
    }

    private static String localpart(Person person) {
        return "of-" + person.userId().substring(1, person.userId().indexOf(':'));
    }

    private String alias(Person person) {
        return '#' + localpart(person) + ':' + homeserver.serverName();
    }

    @Test
    void makesARoomFromHeaders() {
        Exchange exchange =
                fixture.succeed(
                        CREATE_ROOM,
                        null,
                        "!create a room",
                        Map.of(
                                MatrixConstants.OVERRIDE_ROOM_PRESET, "private_chat",
                                MatrixConstants.OVERRIDE_ROOM_NAME, "Operations",
                                MatrixConstants.OVERRIDE_ROOM_TOPIC, "What happens",
                                MatrixConstants.OVERRIDE_ROOM_ALIAS, alias(bot),
                                MatrixConstants.OVERRIDE_ROOM_VERSION, "11",
                                MatrixConstants.OVERRIDE_ROOM_ENCRYPTED, true,
                                MatrixConstants.OVERRIDE_INVITE_USERS, List.of(alice.userId())));
        String room = roomOf(exchange);
        alice.join(room);
        assertThat(state(room, "m.room.name").get("name").asText()).isEqualTo("Operations");
        assertThat(state(room, "m.room.topic").get("topic").asText()).isEqualTo("What happens");
        assertThat(state(room, "m.room.create").get("room_version").asText()).isEqualTo("11");
        assertThat(state(room, "m.room.join_rules").get("join_rule").asText()).isEqualTo("invite");
        assertThat(state(room, "m.room.canonical_alias").get("alias").asText())
                .isEqualTo(alias(bot));
        assertThat(state(room, "m.room.encryption").get("algorithm").asText())
                .isEqualTo("m.megolm.v1.aes-sha2");
        assertThat(exchange.getMessage().getBody()).isEqualTo(room);
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(
                        MatrixConstants.OVERRIDE_ROOM_NAME,
                        MatrixConstants.OVERRIDE_ROOM_ALIAS,
                        MatrixConstants.OVERRIDE_INVITE_USERS);
    }

    @Test
    void makesARoomFromTheRequestInTheBody() {
        Map<String, Object> request =
                Map.of(
                        "preset",
                        "public_chat",
                        "name",
                        "From a map",
                        "initial_state",
                        List.of(
                                Map.of(
                                        "type",
                                        "m.room.history_visibility",
                                        "state_key",
                                        "",
                                        "content",
                                        Map.of("history_visibility", "invited"))));
        String room =
                roomOf(
                        fixture.succeed(
                                CREATE_ROOM,
                                null,
                                request,
                                Map.of(MatrixConstants.OVERRIDE_ROOM_TOPIC, "and a header")));
        alice.join(room);
        assertThat(state(room, "m.room.name").get("name").asText()).isEqualTo("From a map");
        assertThat(state(room, "m.room.topic").get("topic").asText()).isEqualTo("and a header");
        assertThat(state(room, "m.room.history_visibility").get("history_visibility").asText())
                .isEqualTo("invited");
    }

    @Test
    void givesTheRoomThatItHasMadeUnderAnAliasBefore() {
        Map<String, Object> headers =
                Map.of(
                        MatrixConstants.OVERRIDE_ROOM_ALIAS,
                        localpart(bot),
                        MatrixConstants.OVERRIDE_ROOM_PRESET,
                        "public_chat");
        String room = roomOf(fixture.succeed(CREATE_ROOM, null, null, headers));
        assertThat(roomOf(fixture.succeed(CREATE_ROOM, null, null, headers))).isEqualTo(room);
        assertThat(roomOfAlias(alias(bot))).isEqualTo(room);
    }

    private String roomOfAlias(String alias) {
        return alice.call("GET", "/_matrix/client/v3/directory/room/" + Person.encode(alias), null)
                .get("room_id")
                .asText();
    }

    @Test
    void takesNoRoomOfOthersForItsOwn() {
        String others =
                alice.createRoom(
                        Map.of("room_alias_name", localpart(alice), "preset", "public_chat"));
        bot.join(others);
        Exchange exchange =
                fixture.ask(
                        CREATE_ROOM,
                        null,
                        null,
                        Map.of(MatrixConstants.OVERRIDE_ROOM_ALIAS, localpart(alice)));
        assertThat(exchange.getException(MatrixRejectedException.class).getErrcode())
                .isEqualTo("M_ROOM_IN_USE");
    }

    @Test
    void refusesAnAliasAtAnotherHomeserver() {
        Exchange exchange =
                fixture.ask(
                        CREATE_ROOM,
                        null,
                        null,
                        Map.of(MatrixConstants.OVERRIDE_ROOM_ALIAS, "#ops:elsewhere.example"));
        assertThat(exchange.getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(MatrixConstants.OVERRIDE_ROOM_ALIAS);
    }

    @Test
    void givesAndTakesAliases() {
        String room = bot.createRoom("12", alice);
        alice.join(room);
        Map<String, String> alias = Map.of(MatrixConstants.OVERRIDE_ROOM_ALIAS, alias(bot));
        fixture.succeed(ADD_ALIAS, room, null, alias);
        fixture.succeed(ADD_ALIAS, room, null, alias);
        assertThat(roomOfAlias(alias(bot))).isEqualTo(room);
        assertThat(fixture.succeed(GET_ALIASES, room, null, Map.of()).getMessage().getBody())
                .isEqualTo(List.of(alias(bot)));
        assertThat(roomOf(fixture.succeed(RESOLVE_ALIAS, null, null, alias))).isEqualTo(room);
        assertThat(roomOf(fixture.succeed(RESOLVE_ALIAS, alias(bot), null, Map.of())))
                .isEqualTo(room);
        fixture.succeed(REMOVE_ALIAS, room, null, alias);
        fixture.succeed(REMOVE_ALIAS, room, null, alias);
        assertThat(
                        alice.call(
                                        "GET",
                                        "/_matrix/client/v3/rooms/"
                                                + Person.encode(room)
                                                + "/aliases",
                                        null)
                                .get("aliases"))
                .isEmpty();
    }

    @Test
    void takesNoAliasFromAnotherRoom() {
        String room = bot.createRoom("12");
        alice.putAlias(alias(alice), alice.createRoom("12"));
        Exchange exchange =
                fixture.ask(
                        ADD_ALIAS,
                        room,
                        null,
                        Map.of(MatrixConstants.OVERRIDE_ROOM_ALIAS, alias(alice)));
        assertThat(exchange.getException(MatrixRejectedException.class).getStatus()).isEqualTo(409);
        assertThat(roomOfAlias(alias(alice))).isNotEqualTo(room);
    }

    @Test
    void makesNoRoomWhereItIsNotClearWhetherItIsEncrypted() {
        Exchange exchange =
                fixture.ask(
                        CREATE_ROOM,
                        null,
                        null,
                        Map.of(MatrixConstants.OVERRIDE_ROOM_ENCRYPTED, "yes"));
        assertThat(exchange.getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(MatrixConstants.OVERRIDE_ROOM_ENCRYPTED);
        assertThat(bot.call("GET", "/_matrix/client/v3/joined_rooms", null).get("joined_rooms"))
                .isEmpty();
    }
}
