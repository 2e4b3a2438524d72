// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.util.StringHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The code blocks of README.md and docs have a form that some test checks, or say why not. */
class DocumentedFormsTest {

    private static final int SHORTEST_REASON = 20;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Camel's schema of the canonical form, which comes with its YAML DSL. */
    private static final JsonSchema CANONICAL =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
                    .getSchema(resource("/schema/camelYamlDsl-canonical.json"));

    static Stream<Snippet> snippets() {
        return Snippet.all().stream();
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void isRunByATestOrSaysWhyNot(Snippet snippet) throws IOException {
        if (snippet.notRun() != null) {
            assertThat(snippet.notRun()).hasSizeGreaterThan(SHORTEST_REASON);
        } else if (snippet.runBy() != null) {
            Path runner = Snippet.ROOT.resolve(snippet.runBy());
            assertThat(runner).isRegularFile();
            assertThat(Files.readString(runner))
                    .as("%s names the page whose commands it runs", snippet.runBy())
                    .contains(Path.of(snippet.page()).getFileName().toString());
        } else {
            assertThat(snippet.language()).isIn("sh", "yaml", "java", "xml", "properties");
        }
        if (snippet.language().equals("java")) {
            assertThat(JavaSnippet.of(snippet)).isNotEqualTo(JavaSnippet.UNKNOWN);
        }
        if (!snippet.language().equals("sh")) {
            assertThat(snippet.isForTests()).isTrue();
        }
    }

    static Stream<Path> pages() {
        return Snippet.pages().stream().filter(page -> page.toString().endsWith(".md"));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void hasNoCodeThatIsOnlyIndented(Path page) {
        String outsideOfBlocks =
                Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL)
                        .matcher(Snippet.read(page))
                        .replaceAll("");
        assertThat(outsideOfBlocks.lines()).noneMatch(line -> line.startsWith("    "));
    }

    static Stream<String> routeFiles() throws IOException {
        Path resources = Path.of("src/main/resources");
        try (Stream<Path> files = Files.walk(resources)) {
            return Stream.concat(
                    Snippet.in("yaml").map(yaml -> new YamlSnippet(yaml.text()).text()),
                    files
                            .filter(file -> file.toString().endsWith(".yaml"))
                            .sorted()
                            .map(Snippet::read)
                            .toList()
                            .stream());
        }
    }

    @ParameterizedTest
    @MethodSource("routeFiles")
    void isYamlInTheCanonicalForm(String yaml) throws IOException {
        JsonNode routes =
                JSON.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(yaml));
        assertThat(CANONICAL.validate(routes)).isEmpty();
        assertThat(routes).noneMatch(entry -> entry.has("from"));
        assertThat(yaml).doesNotContainPattern("uri: \"?matrix:[^\"\\n]*\\?");
    }

    @Test
    void namesPropertiesThatExist() throws IOException {
        Set<String> known = new TreeSet<>();
        for (JsonNode each : catalog("/META-INF/camel-main-configuration-metadata.json")) {
            known.add(StringHelper.camelCaseToDash(each.path("name").asText()));
        }
        JsonNode component =
                JSON.readTree(resource("/META-INF/org/camelmatrix/component/matrix.json"));
        component
                .path("componentProperties")
                .fieldNames()
                .forEachRemaining(
                        name ->
                                known.add(
                                        "camel.component.matrix."
                                                + StringHelper.camelCaseToDash(name)));
        Pattern line = Pattern.compile("^([\\w.-]+) = .+$", Pattern.MULTILINE);
        assertThat(Snippet.in("properties"))
                .isNotEmpty()
                .allSatisfy(
                        snippet -> {
                            Matcher property = line.matcher(snippet.text());
                            assertThat(property.results().map(each -> each.group(1)))
                                    .hasSize((int) snippet.text().lines().count())
                                    .allSatisfy(name -> assertThat(known).contains(name));
                        });
    }

    private static JsonNode catalog(String name) throws IOException {
        return JSON.readTree(resource(name)).path("properties");
    }

    private static InputStream resource(String name) {
        return DocumentedFormsTest.class.getResourceAsStream(name);
    }

    @Test
    void printsDependenciesInTheVersionsOfTheBuild() throws IOException {
        String build = Files.readString(Snippet.ROOT.resolve("pom.xml"));
        Pattern dependency =
                Pattern.compile(
                        "<groupId>(.*?)</groupId>\\s*<artifactId>(.*?)</artifactId>\\s*"
                                + "<version>(.*?)</version>");
        assertThat(Snippet.in("xml").flatMap(xml -> dependency.matcher(xml.text()).results()))
                .isNotEmpty()
                .allSatisfy(
                        each -> {
                            String version = each.group(3);
                            assertThat(build).contains('>' + version + '<');
                            if (each.group(1).equals("org.camelmatrix")) {
                                assertThat(Snippet.ROOT.resolve(each.group(2))).isDirectory();
                                assertThat(build)
                                        .contains(
                                                "<artifactId>camel-matrix</artifactId>\n"
                                                        + "  <version>"
                                                        + version);
                            }
                        });
    }
}
