// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What stops the start of a route, and what does not. */
class StartTest {

    private final CamelContext camel = new DefaultCamelContext();
    private final MatrixConfiguration options =
            camel.getComponent("matrix", MatrixComponent.class).getConfiguration();

    @BeforeEach
    void failAtOnce() {
        options.setMaximumRetries(0);
        options.setMaximumWait(0L);
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void startsWithoutTheHomeserver() throws Exception {
        options.setHomeserverUrl("http://127.0.0.1:" + freePort());
        options.setUserId("@bot:localhost");
        options.setPassword("secret");
        camel.addRoutes(to("matrix:#ops:localhost"));
        camel.start();
        assertThat(send("early").getException())
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("does not accept connections");
    }

    @Test
    void sendsOnceTheHomeserverIsThere() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            TestAccount bot = homeserver.register("bot", "secret");
            homeserver.createRoom(bot, RoomSetup.privateRoom().alias("ops"));
            homeserver.inject(Fault.connectionDropped());
            options.setHomeserverUrl(homeserver.url().toString());
            options.setUserId("@bot:localhost");
            options.setPassword("secret");
            camel.addRoutes(to("matrix:#ops:localhost"));
            camel.start();
            assertThat(send("early").getException()).isInstanceOf(MatrixUnavailableException.class);
            homeserver.clearFaults();
            assertThat(send("late").getException()).isNull();
            assertThat(homeserver.messages("#ops:localhost")).hasSize(1);
        }
    }

    @Test
    void stopsAtAServerThatIsNoHomeserver() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            homeserver.inject(Fault.html(200));
            options.setHomeserverUrl(homeserver.url().toString());
            options.setAccessToken("token");
            camel.addRoutes(to("matrix:!room"));
            assertThatThrownBy(camel::start)
                    .hasRootCauseInstanceOf(MatrixConfigurationException.class)
                    .rootCause()
                    .hasMessageContaining("without Matrix's JSON")
                    .hasMessageContaining("homeserverUrl");
        }
    }

    @Test
    void doesNotRepeatARefusedSignInForEachMessage() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            homeserver.register("bot", "secret");
            options.setHomeserverUrl(homeserver.url().toString());
            options.setUserId("@bot:localhost");
            options.setPassword("wrong");
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").to("matrix:!room?lazyStartProducer=true");
                        }
                    });
            camel.start();
            for (int i = 0; i < 3; i++) {
                assertThat(send("x").getException())
                        .isInstanceOf(MatrixConfigurationException.class)
                        .hasMessageContaining("userId and password");
            }
            assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
        }
    }

    @Test
    void sharesOneSignInBetweenEndpointsOfTheSameAccount() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            TestAccount bot = homeserver.register("bot", "secret");
            String room = homeserver.createRoom(bot);
            options.setHomeserverUrl(homeserver.url().toString());
            options.setUserId("@bot:localhost");
            options.setPassword("secret");
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in")
                                    .to("matrix:" + room)
                                    .to("matrix:" + room + "?format=text");
                        }
                    });
            camel.start();
            assertThat(send("x").getException()).isNull();
            assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
            assertThat(homeserver.messages(room)).hasSize(2);
        }
    }

    @Test
    void signsInOnceForEndpointsThatDifferInSmallThings() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            TestAccount bot = homeserver.register("bot", "secret");
            String room = homeserver.createRoom(bot);
            options.setHomeserverUrl(homeserver.url().toString());
            options.setUserId("@bot:localhost");
            options.setPassword("secret");
            options.setDeviceId("DEV");
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in")
                                    .to("matrix:" + room)
                                    .to(
                                            "matrix:"
                                                    + room
                                                    + "?responseTimeout=7000&homeserverUrl="
                                                    + homeserver.url()
                                                    + "/")
                                    .to("matrix:" + room + "?deviceDisplayName=other");
                        }
                    });
            camel.start();
            assertThat(send("x").getException()).isNull();
            assertThat(homeserver.messages(room)).hasSize(3);
            assertThat(homeserver.requests())
                    .filteredOn(
                            request ->
                                    request.endpoint().filter(Endpoint.LOGIN::equals).isPresent())
                    .singleElement()
                    .satisfies(
                            login ->
                                    assertThat(login.body())
                                            .contains("initial_device_display_name", "other"));
        }
    }

    @Test
    void waitsAsLongAsTheHomeserverSaysBeforeItSignsInAgain() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            homeserver.register("bot", "secret");
            homeserver.inject(Fault.rateLimited(Duration.ofMinutes(5)).on(Endpoint.LOGIN));
            options.setHomeserverUrl(homeserver.url().toString());
            options.setUserId("@bot:localhost");
            options.setPassword("secret");
            options.setDeviceId("DEV");
            camel.addRoutes(to("matrix:!room"));
            camel.start();
            for (int i = 0; i < 10; i++) {
                assertThat(send("x").getException()).isInstanceOf(MatrixLimitedException.class);
            }
            assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
        }
    }

    @Test
    void sendsAgainAfterTheComponentWasStoppedAndStarted() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            TestAccount bot = homeserver.register("bot", "secret");
            String room = homeserver.createRoom(bot);
            options.setHomeserverUrl(homeserver.url().toString());
            options.setAccessToken(bot.accessToken());
            camel.addRoutes(to("matrix:" + room));
            camel.start();
            assertThat(send("before").getException()).isNull();
            camel.getComponent("matrix", MatrixComponent.class).stop();
            camel.getComponent("matrix", MatrixComponent.class).start();
            assertThat(send("after").getException()).isNull();
            assertThat(homeserver.messages(room)).hasSize(2);
        }
    }

    @Test
    void takesItsSecretsToNoOtherServer() throws Exception {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start();
                MatrixHomeserver stranger = MatrixHomeserver.start()) {
            TestAccount bot = homeserver.register("bot", "secret");
            String room = homeserver.createRoom(bot);
            options.setHomeserverUrl(homeserver.url().toString());
            options.setAccessToken(bot.accessToken());
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:dynamic")
                                    .toD("matrix:${header.room}?messageType=${header.kind}");
                            from("direct:list").recipientList(simple("matrix:${header.room}"));
                        }
                    });
            camel.start();
            for (String route : List.of("direct:dynamic", "direct:list")) {
                for (String attack :
                        List.of(
                                "?homeserverUrl=" + stranger.url() + "&via=",
                                "?proxyHost=127.0.0.1&proxyPort="
                                        + stranger.url().getPort()
                                        + "&via=")) {
                    Exchange exchange =
                            camel.createProducerTemplate()
                                    .send(
                                            route,
                                            each -> {
                                                each.getMessage().setBody("x");
                                                each.getMessage().setHeader("room", room + attack);
                                                each.getMessage().setHeader("kind", "text");
                                            });
                    assertThat(exchange.getException()).isNotNull();
                    assertThat(configurationFailure(attack.substring(1)))
                            .contains("its own accessToken or password");
                }
            }
            assertThat(stranger.requests()).isEmpty();
        }
    }

    @Test
    void namesTheOptionThatIsMissingOrWrong() {
        camel.start();
        options.setHomeserverUrl("http://127.0.0.1:1");
        options.setAccessToken("token");
        assertThat(configurationFailure("proxyHost=localhost")).contains("proxyPort");
        assertThat(configurationFailure("responseTimeout=-1")).contains("responseTimeout");
        SSLContextParameters tls = new SSLContextParameters();
        KeyStoreParameters missing = new KeyStoreParameters();
        missing.setResource("file:/nowhere.p12");
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(missing);
        tls.setTrustManagers(trust);
        camel.getRegistry().bind("missing", tls);
        assertThat(configurationFailure("sslContextParameters=#missing"))
                .contains("sslContextParameters");
    }

    private String configurationFailure(String option) {
        try {
            camel.getEndpoint("matrix:!room?" + option, MatrixEndpoint.class)
                    .createProducer()
                    .start();
        } catch (MatrixConfigurationException e) {
            return e.getMessage();
        }
        throw new AssertionError(option + " was accepted");
    }

    private Exchange send(String body) {
        return camel.createProducerTemplate()
                .send("direct:in", exchange -> exchange.getMessage().setBody(body));
    }

    private static RouteBuilder to(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri);
            }
        };
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
