// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rooms for two where answers get lost. */
class DirectMessagesStandInTest {

    private final MatrixHomeserver homeserver = MatrixHomeserver.start();
    private Person alice;
    private Person bot;
    private RouteFixture fixture;

    @BeforeEach
    void start() throws Exception {
        alice = Person.register(homeserver.url(), "alice");
        bot = Person.register(homeserver.url(), "bot");
        fixture = new RouteFixture(bot);
        fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .errorHandler(noErrorHandler())
                                .to("matrix:" + alice.userId());
                    }
                });
    }

    @AfterEach
    void stop() {
        fixture.close();
        homeserver.close();
    }

    private String send(String text) {
        Exchange exchange = fixture.send("direct:in", text);
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(MatrixConstants.ROOM_ID, String.class);
    }

    private int roomsOfBot() {
        return bot.call("GET", "/_matrix/client/v3/joined_rooms", null).get("joined_rooms").size();
    }

    @Test
    void findsTheRoomThatItMadeWhenTheAnswerIsLost() {
        homeserver.inject(Fault.answerLost().on(Endpoint.CREATE_ROOM).times(1));
        String room = send("hello");
        assertThat(send("again")).isEqualTo(room);
        assertThat(roomsOfBot()).isEqualTo(1);
        assertThat(homeserver.requestCount(Endpoint.CREATE_ROOM)).isEqualTo(1);
    }

    @Test
    void takesNoOtherNewRoomForTheOneWhoseAnswerIsLost() {
        homeserver.inject(Fault.connectionDropped().on(Endpoint.CREATE_ROOM).times(1));
        String room = send("hello");
        assertThat(roomsOfBot()).isEqualTo(1);
        assertThat(homeserver.requestCount(Endpoint.CREATE_ROOM)).isEqualTo(2);
        assertThat(bot.messages(room)).hasSize(1);
    }

    @Test
    void makesOneRoomThroughFaults() {
        homeserver.inject(
                Fault.answerLost()
                        .on(Endpoint.SET_ACCOUNT_DATA, Endpoint.ACCOUNT_DATA, Endpoint.JOINED_ROOMS)
                        .times(5));
        homeserver.inject(
                Fault.rateLimited(Duration.ofMillis(5)).on(Endpoint.CREATE_ROOM).times(1));
        String room = send("hello");
        assertThat(roomsOfBot()).isEqualTo(1);
        assertThat(bot.messages(room)).hasSize(1);
        assertThat(
                        bot.call(
                                        "GET",
                                        "/_matrix/client/v3/user/"
                                                + Person.encode(bot.userId())
                                                + "/account_data/m.direct",
                                        null)
                                .get(alice.userId()))
                .extracting(each -> each.asText())
                .containsExactly(room);
    }

    @Test
    void asksNothingForAKnownRoom() {
        String room = bot.createRoom(Map.of("is_direct", true, "invite", List.of(alice.userId())));
        bot.call(
                "PUT",
                "/_matrix/client/v3/user/" + Person.encode(bot.userId()) + "/account_data/m.direct",
                Map.of(alice.userId(), List.of(room)));
        assertThat(send("one")).isEqualTo(room);
        long before = homeserver.requestCount(Endpoint.ACCOUNT_DATA);
        send("two");
        assertThat(homeserver.requestCount(Endpoint.ACCOUNT_DATA)).isEqualTo(before);
        assertThat(homeserver.requestCount(Endpoint.CREATE_ROOM)).isEqualTo(1);
    }
}
