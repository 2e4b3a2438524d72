// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixEndpoint;
import org.camelmatrix.component.MatrixOperation;
import org.camelmatrix.component.SendConfiguration;
import org.junit.jupiter.api.Test;

/**
 * The tables of docs/options.md, docs/operations.md and matrix-component.adoc agree with the
 * component's catalog entry. After a change of options, headers or operations, {@code mvn verify
 * -Ddocumentation.update=true} writes them anew.
 */
class DocumentationTest {

    private static final Path DOCS = Path.of("..", "docs");
    private static final String CATALOG = "/META-INF/org/camelmatrix/component/matrix.json";

    @Test
    void listsEveryOptionAndHeaderOfTheCatalog() throws IOException {
        JsonNode catalog = catalog();
        CatalogTables tables = new CatalogTables(catalog);
        assertCurrent(
                DOCS.resolve("options.md"),
                page ->
                        replace(
                                replace(
                                        replace(page, "options", tables.options()),
                                        "component options",
                                        tables.componentOptions()),
                                "headers",
                                tables.headers()));
    }

    @Test
    void describesEveryOperation() throws IOException {
        assertCurrent(
                DOCS.resolve("operations.md"),
                page -> replace(page, "operations", operationTable()));
    }

    @Test
    void hasAPageInCamelsForm() throws IOException {
        ComponentPage page = new ComponentPage(catalog());
        assertCurrent(Path.of("src/main/docs/matrix-component.adoc"), page::updated);
    }

    @Test
    void tellsHowToRepairEachFailure() throws IOException {
        assertThat(FailuresPage.missingClasses()).as("not in docs/failures.md").isEmpty();
        assertThat(FailuresPage.missingMessages())
                .as("messages without a row | `a part of it, with …` | what to do | in failures.md")
                .isEmpty();
        assertThat(FailuresPage.staleEntries())
                .as("rows of docs/failures.md whose message is gone or has other words")
                .isEmpty();
    }

    @Test
    void namesClassesThatExist() throws IOException {
        String page = Files.readString(Path.of("..", "ARCHITECTURE.md"));
        String own = page.substring(0, page.indexOf("## Dependencies"));
        Set<String> classes = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of(".."))) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".java"))
                    .forEach(name -> classes.add(name.replace(".java", "")));
        }
        Set<String> named =
                Pattern.compile("`(?!CamelMatrix)([A-Z][a-z]\\w+)(?:\\.\\w+)?`")
                        .matcher(own)
                        .results()
                        .map(word -> word.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(20);
        named.removeAll(classes);
        assertThat(named).as("names in ARCHITECTURE.md that no class has").isEmpty();
    }

    private static JsonNode catalog() throws IOException {
        return new ObjectMapper().readTree(DocumentationTest.class.getResourceAsStream(CATALOG));
    }

    private static void assertCurrent(Path file, UnaryOperator<String> update) throws IOException {
        String page = Files.readString(file);
        String wanted = update.apply(page);
        if (Boolean.getBoolean("documentation.update")) {
            Files.writeString(file, wanted);
        } else {
            assertThat(page)
                    .as("%s; -Ddocumentation.update=true writes it anew", file)
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

    /** Former names stand in CHANGELOG.md alone. */
    @Test
    void namesNoHeaderOrOptionThatThereIsNot() throws IOException {
        JsonNode headers = catalog().get("headers");
        Pattern header = Pattern.compile("\\bCamelMatrix[A-Z]\\w*");
        Pattern formerOption =
                Pattern.compile(
                        "\\b(msgTypes|eventTypes|mentionsOnly)\\b|[?&`](msgtype|senders)=|^ +senders:",
                        Pattern.MULTILINE);
        for (Path page : pages()) {
            String text = Files.readString(page);
            assertThat(header.matcher(text).results().map(MatchResult::group))
                    .as("headers that %s names", page)
                    .allMatch(headers::has);
            assertThat(formerOption.matcher(text).results().map(MatchResult::group))
                    .as("former names of options in %s; CHANGELOG.md has the present ones", page)
                    .isEmpty();
        }
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("..", "README.md")));
        for (Path folder :
                List.of(
                        DOCS,
                        Path.of("src/main/docs"),
                        Path.of("..", "camel-matrix-examples", "src", "main"))) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(file -> file.toString().matches(".*\\.(md|adoc|yaml)"))
                        .forEach(pages::add);
            }
        }
        return pages;
    }

    /** Camel's build leaves characters out that it takes for markup, such as asterisks. */
    @Test
    void tellsWhatTheSourceTells() throws IOException {
        JsonNode options = catalog().get("properties");
        assertThat(
                        Stream.concat(configurations().stream(), Stream.of(MatrixEndpoint.class))
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

    /** The classes of options, the one with the common ones first. */
    private static List<Class<?>> configurations() {
        List<Class<?>> classes = new ArrayList<>();
        for (Class<?> type = MatrixConfiguration.class;
                type != Object.class;
                type = type.getSuperclass()) {
            classes.add(type);
        }
        return classes;
    }

    /** Whoever reads a class of options finds those of one label together. */
    @Test
    void optionsStandInTheOrderOfTheirLabels() {
        List<String> order =
                List.of(
                        "common",
                        "security",
                        "proxy",
                        "account,proxy",
                        "account",
                        "producer",
                        "consumer",
                        "consumer,filter",
                        "consumer,advanced",
                        "advanced");
        for (Class<?> type : configurations()) {
            assertThat(
                            Stream.of(type.getDeclaredFields())
                                    .filter(field -> field.isAnnotationPresent(UriParam.class))
                                    .map(field -> field.getAnnotation(UriParam.class).label()))
                    .as("labels of %s; put the option next to others of its label", type)
                    .isNotEmpty()
                    .isSubsetOf(order)
                    .isSortedAccordingTo(Comparator.comparing(order::indexOf));
        }
    }

    @Test
    void tellsWhatTheSourceTellsOfHeaders() throws Exception {
        JsonNode headers = catalog().get("headers");
        for (Field field : MatrixConstants.class.getFields()) {
            assertThat(headers.path((String) field.get(null)).path("description").asText())
                    .isEqualTo(field.getAnnotation(Metadata.class).description());
        }
    }

    @Test
    void offersEveryOperation() throws Exception {
        String enums =
                SendConfiguration.class
                        .getDeclaredField("operation")
                        .getAnnotation(UriParam.class)
                        .enums();
        String wanted =
                Stream.of(MatrixOperation.values())
                        .map(MatrixOperation::word)
                        .collect(Collectors.joining(","));
        assertThat(enums)
                .as(
                        "enums of the option operation in SendConfiguration: write there what is expected")
                .isEqualTo(wanted);
    }

    private static Map.Entry<String, String> described(Field field) {
        UriParam option = field.getAnnotation(UriParam.class);
        UriPath path = field.getAnnotation(UriPath.class);
        String text =
                option != null ? option.description() : path != null ? path.description() : "";
        return text.isEmpty() ? null : Map.entry(field.getName(), text);
    }

    private static String replace(String page, String name, String table) {
        Matcher place =
                Pattern.compile(
                                "(<!-- begin: " + name + " -->\n).*?(<!-- end: " + name + " -->)",
                                Pattern.DOTALL)
                        .matcher(page);
        assertThat(place.find()).as("there is a place for the " + name).isTrue();
        return place.replaceFirst("$1" + Matcher.quoteReplacement(table) + "$2");
    }
}
