// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plants secrets, makes everything go right and wrong, and looks for them wherever one could read.
 */
@ExtendWith(MatrixHomeserverExtension.class)
class SecretsTest {

    private static final String PASSWORD = "planted-password";
    private static final String PROXY_USER = "planted-proxy-user";
    private static final String PROXY_PASSWORD = "planted-proxy-password";
    private static final String LOGIN_TOKEN = "planted-login-token";
    private static final String WRONG_TOKEN = "planted-wrong-token";

    /** Below INFO, they log every URI and placeholder of a route while Camel resolves it. */
    private static final List<String> CAMELS_RESOLVERS =
            List.of(
                    "org.apache.camel.component.properties",
                    "org.apache.camel.impl.engine",
                    "org.apache.camel.management.JmxManagementLifecycleStrategy",
                    "org.apache.camel.support.DefaultComponent",
                    "org.apache.camel.support.EndpointHelper");

    /** Consoles that do something when they are asked. */
    private static final List<String> ACTIONS = List.of("heap-dump", "send", "receive", "gc");

    @TempDir private Path folder;
    private final LogMemory log = new LogMemory();
    private final List<String> readable = new ArrayList<>();
    private final List<String> secrets =
            new ArrayList<>(
                    List.of(PASSWORD, PROXY_USER, PROXY_PASSWORD, LOGIN_TOKEN, WRONG_TOKEN));

    @BeforeEach
    void listen() {
        Configurator.setLevel("org.camelmatrix", Level.TRACE);
    }

    @AfterEach
    void stopListening() {
        log.close();
        Configurator.setLevel("org.camelmatrix", Level.WARN);
        Configurator.setLevel("org.apache.camel", Level.WARN);
        CAMELS_RESOLVERS.forEach(logger -> Configurator.setLevel(logger, Level.WARN));
    }

    @Test
    void inUrisAreReadableOnlyWhereCamelResolvesAndDumpsRoutes(MatrixHomeserver homeserver)
            throws Exception {
        Configurator.setLevel("org.apache.camel", Level.TRACE);
        CAMELS_RESOLVERS.forEach(logger -> Configurator.setLevel(logger, Level.INFO));
        homeserver.accessTokenLifetime(Duration.ofHours(1));
        TestAccount bot = homeserver.register("bot", PASSWORD);
        String room = homeserver.createRoom(bot);
        Path store = folder.resolve("state.json");
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.setDevConsole(true);
            camel.setLoadHealthChecks(true);
            camel.setMessageHistory(true);
            camel.setTracing(true);
            camel.getComponent("matrix", MatrixComponent.class)
                    .getConfiguration()
                    .setMaximumRetries(0);
            Map.of(
                            "password", PASSWORD,
                            "accessToken", bot.accessToken(),
                            "wrong.accessToken", WRONG_TOKEN,
                            "authenticationToken", LOGIN_TOKEN,
                            "proxyAuthUsername", PROXY_USER,
                            "proxyAuthPassword", PROXY_PASSWORD)
                    .forEach(camel.getPropertiesComponent()::addInitialProperty);
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            String matrix =
                                    "matrix:%s?homeserverUrl=%s&userId=%s"
                                            .formatted(room, homeserver.url(), bot.userId());
                            String lazily = matrix + "&lazyStartProducer=true";
                            from("direct:password")
                                    .to(matrix + "&password={{password}}&sessionStore=" + store);
                            from("direct:token").to(matrix + "&accessToken={{accessToken}}");
                            from("direct:dynamic")
                                    .toD(
                                            matrix.replace(room, "${header.room}")
                                                    + "&accessToken=RAW({{accessToken}})");
                            from("direct:wrong").to(lazily + "&accessToken={{wrong.accessToken}}");
                            from("direct:authenticationToken")
                                    .to(
                                            lazily
                                                    + "&deviceId=X&authenticationToken={{authenticationToken}}");
                            from("direct:proxy")
                                    .to(
                                            lazily
                                                    + "&accessToken={{accessToken}}"
                                                    + "&proxyHost=127.0.0.1&proxyPort=1"
                                                    + "&proxyAuthUsername={{proxyAuthUsername}}"
                                                    + "&proxyAuthPassword={{proxyAuthPassword}}");
                        }
                    });
            camel.start();
            secrets.add(bot.accessToken());
            Files.readString(store)
                    .lines()
                    .flatMap(line -> List.of(line.split("\\\\?\"")).stream())
                    .filter(
                            word ->
                                    word.length() > 20
                                            && !word.contains(" ")
                                            && !word.contains("/"))
                    .forEach(secrets::add);
            assertThat(secrets).as("the stored tokens are planted too").hasSizeGreaterThan(7);

            assertThat(send(camel, "direct:password", room)).isNull();
            assertThat(send(camel, "direct:token", room)).isNull();
            assertThat(send(camel, "direct:dynamic", room)).isNull();
            assertThat(send(camel, "direct:dynamic", "nonsense")).isNotNull();
            assertThat(send(camel, "direct:wrong", room)).isNotNull();
            assertThat(send(camel, "direct:authenticationToken", room)).isNotNull();
            assertThat(send(camel, "direct:proxy", room)).isNotNull();
            homeserver.inject(
                    Fault.error(
                                    400,
                                    "M_UNKNOWN",
                                    "echo " + bot.accessToken(),
                                    Map.of("password", PASSWORD))
                            .on(Endpoint.SEND)
                            .times(1));
            assertThat(send(camel, "direct:token", room)).isNotNull();
            homeserver.invalidate(bot.accessToken());
            assertThat(send(camel, "direct:token", room)).isNotNull();

            sweepObjects(camel);
            sweepManagement();
            // Camel's route-dump resolves placeholders and shows URIs as the route has them
            sweepConsoles(camel, "route-dump");
            sweepHealth(camel);
        }
        assertNothingReadable();
    }

    @Test
    void asOptionsOfTheComponentAreReadableNowhere(MatrixHomeserver homeserver) throws Exception {
        Configurator.setLevel("org.apache.camel", Level.TRACE);
        CAMELS_RESOLVERS.forEach(logger -> Configurator.setLevel(logger, Level.TRACE));
        TestAccount bot = homeserver.register("bot", PASSWORD);
        String room = homeserver.createRoom(bot);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.setDevConsole(true);
            MatrixConfiguration options =
                    camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
            options.setHomeserverUrl(homeserver.url().toString());
            options.setAccessToken(bot.accessToken());
            options.setPassword(PASSWORD);
            secrets.add(bot.accessToken());
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:token").to("matrix:" + room);
                        }
                    });
            camel.start();
            assertThat(send(camel, "direct:token", room)).isNull();
            sweepObjects(camel);
            sweepManagement();
            sweepConsoles(camel);
            sweepHealth(camel);
        }
        assertNothingReadable();
    }

    private void assertNothingReadable() {
        readable.addAll(log.lines());
        assertThat(log.lines()).as("the log").hasSizeGreaterThan(100);
        for (String secret : secrets) {
            assertThat(readable).filteredOn(text -> text.contains(secret)).as(secret).isEmpty();
        }
    }

    private Exception send(CamelContext camel, String route, String room) {
        Exchange exchange =
                camel.createProducerTemplate()
                        .send(
                                route,
                                each -> {
                                    each.getMessage().setBody("hello");
                                    each.getMessage().setHeader("room", room);
                                });
        readable.add(
                exchange + " " + exchange.getMessage().getHeaders() + exchange.getProperties());
        if (exchange.getException() != null) {
            StringWriter trace = new StringWriter();
            exchange.getException().printStackTrace(new PrintWriter(trace));
            readable.add(trace.toString());
        }
        return exchange.getException();
    }

    private void sweepObjects(CamelContext camel) {
        camel.getEndpoints()
                .forEach(
                        endpoint -> {
                            readable.add(endpoint.toString());
                            if (endpoint instanceof MatrixEndpoint matrix) {
                                readable.add(String.valueOf(matrix.getConfiguration()));
                                readable.add(String.valueOf(matrix.account()));
                                readable.add(String.valueOf(matrix.account().status()));
                                readable.add(String.valueOf(matrix.getServiceUrl()));
                                readable.add(String.valueOf(matrix.getServiceMetadata()));
                            }
                        });
        MatrixComponent component = camel.getComponent("matrix", MatrixComponent.class);
        readable.add(component.toString() + component.accounts() + component.stores());
    }

    private void sweepManagement() throws JMException {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        int attributes = 0;
        Set<String> names = new HashSet<>();
        for (ObjectName name : beans.queryNames(new ObjectName("org.apache.camel:*"), null)) {
            readable.add(name.toString());
            for (MBeanAttributeInfo attribute : beans.getMBeanInfo(name).getAttributes()) {
                try {
                    readable.add(String.valueOf(beans.getAttribute(name, attribute.getName())));
                    attributes++;
                    names.add(attribute.getName());
                } catch (JMException | RuntimeException e) {
                    readable.add(String.valueOf(e));
                }
            }
        }
        assertThat(attributes).as("JMX attributes").isGreaterThan(100);
        assertThat(names).as("JMX attributes").contains("Sent", "LongestLatency");
    }

    private void sweepHealth(CamelContext camel) {
        Collection<HealthCheck.Result> results = HealthCheckHelper.invoke(camel, "full");
        assertThat(results)
                .extracting(result -> result.getCheck().getId())
                .anyMatch(id -> id.startsWith("matrix-"));
        for (HealthCheck.Result result : results) {
            readable.add(result.toString() + result.getDetails() + result.getMessage());
            readable.add(result.getCheck().getId() + result.getCheck().getMetaData());
        }
    }

    private void sweepConsoles(CamelContext camel, String... except) {
        List<DevConsole> consoles =
                camel.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class).stream()
                        .filter(console -> !ACTIONS.contains(console.getId()))
                        .filter(console -> !List.of(except).contains(console.getId()))
                        .toList();
        assertThat(consoles).extracting(DevConsole::getId).contains("matrix", "health");
        for (DevConsole console : consoles) {
            readable.add(String.valueOf(console.call(DevConsole.MediaType.TEXT)));
            readable.add(String.valueOf(console.call(DevConsole.MediaType.JSON)));
        }
    }
}
