// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The routes of README.md and docs, as printed: they compile, load and start. */
class DocumentedSnippetsTest {

    private static final Pattern IMPORT = Pattern.compile("^import [\\w. ]+;$", Pattern.MULTILINE);

    @TempDir private static Path folder;
    private static MatrixHomeserver homeserver;
    private static TestAccount bot;
    private static ClassLoader classes;

    private CamelContext camel;

    @BeforeAll
    static void startHomeserver() {
        homeserver = MatrixHomeserver.start();
        bot = homeserver.register("bot", "secret");
        homeserver.createRoom(bot, RoomSetup.publicRoom().alias("ops"));
    }

    @AfterAll
    static void stopHomeserver() {
        homeserver.close();
    }

    @BeforeEach
    void start() {
        camel = new DefaultCamelContext();
        camel.getShutdownStrategy().setTimeout(5);
        camel.getPropertiesComponent().addInitialProperty("matrix.room", "#ops:localhost");
        MatrixComponent matrix = camel.getComponent("matrix", MatrixComponent.class);
        matrix.getConfiguration().setHomeserverUrl(homeserver.url().toString());
        matrix.getConfiguration().setAccessToken(bot.accessToken());
        JmsComponent jms = new JmsComponent();
        jms.setConnectionFactory(noBroker());
        camel.addComponent("jms", jms);
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    /** Routes from a queue start without a broker, and ask for it again and again. */
    private static ConnectionFactory noBroker() {
        return (ConnectionFactory)
                Proxy.newProxyInstance(
                        DocumentedSnippetsTest.class.getClassLoader(),
                        new Class<?>[] {ConnectionFactory.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "hashCode" -> 1;
                                    case "equals" -> proxy == arguments[0];
                                    case "toString" -> "no broker";
                                    default -> throw new JMSException("no broker");
                                });
    }

    static Stream<Snippet> routesInYaml() {
        return Snippet.in("yaml");
    }

    static Stream<Snippet> routesInJava() {
        return Snippet.in("java").filter(java -> JavaSnippet.of(java) == JavaSnippet.ROUTES);
    }

    private static String hereAndNow(String snippet) {
        String path = folder.toString().replace("\\", "/");
        return snippet.replace("/var/lib/bot", path)
                .replace("/var/lib/alerts", path)
                .replace("sent-before.txt", path + "/sent-before.txt")
                .replace("file:", "file:" + path + "/");
    }

    private void assertStarts(int routes) {
        camel.start();
        assertThat(camel.getRoutes()).hasSize(routes);
        assertThat(camel.getRoutes())
                .allSatisfy(
                        route ->
                                assertThat(
                                                camel.getRouteController()
                                                        .getRouteStatus(route.getRouteId())
                                                        .isStarted())
                                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("routesInYaml")
    void startsTheRoutesInYaml(Snippet snippet) throws Exception {
        YamlSnippet yaml = new YamlSnippet(snippet.text());
        if (!yaml.defines("sentBefore")) {
            camel.getRegistry().bind("sentBefore", new MemoryStateRepository());
        }
        Resource resource = ResourceHelper.fromString("snippet.yaml", hereAndNow(yaml.text()));
        PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
        assertStarts(yaml.routes());
    }

    @ParameterizedTest
    @MethodSource("routesInJava")
    void startsTheRoutesInJava(Snippet snippet) throws Exception {
        camel.addRoutes(
                (RoutesBuilder)
                        classes.loadClass(className(snippet)).getConstructor().newInstance());
        assertStarts(1);
    }

    /** In one run of the compiler, as the most time goes into its start. */
    @BeforeAll
    static void compile() throws Exception {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "-proc:none",
                                "-d",
                                folder.toString(),
                                "-cp",
                                System.getProperty("java.class.path")));
        for (Snippet snippet : routesInJava().toList()) {
            String end =
                    snippet.text().contains("from(")
                            ? ""
                            : "from(\"direct:in\").to(\"direct:out\");";
            arguments.add(
                    source(
                            snippet,
                            "public void configure() throws Exception {\n"
                                    + hereAndNow(snippet.text())
                                    + end
                                    + "}\n"));
        }
        List<Snippet> setUps =
                Snippet.in("java")
                        .filter(java -> JavaSnippet.of(java) == JavaSnippet.COMPONENT)
                        .toList();
        assertThat(setUps).hasSize(2);
        arguments.add(source(setUps.get(0), setUps.get(0).text() + "public void configure() {}\n"));
        arguments.add(
                source(
                        setUps.get(1),
                        "void setUp(CamelContext camelContext, String token) {\n"
                                + setUps.get(1).text()
                                + "}\npublic void configure() {}\n"));
        int problems =
                ToolProvider.getSystemJavaCompiler()
                        .run(null, null, null, arguments.toArray(String[]::new));
        assertThat(problems).as("exit code of the compiler").isZero();
        classes =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()},
                        DocumentedSnippetsTest.class.getClassLoader());
    }

    private static String className(Snippet snippet) {
        return snippet.toString().replaceAll("\\W", "_");
    }

    /** The file of a class with these members and the imports of the snippet's page. */
    private static String source(Snippet snippet, String members) throws IOException {
        String imports =
                Snippet.in("java")
                        .filter(java -> java.page().equals(snippet.page()))
                        .flatMap(java -> IMPORT.matcher(java.text()).results())
                        .map(MatchResult::group)
                        .collect(Collectors.joining("\n"));
        Path file = folder.resolve(className(snippet) + ".java");
        Files.writeString(
                file,
                "import org.apache.camel.CamelContext;\n"
                        + "import org.apache.camel.builder.RouteBuilder;\n"
                        + imports
                        + "\npublic class "
                        + className(snippet)
                        + " extends RouteBuilder {\n"
                        + IMPORT.matcher(members).replaceAll("")
                        + "}\n");
        return file.toString();
    }

    /** The project camel-matrix-readme compiles and runs them, with no other dependencies. */
    @Test
    void printsTheProjectOfTheTestAsItIs() throws Exception {
        Path project = Snippet.ROOT.resolve("camel-matrix-readme");
        String page = Files.readString(Snippet.ROOT.resolve("docs/testing.md"));
        for (String name : List.of("ReportRoute.java", "ReportRouteTest.java")) {
            String source =
                    Files.readString(project.resolve("src/test/java/" + name))
                            .replaceFirst("^// SPDX-License-Identifier: .*\n", "");
            assertThat(page).contains("```java\n" + source + "```\n");
        }
        assertThat(artifacts(page.substring(0, page.indexOf("class ReportRoute "))))
                .containsAll(artifacts(Files.readString(project.resolve("pom.xml"))));
    }

    private static List<String> artifacts(String pom) {
        List<String> artifacts = new ArrayList<>();
        Matcher dependency =
                Pattern.compile(
                                "<dependency>\\s*<groupId>(.*?)</groupId>\\s*"
                                        + "<artifactId>(.*?)</artifactId>")
                        .matcher(pom);
        while (dependency.find()) {
            artifacts.add(dependency.group(1) + ':' + dependency.group(2));
        }
        return artifacts;
    }
}
