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
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** README's snippets, as printed: they compile, load and start. */
class ReadmeTest {

    private static final Path README = Path.of("..", "README.md");
    private static final Path PROJECT = Path.of("..", "camel-matrix-readme");
    private static final Pattern SNIPPET =
            Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    private static final Pattern IMPORT = Pattern.compile("^import [\\w. ]+;$", Pattern.MULTILINE);

    @TempDir private Path folder;
    private MatrixHomeserver homeserver;
    private CamelContext camel;

    @BeforeEach
    void start() {
        homeserver = MatrixHomeserver.start();
        TestAccount bot = homeserver.register("bot", "secret");
        camel = new DefaultCamelContext();
        camel.getShutdownStrategy().setTimeout(5);
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
        homeserver.close();
    }

    /** Routes from a queue start without a broker, and ask for it again and again. */
    private static ConnectionFactory noBroker() {
        return (ConnectionFactory)
                Proxy.newProxyInstance(
                        ReadmeTest.class.getClassLoader(),
                        new Class<?>[] {ConnectionFactory.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "hashCode" -> 1;
                                    case "equals" -> proxy == arguments[0];
                                    case "toString" -> "no broker";
                                    default -> throw new JMSException("no broker");
                                });
    }

    private static String readme() throws IOException {
        return Files.readString(README);
    }

    private static List<String> snippets(String language) throws IOException {
        List<String> snippets = new ArrayList<>();
        Matcher snippet = SNIPPET.matcher(readme());
        while (snippet.find()) {
            if (snippet.group(1).equals(language)) {
                snippets.add(snippet.group(2));
            }
        }
        return snippets;
    }

    static Stream<String> routesInYaml() throws IOException {
        return snippets("yaml").stream();
    }

    /** Snippets that are the body of a route builder's {@code configure}. */
    static Stream<String> routesInJava() throws IOException {
        return snippets("java").stream()
                .filter(
                        java ->
                                java.startsWith("from(")
                                        || java.contains("\nfrom(")
                                        || java.startsWith("onException("));
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
    void startsTheRoutesInYaml(String snippet) throws Exception {
        Resource resource = ResourceHelper.fromString("readme.yaml", hereAndNow(snippet));
        PluginHelper.getRoutesLoader(camel).loadRoutes(resource);
        assertStarts(snippet.contains("from:") ? 1 : 0);
    }

    @ParameterizedTest
    @MethodSource("routesInJava")
    void startsTheRoutesInJava(String snippet) throws Exception {
        boolean begins = snippet.contains("from(");
        String body =
                hereAndNow(snippet) + (begins ? "" : "from(\"direct:in\").to(\"direct:out\");");
        camel.addRoutes((RoutesBuilder) compiled("", "configure() throws Exception", body));
        assertStarts(1);
    }

    @Test
    void compilesWhatSetsTheComponentUp() throws Exception {
        List<String> beans = new ArrayList<>();
        for (String java : snippets("java")) {
            if (java.contains("MatrixComponent ")) {
                beans.add(java);
            }
        }
        assertThat(beans).hasSize(2);
        compiled(beans.get(0), "configure()", "");
        compiled("", "setUp(CamelContext camelContext, String token)", beans.get(1));
    }

    private Object compiled(String members, String method, String body) throws Exception {
        StringBuilder source = new StringBuilder();
        Matcher imports = IMPORT.matcher(String.join("\n", snippets("java")));
        while (imports.find()) {
            if (!imports.group().contains("junit")) {
                source.append(imports.group()).append('\n');
            }
        }
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
                        new URL[] {folder.toUri().toURL()}, ReadmeTest.class.getClassLoader());
        return classes.loadClass("Snippet").getConstructor().newInstance();
    }

    /** The project camel-matrix-readme compiles and runs them, with no other dependencies. */
    @Test
    void printsTheProjectOfTheTestAsItIs() throws Exception {
        String readme = readme();
        for (String name : List.of("ReportRoute.java", "ReportRouteTest.java")) {
            String source = Files.readString(PROJECT.resolve("src/test/java/" + name));
            assertThat(readme).contains("```java\n" + source + "```\n");
        }
        assertThat(artifacts(readme.substring(0, readme.indexOf("class ReportRoute "))))
                .containsAll(artifacts(Files.readString(PROJECT.resolve("pom.xml"))));
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
