// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Users who are invited and do not exist, as after a mistake in typing. */
class InvitedUsersTest {

    private final MatrixHomeserver homeserver = MatrixHomeserver.start();
    private final CamelContext camel = new DefaultCamelContext();
    private TestAccount bot;
    private TestAccount bob;
    private String room;

    @BeforeEach
    void start() {
        bot = homeserver.register("bot", "secret");
        bob = homeserver.register("bob", "secret");
        room = homeserver.createRoom(bot);
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(homeserver.url().toString());
        options.setAccessToken(bot.accessToken());
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        homeserver.close();
    }

    /** What is logged of invited users while a message goes its way. */
    private List<String> warnings(String endpoint, Object body, Map<String, Object> headers) {
        try (LogMemory log = new LogMemory()) {
            Exchange exchange =
                    camel.createProducerTemplate()
                            .send(
                                    endpoint,
                                    each -> {
                                        each.getMessage().setBody(body);
                                        each.getMessage().setHeaders(headers);
                                    });
            assertThat(exchange.getException()).isNull();
            return log.lines().stream().filter(line -> line.contains("was invited")).toList();
        }
    }

    @Test
    void warnsOfARoomForAUserWhoDoesNotExist() {
        assertThat(warnings("matrix:@bbo:localhost", "hello", Map.of()))
                .singleElement()
                .asString()
                .contains("@bbo:localhost")
                .contains("check the user id");
        assertThat(warnings("matrix:@bbo:localhost", "again", Map.of())).isEmpty();
    }

    @Test
    void warnsOfNobodyWhoExists() {
        assertThat(warnings("matrix:" + bob.userId(), "hello", Map.of())).isEmpty();
    }

    @Test
    void warnsOfNobodyWhereTheHomeserverTellsNoProfile() {
        homeserver.inject(Fault.error(403, "M_FORBIDDEN", "no").on(Endpoint.PROFILE).times(1));
        homeserver.inject(Fault.error(502, "M_UNKNOWN", "away").on(Endpoint.PROFILE));
        assertThat(warnings("matrix:@one:localhost", "hello", Map.of())).isEmpty();
        assertThat(warnings("matrix:@two:localhost", "hello", Map.of())).isEmpty();
    }

    @Test
    void warnsOfAnInvitationOfAUserWhoDoesNotExist() {
        String invite = "matrix:" + room + "?operation=invite";
        assertThat(
                        warnings(
                                invite,
                                null,
                                Map.of(MatrixConstants.OVERRIDE_TARGET_USER, bob.userId())))
                .isEmpty();
        assertThat(
                        warnings(
                                invite,
                                null,
                                Map.of(MatrixConstants.OVERRIDE_TARGET_USER, "@bbo:localhost")))
                .hasSize(1);
    }

    @Test
    void warnsOfANewRoomForAUserWhoDoesNotExist() {
        assertThat(
                        warnings(
                                "matrix:*?operation=createRoom",
                                null,
                                Map.of(
                                        MatrixConstants.OVERRIDE_INVITE_USERS,
                                        bob.userId() + ",@bbo:localhost")))
                .singleElement()
                .asString()
                .contains("@bbo:localhost");
    }
}
