// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsole.MediaType;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.util.json.Jsonable;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What JMX and the dev console tell about endpoints and accounts, and whether it is so. */
@ExtendWith(MatrixHomeserverExtension.class)
class FiguresTest {

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    private final CamelContext camel = new DefaultCamelContext();
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private String room;

    @BeforeEach
    void start(MatrixHomeserver homeserver) throws Exception {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        room = homeserver.createRoom(bot);
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        String options =
                                "?homeserverUrl=%s&accessToken=%s"
                                        .formatted(homeserver.url(), bot.accessToken());
                        from("direct:in").to("matrix:" + room + options);
                        from("direct:dynamic").toD("matrix:${header.room}" + options);
                    }
                });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    private void sendThroughFaults() {
        homeserver.inject(Fault.rateLimited(Duration.ofMillis(5)).on(Endpoint.SEND).times(1));
        homeserver.inject(Fault.error(503, "M_UNKNOWN", "busy").on(Endpoint.SEND).times(1));
        send("limited, then tried again");
        homeserver.inject(Fault.error(403, "M_FORBIDDEN", "no").on(Endpoint.SEND));
        send("refused");
        homeserver.clearFaults();
        send("sent at once");
    }

    private void send(String body) {
        camel.createProducerTemplate()
                .send("direct:in", exchange -> exchange.getMessage().setBody(body));
    }

    @Test
    void jmxCountsWhatTheHomeserverSaw() throws JMException {
        sendThroughFaults();
        ObjectName endpoint = endpoint("matrix://" + room);
        long sent = number(endpoint, "Sent");
        assertThat(sent).isEqualTo(homeserver.messages(room).size()).isEqualTo(2);
        assertThat(number(endpoint, "Limited")).isEqualTo(1);
        assertThat(number(endpoint, "Retried")).isEqualTo(1);
        assertThat(number(endpoint, "Refused")).isEqualTo(1);
        assertThat(number(endpoint, "Pending")).isZero();
        long refused = 1;
        assertThat(homeserver.requestCount(Endpoint.SEND))
                .as("a message that is refused in a room that the account is in is not tried again")
                .isEqualTo(sent + 1 + 1 + refused);
        double mean = (double) beans.getAttribute(endpoint, "MeanLatency");
        assertThat(mean).isPositive();
        assertThat(String.valueOf(mean)).as("milliseconds to a tenth").matches("[0-9]+\\.[0-9]");
        assertThat((double) beans.getAttribute(endpoint, "LongestLatency"))
                .as("the longest took a pause and a retry")
                .isGreaterThan(mean)
                .isGreaterThan(50);

        beans.invoke(endpoint, "resetFigures", new Object[0], new String[0]);
        for (String figure : List.of("Sent", "Limited", "Retried", "Refused", "Pending")) {
            assertThat(number(endpoint, figure)).as(figure).isZero();
        }
        send("counted from 0");
        assertThat(number(endpoint, "Sent")).isEqualTo(1);
    }

    @Test
    void oneEndpointCountsForAllRoomsOfADynamicOne() throws JMException {
        // Camel shows endpoints that a message makes only then
        camel.getManagementStrategy().getManagementAgent().setRegisterAlways(true);
        for (String to : List.of(room, homeserver.createRoom(bot), homeserver.createRoom(bot))) {
            camel.createProducerTemplate().sendBodyAndHeader("direct:dynamic", "x", "room", to);
        }
        assertThat(number(endpoint("matrix://*"), "Sent")).isEqualTo(3);
    }

    @Test
    void jmxNamesHoldNoSecret() throws JMException {
        Set<ObjectName> names = endpoints();
        assertThat(names).extracting(ObjectName::toString).anyMatch(name -> name.contains(room));
        assertThat(names)
                .extracting(ObjectName::toString)
                .noneMatch(name -> name.contains(bot.accessToken()));
    }

    @Test
    void theConsoleTellsHowAccountsAreAndWhatEndpointsSent() throws Exception {
        sendThroughFaults();
        JsonNode json =
                new ObjectMapper().readTree(((Jsonable) console().call(MediaType.JSON)).toJson());
        JsonNode account = json.path("accounts").path(0);
        assertThat(account.path("homeserver").asText()).isEqualTo(homeserver.url().toString());
        assertThat(account.path("user").asText()).isEqualTo(bot.userId());
        assertThat(account.path("device").asText()).isNotEmpty();
        assertThat(account.path("up").asBoolean()).isTrue();
        assertThat(account.path("pending").isInt()).isTrue();
        assertThat(account.path("lastContact").asText()).startsWith("20");
        JsonNode endpoint = json.path("endpoints").path(0);
        assertThat(endpoint.path("uri").asText()).contains(room);
        assertThat(endpoint.path("sent").asLong()).isEqualTo(homeserver.messages(room).size());
        assertThat(endpoint.path("refused").asLong()).isEqualTo(1);
        assertThat(endpoint.path("retried").asLong()).isEqualTo(1);
        assertThat(endpoint.path("limited").asLong()).isEqualTo(1);
        assertThat(endpoint.path("meanLatency").isNumber()).isTrue();

        String text = (String) console().call(MediaType.TEXT);
        assertThat(text)
                .contains("user: " + bot.userId())
                .contains("up: true")
                .contains("sent: 2")
                .contains("limited: 1");
        assertThat(text + json).doesNotContain(bot.accessToken());
    }

    @Test
    void theConsoleTellsWhyAnAccountIsDown() {
        homeserver.invalidate(bot.accessToken());
        send("refused");
        assertThat((String) console().call(MediaType.TEXT))
                .contains("up: false")
                .contains("refused: true")
                .contains("lastFailure: Could not")
                .contains("M_UNKNOWN_TOKEN");
    }

    private DevConsole console() {
        return PluginHelper.getDevConsoleResolver(camel).resolveDevConsole("matrix");
    }

    private ObjectName endpoint(String uri) throws JMException {
        return endpoints().stream()
                .filter(name -> ObjectName.unquote(name.getKeyProperty("name")).startsWith(uri))
                .findFirst()
                .orElseThrow();
    }

    private Set<ObjectName> endpoints() throws JMException {
        return beans.queryNames(
                new ObjectName(
                        "org.apache.camel:context="
                                + camel.getManagementName()
                                + ",type=endpoints,*"),
                null);
    }

    private long number(ObjectName endpoint, String figure) throws JMException {
        return (long) beans.getAttribute(endpoint, figure);
    }
}
