// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;

import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixEndpoint;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sends that a homeserver refuses for other reasons than the account's place in the room. */
class RefusedSendStandInTest {

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

    private Exchange send(String room, String text) {
        return fixture.ask(SEND_MESSAGE, room, text, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"11", "12"})
    void joinsNoRoomAgainAndBlamesNoPermissionForWhatAPolicyServerRefuses(String version) {
        String joined = alice.createRoom(version, bot);
        bot.join(joined);
        String own = bot.createRoom(version);
        bot.putState(
                own,
                "m.room.power_levels",
                Map.of(
                        "events_default",
                        50,
                        "users",
                        version.equals("12") ? Map.of() : Map.of(bot.userId(), 100)));
        for (String room : new String[] {joined, own}) {
            assertThat(send(room, "first").getException()).isNull();
            long joins = homeserver.requestCount(Endpoint.JOIN);
            homeserver.inject(
                    Fault.error(403, "M_FORBIDDEN", "This message was rejected as probable spam")
                            .on(Endpoint.SEND)
                            .times(2));
            for (int i = 0; i < 2; i++) {
                assertThat(send(room, "buy").getException())
                        .isInstanceOf(MatrixRejectedException.class)
                        .hasMessageContaining("probable spam")
                        .hasMessageContaining("does not accept this message")
                        .hasMessageNotContaining("permission");
            }
            assertThat(homeserver.requestCount(Endpoint.JOIN)).isEqualTo(joins);
            assertThat(send(room, "good").getException()).isNull();
        }
    }

    @Test
    void namesThePermissionThatIsMissing() {
        String room = alice.createRoom("12", bot);
        bot.join(room);
        alice.putState(room, "m.room.power_levels", Map.of("events_default", 50));
        long joins = homeserver.requestCount(Endpoint.JOIN);
        assertThat(send(room, "hello").getException())
                .hasMessageContaining("give " + bot.userId() + " the permission to send");
        assertThat(homeserver.requestCount(Endpoint.JOIN)).isEqualTo(joins);
    }

    @Test
    void startsNoRouteToACheckedRoomWhoseLevelsTheAccountLacks() throws Exception {
        String forbidden = alice.createRoom("12", bot);
        bot.join(forbidden);
        alice.putState(forbidden, "m.room.power_levels", Map.of("events_default", 50));
        String allowed = alice.createRoom("11", bot);
        bot.join(allowed);
        alice.putState(
                allowed,
                "m.room.power_levels",
                Map.of(
                        "events_default",
                        50,
                        "users",
                        Map.of(alice.userId(), 100, bot.userId(), 50)));
        try (RouteFixture route = new RouteFixture(bot)) {
            assertThat(route.startFailure(toChecked(route, forbidden)))
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("its power level is 0, and messages need 50");
        }
        try (RouteFixture route = new RouteFixture(bot)) {
            route.start(toChecked(route, allowed));
            assertThat(route.send("direct:in", "hello").getException()).isNull();
        }
    }

    private static RouteBuilder toChecked(RouteFixture route, String room) {
        MatrixEndpoint endpoint = route.camel().getEndpoint("matrix:" + room, MatrixEndpoint.class);
        endpoint.checkRoomAtStart();
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(endpoint);
            }
        };
    }

    @Test
    void asksOnceForAMessageThatIsNotThereHoweverOftenItIsAnswered() {
        String room = alice.createRoom("12", bot);
        bot.join(room);
        for (int i = 0; i < 3; i++) {
            Map<String, Object> reply = Map.of(MatrixConstants.OVERRIDE_REPLY_TO, "$gone");
            assertThat(fixture.ask(SEND_MESSAGE, room, "answer " + i, reply).getException())
                    .isNull();
        }
        assertThat(homeserver.requestCount(Endpoint.EVENT)).isEqualTo(1);
    }

    @Test
    void namesABlockedInvitation() {
        homeserver.inject(Fault.error(403, "M_INVITE_BLOCKED", "blocked").on(Endpoint.CREATE_ROOM));
        assertThat(send(alice.userId(), "hello").getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("takes no invitation of this account");
    }

    /** Synapse takes no such tombstone of its own users. */
    @Test
    void goesOnInARoomWhoseTombstoneNamesNoRoom() {
        String old = alice.createRoom("12", bot);
        bot.join(old);
        for (Map<String, ?> end :
                List.of(
                        Map.of("body", "closed"),
                        Map.of("body", "closed", "replacement_room", "elsewhere"),
                        Map.of("body", "closed", "replacement_room", List.of("!other")),
                        Map.of("body", "closed", "replacement_room", old))) {
            alice.putState(old, "m.room.tombstone", end);
            assertThat(send(old, "on").getException()).isNull();
        }
        assertThat(alice.messages(old)).hasSize(4);
    }

    @Test
    void beginsAKeyAnewInTheRoomThatReplacesAnother() throws Exception {
        String old = alice.createRoom("11", bot);
        bot.join(old);
        try (RouteFixture route = new RouteFixture(bot)) {
            route.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").to("matrix:" + old + "?updateKey=state");
                        }
                    });
            assertThat(route.send("direct:in", "one").getException()).isNull();
            assertThat(route.send("direct:in", "two").getException()).isNull();
            String next =
                    alice.call(
                                    "POST",
                                    "/_matrix/client/v3/rooms/" + Person.encode(old) + "/upgrade",
                                    Map.of("new_version", "11"))
                            .get("replacement_room")
                            .asText();
            alice.membership(next, "invite", bot);
            Exchange sent = route.send("direct:in", "three");
            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getHeader(MatrixConstants.ROOM_ID)).isEqualTo(next);
            assertThat(route.send("direct:in", "four").getException()).isNull();
            assertThat(alice.messages(old)).hasSize(2);
            assertThat(alice.bodies(next)).containsExactly("three", "* four");
        }
    }
}
