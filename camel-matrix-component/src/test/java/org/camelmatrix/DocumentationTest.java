// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixEndpoint;
import org.camelmatrix.component.MatrixOperation;
import org.junit.jupiter.api.Test;

/**
 * The tables in README.md tell what the component's catalog entry tells. After a change of options
 * or headers, {@code mvn verify -Ddocumentation.update=true} writes them anew.
 */
class DocumentationTest {

    private static final Path README = Path.of("..", "README.md");
    private static final String CATALOG = "/META-INF/org/camelmatrix/component/matrix.json";

    @Test
    void listsEveryOptionAndHeaderOfTheCatalog() throws IOException {
        JsonNode catalog =
                new ObjectMapper().readTree(DocumentationTest.class.getResourceAsStream(CATALOG));
        String readme = Files.readString(README);
        String wanted = replace(readme, "options", optionTable(catalog.get("properties")));
        wanted =
                replace(
                        wanted,
                        "component options",
                        componentTable(
                                catalog.get("componentProperties"), catalog.get("properties")));
        wanted = replace(wanted, "headers", headerTable(catalog.get("headers")));
        if (Boolean.getBoolean("documentation.update")) {
            Files.writeString(README, wanted);
        } else {
            assertThat(readme)
                    .as("README.md; -Ddocumentation.update=true writes it anew")
                    .isEqualTo(wanted);
        }
    }

    @Test
    void describesEveryOperation() throws IOException {
        Path file = Path.of("..", "docs", "operations.md");
        String page = Files.readString(file);
        String wanted = replace(page, "operations", operationTable());
        if (Boolean.getBoolean("documentation.update")) {
            Files.writeString(file, wanted);
        } else {
            assertThat(page)
                    .as("docs/operations.md; -Ddocumentation.update=true writes it anew")
                    .isEqualTo(wanted);
        }
    }

    private static String operationTable() {
        StringBuilder table =
                new StringBuilder(
                        "| operation | what it does | reads | gives | needs the permission |\n"
                                + "|---|---|---|---|---|\n");
        for (MatrixOperation operation : MatrixOperation.values()) {
            table.append(
                    "| `%s` | %s | %s | %s | %s |\n"
                            .formatted(
                                    operation.word(),
                                    operation.does(),
                                    operation.reads(),
                                    operation.gives(),
                                    operation.needs()));
        }
        return table.toString();
    }

    /** Camel's build leaves characters out that it takes for markup, such as asterisks. */
    @Test
    void tellsWhatTheSourceTells() throws IOException {
        JsonNode options =
                new ObjectMapper()
                        .readTree(DocumentationTest.class.getResourceAsStream(CATALOG))
                        .get("properties");
        assertThat(
                        Stream.of(MatrixConfiguration.class, MatrixEndpoint.class)
                                .flatMap(type -> Stream.of(type.getDeclaredFields()))
                                .map(field -> described(field)))
                .filteredOn(Objects::nonNull)
                .hasSizeGreaterThan(20)
                .allSatisfy(
                        option ->
                                assertThat(
                                                options.path(option.getKey())
                                                        .path("description")
                                                        .asText())
                                        .isEqualTo(option.getValue()));
    }

    @Test
    void tellsWhatTheSourceTellsOfHeaders() throws Exception {
        JsonNode headers =
                new ObjectMapper()
                        .readTree(DocumentationTest.class.getResourceAsStream(CATALOG))
                        .get("headers");
        for (Field field : MatrixConstants.class.getFields()) {
            assertThat(headers.path((String) field.get(null)).path("description").asText())
                    .isEqualTo(field.getAnnotation(Metadata.class).description());
        }
    }

    @Test
    void offersEveryOperation() throws Exception {
        String enums =
                MatrixConfiguration.class
                        .getDeclaredField("operation")
                        .getAnnotation(UriParam.class)
                        .enums();
        assertThat(enums.split(","))
                .containsExactly(
                        Stream.of(MatrixOperation.values())
                                .map(MatrixOperation::word)
                                .toArray(String[]::new));
    }

    private static Map.Entry<String, String> described(Field field) {
        UriParam option = field.getAnnotation(UriParam.class);
        UriPath path = field.getAnnotation(UriPath.class);
        String text =
                option != null ? option.description() : path != null ? path.description() : "";
        return text.isEmpty() ? null : Map.entry(field.getName(), text);
    }

    private static String optionTable(JsonNode options) {
        StringBuilder table =
                new StringBuilder("| option | default | what it is |\n|---|---|---|\n");
        options.properties()
                .forEach(
                        option -> {
                            if (option.getValue().get("kind").asText().equals("parameter")) {
                                table.append(row(option.getKey(), option.getValue()));
                            }
                        });
        return table.toString();
    }

    private static String componentTable(JsonNode options, JsonNode endpointOptions) {
        StringBuilder table =
                new StringBuilder("| option | default | what it is |\n|---|---|---|\n");
        options.properties()
                .forEach(
                        option -> {
                            if (!endpointOptions.has(option.getKey())) {
                                table.append(row(option.getKey(), option.getValue()));
                            }
                        });
        return table.toString();
    }

    private static String headerTable(JsonNode headers) {
        StringBuilder table = new StringBuilder("| header | type | what it is |\n|---|---|---|\n");
        headers.properties()
                .forEach(
                        header ->
                                table.append(
                                        "| `%s` | %s | %s |\n"
                                                .formatted(
                                                        header.getKey(),
                                                        header.getValue().get("javaType").asText(),
                                                        text(header.getValue()))));
        return table.toString();
    }

    private static String row(String name, JsonNode option) {
        String fallback = option.path("defaultValue").asText("");
        String values = "";
        if (option.path("enum").isArray()) {
            StringBuilder all = new StringBuilder();
            option.get("enum")
                    .forEach(
                            value ->
                                    all.append(all.isEmpty() ? "" : ", ")
                                            .append('`')
                                            .append(value.asText())
                                            .append('`'));
            values = " One of " + all + ".";
        }
        return "| `%s`%s | %s | %s%s |\n"
                .formatted(
                        name,
                        option.path("security").asText("").equals("secret") ? " 🔒" : "",
                        fallback.isEmpty() ? "" : '`' + fallback + '`',
                        text(option),
                        values);
    }

    private static String text(JsonNode entry) {
        return entry.get("description").asText().replace("|", "\\|");
    }

    private static String replace(String readme, String name, String table) {
        Matcher place =
                Pattern.compile(
                                "(<!-- begin: " + name + " -->\n).*?(<!-- end: " + name + " -->)",
                                Pattern.DOTALL)
                        .matcher(readme);
        assertThat(place.find()).as("there is a place for the " + name).isTrue();
        return place.replaceFirst("$1" + Matcher.quoteReplacement(table) + "$2");
    }
}
