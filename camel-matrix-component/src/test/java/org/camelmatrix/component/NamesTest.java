// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.ResolveEndpointFailedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No two names of options and headers are easily mistaken for each other, and none is lost. */
class NamesTest {

    private static final String PREFIX = "CamelMatrix";

    @Test
    void noTwoNamesDifferInALetterAPluralOrCase() throws IOException {
        List<String> pairs = new ArrayList<>();
        List<String> names = List.copyOf(names());
        for (String one : names) {
            for (String other : names) {
                if (one.compareTo(other) < 0 && areAlike(one, other)) {
                    pairs.add(one + " and " + other);
                }
            }
        }
        assertThat(names).hasSizeGreaterThan(100);
        assertThat(pairs).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"msgtype", "eventTyp", "eventTypes", "eventtype", "eventTyped"})
    void findsNamesThatAreAlike(String other) {
        assertThat(areAlike(other, other.startsWith("m") ? "msgTypes" : "eventType")).isTrue();
    }

    /** A pattern in {@code removeHeaders} then takes out all that could steer a send. */
    @Test
    void headersOfProducersSteerIfTheirNameSaysSo() throws IOException {
        assertThat(names(catalog().get("headers")))
                .filteredOn(name -> description(name).contains("Removed"))
                .hasSizeGreaterThan(30)
                .allMatch(name -> name.startsWith(SteeringHeaders.PREFIX));
        assertThat(names(catalog().get("headers")))
                .filteredOn(name -> name.startsWith(SteeringHeaders.PREFIX))
                .allMatch(name -> description(name).contains("Removed"));
    }

    @Test
    void presentNamesExistAndFormerOnesDoNot() throws IOException {
        Set<String> options = names(catalog().get("properties"));
        Set<String> headers = names(catalog().get("headers"));
        assertThat(options).containsAll(FormerNames.OPTIONS.values());
        assertThat(headers).containsAll(FormerNames.HEADERS.values());
        assertThat(options).noneMatch(name -> FormerNames.ofOption(name) != null);
        assertThat(headers).noneMatch(name -> FormerNames.ofHeader(name) != null);
    }

    @ParameterizedTest
    @MethodSource("formerOptions")
    void aFormerOptionFailsWithThePresentName(String former, String present) throws Exception {
        String said = "There is no option " + former + ": it is called " + present + " now";
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            assertThatThrownBy(() -> camel.getEndpoint("matrix:!a:b?" + former + "=text"))
                    .isInstanceOf(ResolveEndpointFailedException.class)
                    .hasMessageContaining(said);
            camel.getComponent("matrix", MatrixComponent.class).setDynamicOptions(former);
            assertThatThrownBy(() -> camel.getComponent("matrix").start())
                    .hasMessageContaining(said);
        }
        Main main = new Main();
        main.addInitialProperty("camel.component.matrix." + former, "text");
        try {
            assertThatThrownBy(main::start).hasRootCauseMessage(said);
        } finally {
            main.stop();
        }
    }

    static Stream<Arguments> formerOptions() {
        return Stream.of("msgtype", "msgTypes", "eventTypes", "senders", "mentionsOnly")
                .map(former -> Arguments.of(former, FormerNames.ofOption(former)));
    }

    @Test
    void aFormerHeaderFailsWithThePresentName() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start();
                DefaultCamelContext camel = new DefaultCamelContext()) {
            TestAccount bot = homeserver.register("bot", "secret");
            String room = homeserver.createRoom(bot);
            MatrixConfiguration options =
                    camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
            options.setHomeserverUrl(homeserver.url().toString());
            options.setAccessToken(bot.accessToken());
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").to("matrix:" + room);
                        }
                    });
            camel.start();
            for (Map.Entry<String, String> name :
                    Map.of(
                                    "CamelMatrixReplyTo", "CamelMatrixOverrideReplyTo",
                                    "camelmatrixoperation", "CamelMatrixOverrideOperation",
                                    "CamelMatrixSendCaption", "CamelMatrixOverrideCaption")
                            .entrySet()) {
                assertThatThrownBy(
                                () ->
                                        camel.createProducerTemplate()
                                                .requestBodyAndHeader(
                                                        "direct:in", "x", name.getKey(), "x"))
                        .cause()
                        .isInstanceOf(MatrixRejectedException.class)
                        .hasMessageContaining(
                                "There is no header "
                                        + name.getKey()
                                        + ": it is called "
                                        + name.getValue()
                                        + " now");
            }
            assertThat(homeserver.messages(room)).isEmpty();
        }
    }

    private static Set<String> names() throws IOException {
        Set<String> names = new TreeSet<>();
        names.addAll(names(catalog().get("properties")));
        names.addAll(names(catalog().get("componentProperties")));
        names(catalog().get("headers"))
                .forEach(
                        header ->
                                names.add(
                                        Character.toLowerCase(header.charAt(PREFIX.length()))
                                                + header.substring(PREFIX.length() + 1)));
        return names;
    }

    private static Set<String> names(JsonNode entries) {
        Set<String> names = new TreeSet<>();
        entries.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String description(String header) {
        try {
            return catalog().get("headers").get(header).get("description").asText();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode catalog() throws IOException {
        return new ObjectMapper()
                .readTree(
                        NamesTest.class.getResourceAsStream(
                                "/META-INF/org/camelmatrix/component/matrix.json"));
    }

    /** Whether the names differ in no more than a letter, or in the endings of their words. */
    private static boolean areAlike(String one, String other) {
        return OptionNames.distance(one.toLowerCase(Locale.ROOT), other.toLowerCase(Locale.ROOT))
                        <= 1
                || withoutEndings(one).equals(withoutEndings(other));
    }

    private static String withoutEndings(String name) {
        StringBuilder words = new StringBuilder();
        for (String word : name.split("(?=[A-Z])")) {
            words.append(word.toLowerCase(Locale.ROOT).replaceFirst("(es|s|ed|d)$", ""))
                    .append(' ');
        }
        return words.toString();
    }
}
