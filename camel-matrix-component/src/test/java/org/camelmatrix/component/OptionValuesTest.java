// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value that an option cannot have fails in a sentence that names the option and its values. */
class OptionValuesTest {

    private static final String ENDPOINT =
            "matrix:!r?homeserverUrl=http://127.0.0.1:1&accessToken=geheim&";

    private static final String CATALOG = "/META-INF/org/camelmatrix/component/matrix.json";

    private final CamelContext camel = new DefaultCamelContext();

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "responseTimeout=abc         | responseTimeout is abc, which is no duration",
                "connectTimeout=1.5s         | connectTimeout is 1.5s, which is no duration",
                "connectTimeout=10S5         | connectTimeout is 10S5, which is no duration",
                "encryptionCheckInterval=1x  | encryptionCheckInterval is 1x, which is no duration",
                "sinceStore=redis://x | The option sinceStore cannot be redis://x: write file:PATH for"
                        + " a file, #NAME for a bean of the type StateRepository, or memory",
                "updateStore=#none    | The option updateStore cannot be #none: the registry has no"
                        + " such StateRepository; write file:PATH",
                "format=markup        | The option format cannot be markup: it is one of auto,",
                "messageType=shout        | The option messageType cannot be shout: it is one of text,",
                "encryption=yes       | The option encryption cannot be yes: it is one of none, proxy",
                "maximumRetryTime=2 minutes  | maximumRetryTime is 2 minutes, which is no duration",
                "maximumRetryTime=-1s        | maximumRetryTime is -1s, which is no duration",
                "maximumRetryTime=PT9999999999999H | maximumRetryTime is PT9999999999999H, which",
                "connectionsPerRoute=many | The option connectionsPerRoute is many, which is no whole",
                "maximumRetries=1.5       | The option maximumRetries is 1.5, which is no whole number",
                "maximumRetries=2s        | The option maximumRetries is 2s, which is no whole number",
                "maximumPending=99999999999 | 99999999999, which is no whole number up to 2147483647",
                "proxyPort=http           | The option proxyPort is http, which is no whole number",
                "ignoreNotices=maybe      | ignoreNotices cannot be maybe: it is true or false",
                "applicationService=maybe | applicationService cannot be maybe: it is true or false"
            })
    void namesTheOptionAndWhatItCanBe(String option, String sentence) {
        assertThatThrownBy(() -> camel.getEndpoint(ENDPOINT + option))
                .hasRootCauseInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("geheim");
    }

    @ParameterizedTest
    @CsvSource({
        "7000, 7000",
        "0, 0",
        "30s, 30000",
        "1m30s, 90000",
        "500ms, 500",
        "2h, 7200000",
        "1d, 86400000",
        "PT10S, 10000"
    })
    void readsDurationsAsCamelDoes(String text, long milliseconds) {
        assertThat(
                        camel.getEndpoint(
                                        ENDPOINT + "responseTimeout=" + text, MatrixEndpoint.class)
                                .getConfiguration()
                                .getResponseTimeout())
                .isEqualTo(milliseconds);
    }

    @TestFactory
    Stream<DynamicTest> takesNoTextForANumberOrADuration() throws IOException {
        JsonNode options =
                new ObjectMapper()
                        .readTree(getClass().getResourceAsStream(CATALOG))
                        .get("properties");
        return options.properties().stream()
                .filter(option -> isNumberOrDuration(option.getValue().get("javaType").asText()))
                .map(Map.Entry::getKey)
                .map(option -> dynamicTest(option, () -> refusesText(option)));
    }

    private static boolean isNumberOrDuration(String type) {
        return Set.of("int", "long", "java.lang.Integer", "java.lang.Long", "java.time.Duration")
                .contains(type);
    }

    private void refusesText(String option) {
        assertThatThrownBy(() -> camel.getEndpoint(ENDPOINT + option + "=abc"))
                .hasRootCauseInstanceOf(MatrixConfigurationException.class)
                .rootCause()
                .message()
                .startsWith("The option " + option + " is abc, which is no ");
    }

    @Test
    void takesNoTextForANumberOfTheComponent() {
        Main main = new Main();
        main.addInitialProperty("camel.component.matrix.maximum-retries", "abc");
        main.addInitialProperty("camel.component.matrix.access-token", "geheim");
        try {
            assertThatThrownBy(main::start)
                    .hasRootCauseInstanceOf(MatrixConfigurationException.class)
                    .hasRootCauseMessage(
                            "The option maximumRetries is abc, which is no whole number")
                    .hasMessageNotContaining("geheim");
        } finally {
            main.stop();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maximumRetries=-1           | maximumRetries is -1: it has to be at least 0",
                "maximumPending=0            | maximumPending is 0: it has to be at least 1",
                "maximumRetryTime=-1         | maximumRetryTime is -1 ms: it must not be negative",
                "maximumRetryDelay=0         | maximumRetryDelay is 0 ms: it has to be positive",
                "maximumWait=-1              | maximumWait is -1 ms: it must not be negative",
                "connectionsPerRoute=0       | connectionsPerRoute is 0: it has to be at least 1",
                "proxyHost=localhost&proxyPort=-1 | proxyPort is -1: it has to be at least 1",
                "connectTimeout=-3           | connectTimeout is -3 ms: it must not be negative",
                "responseTimeout=PT-3S       | responseTimeout is -3000 ms: it must not be negative",
                "encryptionCheckInterval=-5  | encryptionCheckInterval is -5 ms: it must not be"
            })
    void namesTheOptionThatASenderCannotHave(String option, String sentence) {
        Producer producer = producer(option);
        assertThatThrownBy(producer::start)
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageStartingWith("The option " + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maximumBackfill=-1    | maximumBackfill is -1: it has to be at least 0",
                "concurrentConsumers=0 | concurrentConsumers is 0: it has to be at least 1",
                "maximumInFlight=0     | maximumInFlight is 0: it has to be at least 1",
                "syncTimeout=-1        | syncTimeout is -1 ms: it must not be negative",
                "maximumPending=0      | maximumPending is 0: it has to be at least 1"
            })
    void namesTheOptionThatAReceiverCannotHave(String option, String sentence) throws Exception {
        Consumer consumer = camel.getEndpoint(ENDPOINT + option).createConsumer(exchange -> {});
        assertThatThrownBy(consumer::start)
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageStartingWith("The option " + sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "onlySenders=alice           | onlySenders has \"alice\", which is no user id: write it like",
                "onlySenders=:localhost      | onlySenders has \":localhost\", which is no user id",
                "onlySenders=RAW(@a:x,@bob)  | onlySenders has \"@bob\", which is no user id",
                "onlySenders=RAW(bot*)       | onlySenders has \"bot*\", which is no user id",
                "invitesFrom=alice       | invitesFrom has \"alice\", which is no user id",
                "acceptInvites=listed    | acceptInvites is listed, and invitesFrom names nobody",
                "onlyMessageTypes=m.text,notice  | onlyMessageTypes has \"notice\", which is no msgtype: write it",
                "command=RAW( )          | command is empty: write what a message has to begin with",
                "onlyEventTypes=RAW( )       | onlyEventTypes is empty: name a type, or * for all"
            })
    void namesWhatAReceiverCannotListenTo(String option, String sentence) throws Exception {
        Consumer consumer = camel.getEndpoint(ENDPOINT + option).createConsumer(exchange -> {});
        assertThatThrownBy(consumer::start)
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageStartingWith("The option " + sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"@alice:example.org", "@*:example.org", "*:example.org", "*", "@bot-*"})
    void takesUsersAndPatternsOfThem(String users) {
        assertThat(OptionValues.users("onlySenders", users + ", @bob:x")).contains(users, "@bob:x");
    }

    @Test
    void sendsWithTheLongestDurations() {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            TestAccount bot = homeserver.register("bot", "secret");
            String room = homeserver.createRoom(bot);
            homeserver.inject(Fault.rateLimited(Duration.ofMillis(5)).on(Endpoint.SEND).times(1));
            homeserver.inject(Fault.error(503, "M_UNKNOWN", "busy").on(Endpoint.SEND).times(1));
            String durations =
                    Stream.of(
                                    "maximumWait",
                                    "maximumRetryTime",
                                    "maximumRetryDelay",
                                    "connectTimeout",
                                    "responseTimeout",
                                    "encryptionCheckInterval")
                            .map(option -> '&' + option + '=' + Long.MAX_VALUE)
                            .collect(Collectors.joining());
            Exchange sent =
                    camel.createProducerTemplate()
                            .send(
                                    "matrix:%s?homeserverUrl=%s&accessToken=%s%s"
                                            .formatted(
                                                    room,
                                                    homeserver.url(),
                                                    bot.accessToken(),
                                                    durations),
                                    exchange -> exchange.getMessage().setBody("x"));
            assertThat(sent.getException()).isNull();
            assertThat(homeserver.messages(room)).hasSize(1);
        }
    }

    private Producer producer(String option) {
        try {
            return camel.getEndpoint(ENDPOINT + option).createProducer();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:/var/lib/a.json", "/var/lib/a.json", " /var/lib/a.json "})
    void readsAFileAsAStore(String text) {
        assertThat(camel.getTypeConverter().convertTo(MatrixStore.class, text))
                .isEqualTo(new MatrixStore.File(Path.of("/var/lib/a.json")));
    }

    @Test
    void readsBeansMemoryAndTheDefaultAsStores() {
        MemoryStateRepository repository = new MemoryStateRepository();
        camel.getRegistry().bind("positions", repository);
        assertThat(store("#positions")).isEqualTo(MatrixStore.of(repository));
        assertThat(store("#bean:positions")).isEqualTo(MatrixStore.of(repository));
        assertThat(store("memory")).isEqualTo(new MatrixStore.Memory());
        assertThat(MatrixStore.isSet(store(""))).isFalse();
    }

    private MatrixStore store(String text) {
        return camel.getEndpoint(ENDPOINT + "sinceStore=" + text, MatrixEndpoint.class)
                .getConfiguration()
                .getSinceStore();
    }
}
