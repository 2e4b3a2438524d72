// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.BAN;
import static org.camelmatrix.component.MatrixOperation.GET_PROFILE;
import static org.camelmatrix.component.MatrixOperation.INVITE;
import static org.camelmatrix.component.MatrixOperation.KICK;
import static org.camelmatrix.component.MatrixOperation.KNOCK;
import static org.camelmatrix.component.MatrixOperation.LEAVE;
import static org.camelmatrix.component.MatrixOperation.REACT;
import static org.camelmatrix.component.MatrixOperation.REDACT;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;
import static org.camelmatrix.component.MatrixOperation.UNBAN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixOperation;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers that homeservers other than Synapse give to operations. */
class OtherHomeserversStandInTest {

    private static final String REFUSALS =
            """
            400, M_UNKNOWN
            400, M_BAD_STATE
            400, M_INVALID_PARAM
            403, M_UNKNOWN
            403, M_BAD_STATE
            403, M_UNAUTHORIZED
            403, ORG.EXAMPLE.NOT_JOINED
            404, M_NOT_FOUND
            404, M_UNKNOWN
            """;

    private final MatrixHomeserver homeserver = MatrixHomeserver.start();
    private Person alice;
    private Person bot;
    private OperationFixture fixture;

    @BeforeEach
    void start() throws Exception {
        alice = Person.register(homeserver.url(), "alice");
        bot = Person.register(homeserver.url(), "bot");
        fixture = new OperationFixture(bot);
    }

    @AfterEach
    void stop() {
        fixture.close();
        homeserver.close();
    }

    private Exchange about(MatrixOperation operation, String room, Person person) {
        return fixture.ask(
                operation,
                room,
                null,
                Map.of(MatrixConstants.OVERRIDE_TARGET_USER, person.userId()));
    }

    @ParameterizedTest
    @CsvSource(textBlock = REFUSALS)
    void leavesWhereItIsNotWhateverTheCodeOfTheRefusal(int status, String errcode) {
        String left = alice.createRoom("12", bot);
        bot.join(left);
        bot.call("POST", "/_matrix/client/v3/rooms/" + Person.encode(left) + "/leave", Map.of());
        String never = alice.createRoom("12");
        homeserver.inject(Fault.error(status, errcode, "not in the room").on(Endpoint.LEAVE));
        assertThat(fixture.ask(LEAVE, left, null, Map.of()).getException()).isNull();
        assertThat(fixture.ask(LEAVE, never, null, Map.of()).getException()).isNull();
    }

    @ParameterizedTest
    @CsvSource(textBlock = REFUSALS)
    void failsToLeaveTheRoomThatItIsStillIn(int status, String errcode) {
        String room = alice.createRoom("12", bot);
        bot.join(room);
        homeserver.inject(Fault.error(status, errcode, "you must stay").on(Endpoint.LEAVE));
        assertThat(fixture.ask(LEAVE, room, null, Map.of()).getException())
                .hasMessageContaining("you must stay");
        homeserver.inject(Fault.error(403, "M_FORBIDDEN", "not told").on(Endpoint.STATE));
        assertThat(fixture.ask(LEAVE, room, null, Map.of()).getException())
                .hasMessageContaining("you must stay");
    }

    @ParameterizedTest
    @CsvSource(textBlock = REFUSALS)
    void removesAndUnbansWhoIsNotThereWhateverTheCodeOfTheRefusal(int status, String errcode) {
        Person carol = Person.register(homeserver.url(), "carol");
        String room = bot.createRoom("12", alice);
        alice.join(room);
        homeserver.inject(
                Fault.error(status, errcode, "not in the room")
                        .on(Endpoint.KICK, Endpoint.UNBAN, Endpoint.INVITE, Endpoint.BAN));
        assertThat(about(KICK, room, carol).getException()).isNull();
        assertThat(about(UNBAN, room, carol).getException()).isNull();
        assertThat(about(UNBAN, room, alice).getException()).isNull();
        assertThat(about(INVITE, room, alice).getException()).isNull();
        assertThat(about(KICK, room, alice).getException()).hasMessageContaining("not in the room");
        assertThat(about(BAN, room, carol).getException()).hasMessageContaining("not in the room");
    }

    @Test
    void saysThatTheHomeserverLacksWhatItDoesNotRecognize() {
        homeserver.inject(
                Fault.error(404, "M_UNRECOGNIZED", "Unrecognized request").on(Endpoint.KNOCK));
        String room = alice.createRoom("12");
        assertThat(fixture.ask(KNOCK, room, null, Map.of()).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("the homeserver does not support this request")
                .hasMessageNotContaining("homeserverUrl");
        homeserver.inject(
                Fault.error(404, "M_UNRECOGNIZED", "Unrecognized request").on(Endpoint.PROFILE));
        assertThat(about(GET_PROFILE, null, alice).getException())
                .hasMessageContaining("the homeserver does not support this request");
    }

    /** The stand-in refuses a second reaction; without what it says to that, it takes it. */
    @Test
    void reactsOnceWhereTheHomeserverTakesAReactionTwice() {
        String room = bot.createRoom("12", alice);
        String message = fixture.send(SEND_MESSAGE, room, "done", Map.of());
        Map<String, String> target = Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, message);
        String first = fixture.send(REACT, room, "👍", target);
        long before = homeserver.requestCount(Endpoint.SEND);
        fixture.succeed(REACT, room, "👍", target);
        fixture.succeed(REACT, room, " 👍 ", target);
        assertThat(homeserver.requestCount(Endpoint.SEND)).isEqualTo(before);
        fixture.send(REACT, room, "👎", target);
        fixture.succeed(REDACT, room, null, Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, first));
        fixture.send(REACT, room, "👍", target);
        assertThat(reactions(room)).containsExactly("", "👎", "👍");
    }

    private List<String> reactions(String room) {
        return bot.events(room, "m.reaction").stream()
                .map(event -> event.at("/content/m.relates_to/key").asText())
                .toList();
    }

    @Test
    void takesAnEmptyPictureForNone() {
        homeserver.inject(
                Fault.raw(
                                200,
                                "application/json",
                                "{\"displayname\":null,\"avatar_url\":\"\",\"m.tz\":\"\"}")
                        .on(Endpoint.PROFILE));
        JsonNode profile = about(GET_PROFILE, null, alice).getMessage().getBody(JsonNode.class);
        assertThat(profile.has("avatar_url")).isFalse();
        assertThat(profile.has("displayname")).isFalse();
        assertThat(profile.has("m.tz")).isTrue();
    }
}
