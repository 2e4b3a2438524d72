// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceSupport;
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
    private final LogMemory log = new LogMemory();
    private TestAccount bot;
    private String room;
    private MatrixConfiguration options;

    @BeforeEach
    void start() {
        bot = homeserver.register("bot", "secret");
        room = homeserver.createRoom(bot);
        options = camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
    }

    @AfterEach
    void stop() {
        log.close();
        camel.stop();
        homeserver.close();
    }

    private void sends() {
        camel.start();
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
        camel.start();
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
                                        .endsWith(
                                                "All endpoints of an account share this option:"
                                                        + " set it on the component. An endpoint"
                                                        + " cannot change it while the account"
                                                        + " runs.");
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
        camel.start();
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

    @ParameterizedTest
    @CsvSource({"maximumPending, 5, 10000, 5", "responseTimeout, 60s, 30000 ms, 60000 ms"})
    void anEndpointThatComesLaterAndDiffersFromTheDefaultOfItsAccountIsToldOnce(
            String option, String value, String running, String wanted) throws Exception {
        signIn();
        sends();
        String uri = "matrix:*?" + option + "=" + value;
        for (int start = 0; start < 2; start++) {
            camel.getEndpoint(uri).createProducer().start();
        }
        assertThat(noEffect())
                .singleElement()
                .asString()
                .contains("The option " + option + " of matrix://*?" + option + "=" + value)
                .contains("(" + wanted + ") has no effect")
                .contains("account " + bot.userId() + " already runs with " + running)
                .contains("Set the option " + option + " on the component");
    }

    @Test
    void aDynamicEndpointSendsWithTheDefaultsOfTheAccountThatRuns() throws Exception {
        signIn();
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("matrix:" + room).to("mock:received");
                        from("direct:in").toD("matrix:${header.room}?responseTimeout=60s");
                    }
                });
        camel.start();
        for (int message = 1; message <= 3; message++) {
            Exchange exchange =
                    camel.createProducerTemplate()
                            .send(
                                    "direct:in",
                                    each -> {
                                        each.getMessage().setBody("done");
                                        each.getMessage().setHeader("room", room);
                                    });
            assertThat(exchange.getException()).isNull();
            assertThat(homeserver.messages(room)).hasSize(message);
        }
        assertThat(noEffect()).hasSize(1);
    }

    @Test
    void manyDynamicEndpointsAreToldOfABoundedNumberOfTimes() throws Exception {
        signIn();
        sends();
        for (int room = 0; room < 150; room++) {
            camel.getEndpoint("matrix:!" + room + ":h?responseTimeout=60s")
                    .createProducer()
                    .start();
        }
        assertThat(noEffect()).hasSize(100);
    }

    @Test
    void refusesAnEndpointThatComesLaterAndDiffersFromTheOneThatSetTheOption() throws Exception {
        signIn();
        camel.start();
        camel.getEndpoint("matrix:*?maximumPending=6").createProducer().start();
        assertThatThrownBy(
                        () ->
                                camel.getEndpoint("matrix:*?maximumPending=5")
                                        .createProducer()
                                        .start())
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("6 for matrix://*?maximumPending=6")
                .hasMessageContaining("5 for matrix://*?maximumPending=5");
        assertThat(noEffect()).isEmpty();
    }

    @Test
    void anEndpointOfARouteThatIsRemovedRefusesNoOther() throws Exception {
        signIn();
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:old").routeId("old").to("matrix:*?maximumPending=6");
                    }
                });
        camel.start();
        camel.getRouteController().stopRoute("old");
        camel.removeRoute("old");
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:new").routeId("new").to("matrix:*?maximumPending=5");
                    }
                });
        assertThat(camel.getRouteController().getRouteStatus("new").isStarted()).isTrue();
        assertThat(noEffect()).singleElement().asString().contains("already runs with 6");
    }

    @Test
    void anEndpointThatNoRouteHasCountsOnlyOnceItRuns() throws Exception {
        signIn();
        camel.start();
        camel.getEndpoint("matrix:*?maximumPending=5");
        camel.getEndpoint("matrix:*?maximumPending=6").createProducer().start();
        assertThat(noEffect()).isEmpty();
    }

    @Test
    void anEndpointMayDifferFromTheComponent() throws Exception {
        signIn();
        options.setMaximumPending(7);
        camel.getEndpoint("matrix:*?maximumPending=5");
        sends();
        camel.getEndpoint("matrix:*?maximumPending=5").createProducer().start();
        assertThat(noEffect()).isEmpty();
    }

    @Test
    void anEndpointThatNamesTheValueOfTheComponentSetsIt() throws Exception {
        signIn();
        options.setMaximumPending(7);
        camel.getEndpoint("matrix:*?maximumPending=7");
        camel.getEndpoint("matrix:*?maximumPending=5");
        camel.start();
        assertThatThrownBy(
                        () ->
                                camel.getEndpoint("matrix:*?maximumPending=5")
                                        .createProducer()
                                        .start())
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("differs between two endpoints");
    }

    @Test
    void endpointsThatLeaveAnOptionUnsetTakeTheValueOfTheAccount() throws Exception {
        signIn();
        camel.getEndpoint("matrix:*?maximumPending=5&connectTimeout=3s");
        sends();
        camel.getEndpoint("matrix:*?maximumPending=5&connectTimeout=3s").createProducer().start();
        camel.getEndpoint("matrix:*?connectTimeout=3s").createProducer().start();
        assertThat(noEffect()).isEmpty();
    }

    @Test
    void opensNoStoreOfAnEndpointThatIsNotUsed() {
        signIn();
        CountingRepository unused = new CountingRepository();
        camel.getRegistry().bind("unused", unused);
        camel.getEndpoint(
                "matrix:*?userId=@other:h&password=geheim&sessionStore=#unused&maximumPending=5");
        camel.getEndpoint("matrix:*?userId=@other:h&password=geheim&maximumPending=5");
        sends();
        assertThat(unused.starts).hasValue(0);
        assertThat(log.lines()).noneMatch(line -> line.contains("The session is stored in"));
    }

    private List<String> noEffect() {
        return log.lines().stream().filter(line -> line.contains("has no effect")).toList();
    }

    private static final class CountingRepository extends ServiceSupport
            implements StateRepository<String, String> {

        private final AtomicInteger starts = new AtomicInteger();

        @Override
        protected void doStart() {
            starts.incrementAndGet();
        }

        @Override
        public void setState(String key, String value) {}

        @Override
        public String getState(String key) {
            return null;
        }
    }

    private void signIn() {
        options.setHomeserverUrl(homeserver.url().toString());
        options.setUserId(bot.userId());
        options.setAccessToken(bot.accessToken());
    }
}
