// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
import org.junit.jupiter.params.provider.CsvSource;
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
        options.setSessionStore(new MatrixStore.File(directory.resolve("state.json")));
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

    @Test
    void everyOptionOfTheWholeAccountIsLabelledSo() throws Exception {
        JsonNode options =
                new ObjectMapper()
                        .readTree(
                                getClass()
                                        .getResourceAsStream(
                                                "/META-INF/org/camelmatrix/component/matrix.json"))
                        .get("properties");
        List<String> labelled = new ArrayList<>();
        options.properties()
                .forEach(
                        option -> {
                            if (option.getValue().path("label").asText().contains("account")) {
                                labelled.add(option.getKey());
                                assertThat(option.getValue().path("description").asText())
                                        .endsWith("All endpoints of an account share this option.");
                            }
                        });
        assertThat(labelled)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(SharedOption.values()).map(SharedOption::word).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "maximumPending, 5, 6",
        "maximumPending, 5, 10000",
        "connectTimeout, 5s, 6s",
        "responseTimeout, 5s, 30s",
        "connectionsPerRoute, 5, 6",
        "encryptionCheckInterval, 5s, 6s",
        "deviceDisplayName, one, two",
        "proxyAuthUsername, geheim1, geheim2",
        "proxyAuthPassword, geheim1, geheim2"
    })
    void refusesTwoEndpointsOfAnAccountThatDifferInAnOptionOfTheAccount(
            String option, String one, String other) throws Exception {
        signIn();
        String first = "matrix:" + room + "?" + option + "=" + one;
        String second = "matrix:*?" + option + "=" + other;
        camel.getEndpoint(first);
        camel.getEndpoint(second);
        for (String uri : List.of(first, second)) {
            assertThatThrownBy(() -> camel.getEndpoint(uri).createProducer().start())
                    .isInstanceOf(MatrixConfigurationException.class)
                    .hasMessageContaining("The option " + option + " differs between two endpoints")
                    .hasMessageContaining("account " + bot.userId())
                    .hasMessageContaining("for matrix://" + room + "?")
                    .hasMessageContaining("for matrix://*?")
                    .hasMessageContaining("Set it on the component")
                    .hasMessageNotContaining("geheim");
        }
    }

    @Test
    void refusesAnEndpointThatComesLaterAndDiffersFromTheDefaultOfItsAccount() throws Exception {
        signIn();
        sends();
        assertThatThrownBy(
                        () ->
                                camel.getEndpoint("matrix:*?maximumPending=5")
                                        .createProducer()
                                        .start())
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("10000 for matrix://" + room + " and 5 for matrix://*");
    }

    @Test
    void endpointsThatLeaveAnOptionUnsetTakeTheValueOfTheAccount() throws Exception {
        signIn();
        camel.getEndpoint("matrix:*?maximumPending=5&connectTimeout=3s");
        sends();
        camel.getEndpoint("matrix:*?maximumPending=5&connectTimeout=3s").createProducer().start();
        camel.getEndpoint("matrix:*?connectTimeout=3s").createProducer().start();
    }

    private void signIn() {
        options.setHomeserverUrl(homeserver.url().toString());
        options.setUserId(bot.userId());
        options.setAccessToken(bot.accessToken());
    }
}
