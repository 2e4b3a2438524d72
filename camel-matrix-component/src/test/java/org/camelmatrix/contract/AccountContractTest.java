// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Consumer;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixException;
import org.camelmatrix.component.MatrixConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How an account is found and signed in, and what a wrong one is told when the route starts. */
@ExtendWith(ContractExtension.class)
class AccountContractTest {

    private Homeserver homeserver;
    private Person bot;
    private String room;

    @BeforeEach
    void makeRoom(Homeserver homeserver) {
        this.homeserver = homeserver;
        bot = homeserver.register("bot");
        room = bot.createRoom("12");
    }

    @Test
    void signsInWithAPasswordOnTheDeviceThatIsNamed() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (RouteFixture fixture = new RouteFixture()) {
                MatrixConfiguration options = fixture.matrix().getConfiguration();
                options.setHomeserverUrl(homeserver.url() + "/");
                options.setUserId(bot.userId());
                options.setPassword(bot.password());
                options.setDeviceId("CAMEL");
                fixture.start(toRoom());
                fixture.template().sendBody("direct:in", "start " + start);
            }
        }
        assertThat(bot.bodies(room)).containsExactly("start 0", "start 1");
        assertThat(bot.devices()).containsExactlyInAnyOrder(bot.deviceId(), "CAMEL");
    }

    @Test
    void acceptsTheUserAndDeviceThatTheTokenBelongsTo() throws Exception {
        try (RouteFixture fixture = new RouteFixture(bot)) {
            fixture.matrix().getConfiguration().setUserId(bot.userId());
            fixture.matrix().getConfiguration().setDeviceId(bot.deviceId());
            fixture.start(toRoom());
            fixture.template().sendBody("direct:in", "hello");
        }
        assertThat(bot.bodies(room)).containsExactly("hello");
    }

    @Test
    void tellsBothUsersWhenTheTokenIsAnothers() {
        Person alice = homeserver.register("alice");
        assertThat(startFailure(options -> options.setUserId(alice.userId())))
                .hasMessageContaining("userId is " + alice.userId())
                .hasMessageContaining(bot.userId());
    }

    @Test
    void tellsBothDevicesWhenTheTokenIsAnothers() {
        assertThat(startFailure(options -> options.setDeviceId("OTHER")))
                .hasMessageContaining("deviceId is OTHER")
                .hasMessageContaining(bot.deviceId());
    }

    @Test
    void namesTheOptionOfAWrongToken() {
        assertThat(startFailure(options -> options.setAccessToken("syt_wrong_token")))
                .hasMessageContaining("M_UNKNOWN_TOKEN")
                .hasMessageContaining("accessToken")
                .hasMessageNotContaining("syt_wrong_token");
    }

    @Test
    void namesTheOptionsOfAWrongPassword() {
        assertThat(
                        startFailure(
                                options -> {
                                    options.setAccessToken(null);
                                    options.setUserId(bot.userId());
                                    options.setPassword("wrong-password");
                                }))
                .hasMessageContaining("M_FORBIDDEN")
                .hasMessageContaining("userId and password")
                .hasMessageNotContaining("wrong-password");
    }

    @Test
    void namesBothOptionsWhenThereIsNoHomeserver() {
        assertThat(startFailure(options -> options.setHomeserverUrl(null)))
                .hasMessageContaining("homeserverUrl")
                .hasMessageContaining("userId");
    }

    @Test
    void namesTheOptionsWhenThereIsNoSignIn() {
        assertThat(startFailure(options -> options.setAccessToken(null)))
                .hasMessageContaining("accessToken")
                .hasMessageContaining("password");
    }

    private RouteBuilder toRoom() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("matrix:" + room);
            }
        };
    }

    private MatrixException startFailure(Consumer<MatrixConfiguration> change) {
        try (RouteFixture fixture = new RouteFixture(bot)) {
            change.accept(fixture.matrix().getConfiguration());
            MatrixException failure = fixture.startFailure(toRoom());
            for (Throwable each = failure; each != null; each = each.getCause()) {
                assertThat(each.toString()).doesNotContain(bot.accessToken());
            }
            assertThat(failure.isRetryable()).isFalse();
            return failure;
        }
    }
}
