package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What stops the start of a route, and what does not. */
class StartTest {

    private final CamelContext camel = new DefaultCamelContext();
    private final MatrixConfiguration options =
            camel.getComponent("matrix", MatrixComponent.class).getConfiguration();

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void startsWithoutTheHomeserverAndSendsOnceItIsThere() throws Exception {
        int port = freePort();
        options.setHomeserverUrl("http://127.0.0.1:" + port);
        options.setUserId("@bot:localhost");
        options.setPassword("secret");
        camel.addRoutes(to("matrix:#ops:localhost"));
        camel.start();
        assertThat(send("early").getException())
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("does not accept connections");

        try (MatrixHomeserver homeserver = MatrixHomeserver.builder().port(port).start()) {
            TestAccount bot = homeserver.register("bot", "secret");
            homeserver.createRoom(bot, RoomSetup.privateRoom().alias("ops"));
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
