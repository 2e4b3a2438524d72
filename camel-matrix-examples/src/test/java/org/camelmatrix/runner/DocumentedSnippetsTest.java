// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static MatrixHomeserver homeserver;
    private static TestAccount bot;

    @TempDir private Path folder;
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

    private String hereAndNow(String snippet) {
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
        boolean begins = snippet.text().contains("from(");
        String body =
                hereAndNow(snippet.text())
                        + (begins ? "" : "from(\"direct:in\").to(\"direct:out\");");
        camel.addRoutes(
                (RoutesBuilder) compiled(snippet.page(), "", "configure() throws Exception", body));
        assertStarts(1);
    }

    @Test
    void compilesWhatSetsTheComponentUp() throws Exception {
        List<Snippet> beans =
                Snippet.in("java")
                        .filter(java -> JavaSnippet.of(java) == JavaSnippet.COMPONENT)
                        .toList();
        assertThat(beans).hasSize(2);
        String page = beans.get(0).page();
        compiled(page, beans.get(0).text(), "configure()", "");
        compiled(page, "", "setUp(CamelContext camelContext, String token)", beans.get(1).text());
    }

    /** With the imports of the snippet's page, and those of any route builder. */
    private Object compiled(String page, String members, String method, String body)
            throws Exception {
        StringBuilder source =
                new StringBuilder("import org.apache.camel.CamelContext;\n")
                        .append("import org.apache.camel.builder.RouteBuilder;\n");
        Snippet.in("java")
                .filter(java -> java.page().equals(page))
                .flatMap(java -> IMPORT.matcher(java.text()).results())
                .forEach(each -> source.append(each.group()).append('\n'));
        source.append("public class Snippet extends RouteBuilder {\n")
                .append(IMPORT.matcher(members).replaceAll(""))
                .append("public void ")
                .append(method)
                .append(" {\n")
                .append(IMPORT.matcher(body).replaceAll(""))
                .append("}\n")
                .append(method.startsWith("configure") ? "" : "public void configure() {}\n")
                .append("}\n");
        Path file = folder.resolve("Snippet.java");
        Files.writeString(file, source);
        int problems =
                ToolProvider.getSystemJavaCompiler()
                        .run(
                                null,
                                null,
                                null,
                                "-proc:none",
                                "-d",
                                folder.toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                file.toString());
        assertThat(problems).as(source.toString()).isZero();
        URLClassLoader classes =
                new URLClassLoader(
                        new URL[] {folder.toUri().toURL()},
                        DocumentedSnippetsTest.class.getClassLoader());
        return classes.loadClass("Snippet").getConstructor().newInstance();
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
