// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.CREATE_ROOM;
import static org.camelmatrix.component.MatrixOperation.REQUEST;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixUncertainException;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rooms that a route makes while answers are lost, which only the stand-in can lose. */
class CreateRoomStandInTest {

    private MatrixHomeserver homeserver;
    private Person bot;
    private OperationFixture fixture;

    @BeforeEach
    void begin() throws Exception {
        homeserver = MatrixHomeserver.start();
        bot = Person.register(homeserver.url(), "bot");
        fixture = new OperationFixture(bot, "maximumRetries=3");
    }

    @AfterEach
    void stop() {
        fixture.close();
        homeserver.close();
    }

    private int rooms() {
        return bot.call("GET", "/_matrix/client/v3/joined_rooms", null).get("joined_rooms").size();
    }

    @Test
    void makesNoSecondRoomWhereTheAnswerIsLost() {
        homeserver.inject(Fault.answerLost().on(Endpoint.CREATE_ROOM).times(1));
        Exchange exchange = fixture.ask(CREATE_ROOM, null, null, Map.of());
        assertThat(exchange.getException())
                .isInstanceOf(MatrixUncertainException.class)
                .hasMessageContaining("may have been done")
                .hasMessageContaining(MatrixConstants.OVERRIDE_ROOM_ALIAS);
        assertThat(rooms()).isEqualTo(1);
    }

    @Test
    void findsTheRoomAgainThatHasAnAlias() {
        homeserver.inject(Fault.answerLost().on(Endpoint.CREATE_ROOM).times(1));
        Exchange exchange =
                fixture.succeed(
                        CREATE_ROOM,
                        null,
                        null,
                        Map.of(MatrixConstants.OVERRIDE_ROOM_ALIAS, "ops"));
        assertThat(rooms()).isEqualTo(1);
        assertThat(exchange.getMessage().getBody())
                .isEqualTo(
                        bot.call("GET", "/_matrix/client/v3/joined_rooms", null)
                                .at("/joined_rooms/0")
                                .asText());
    }

    @Test
    void waitsWhereTheHomeserverWantsAPause() {
        homeserver.inject(
                Fault.rateLimited(Duration.ofMillis(20)).on(Endpoint.CREATE_ROOM).times(2));
        fixture.succeed(CREATE_ROOM, null, null, Map.of());
        assertThat(rooms()).isEqualTo(1);
    }

    @Test
    void postsNothingTwiceByARawRequest() {
        homeserver.inject(Fault.answerLost().on(Endpoint.CREATE_ROOM).times(1));
        Exchange exchange =
                fixture.ask(
                        REQUEST,
                        null,
                        Map.of(),
                        Map.of(
                                MatrixConstants.OVERRIDE_REQUEST_METHOD,
                                "POST",
                                MatrixConstants.OVERRIDE_REQUEST_PATH,
                                "/_matrix/client/v3/createRoom"));
        assertThat(exchange.getException()).isInstanceOf(MatrixUncertainException.class);
        assertThat(rooms()).isEqualTo(1);
    }
}
