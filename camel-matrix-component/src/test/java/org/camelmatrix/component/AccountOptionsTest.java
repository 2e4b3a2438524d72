// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Options of an account as they come from files and variables. */
class AccountOptionsTest {

    private final MatrixHomeserver homeserver = MatrixHomeserver.start();
    private final CamelContext camel = new DefaultCamelContext();
    private TestAccount bot;
    private String room;
    private MatrixConfiguration options;

    @BeforeEach
    void start() {
        bot = homeserver.register("bot", "secret");
        room = homeserver.createRoom(bot);
        options = camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        homeserver.close();
    }

    private void sends() {
        Exchange exchange =
                camel.createProducerTemplate()
                        .send("matrix:" + room, each -> each.getMessage().setBody("done"));
        assertThat(exchange.getException()).isNull();
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n", " \n"})
    void takesTheLineEndOfAFileOffEveryOptionOfTheSignIn(String end) {
        options.setHomeserverUrl(homeserver.url() + end);
        options.setAccessToken(bot.accessToken() + end);
        options.setUserId(bot.userId() + end);
        options.setDeviceId(bot.deviceId() + end);
        sends();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void takesTheLineEndOfAFileOffThePassword(String end, @TempDir Path directory) {
        options.setHomeserverUrl(homeserver.url().toString());
        options.setUserId(bot.userId());
        options.setPassword("secret" + end);
        options.setSessionStore(directory.resolve("state.json").toString());
        sends();
    }

    @Test
    void sendsToAUrlInCapitals() {
        options.setHomeserverUrl(homeserver.url().toString().replace("http:", "HTTP:"));
        options.setAccessToken(bot.accessToken());
        sends();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gehe im", "gehe\nim", "geheim "})
    void refusesATokenThatHoldsWhatNoTokenHas(String token) {
        options.setHomeserverUrl(homeserver.url().toString());
        options.setAccessToken(token);
        assertThatThrownBy(() -> camel.getEndpoint("matrix:" + room).createProducer().start())
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("The option accessToken is not valid")
                .hasMessageNotContaining(token);
    }
}
