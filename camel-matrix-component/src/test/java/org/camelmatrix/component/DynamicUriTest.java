// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomEvent;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a message may bring into the URI of an endpoint, and what not. */
@ExtendWith(MatrixHomeserverExtension.class)
@Timeout(60)
class DynamicUriTest {

    private static final String SECRET = "planted-secret";

    @TempDir private Path folder;
    private final CamelContext camel = new DefaultCamelContext();
    private final MatrixComponent matrix = camel.getComponent("matrix", MatrixComponent.class);
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private String room;

    @BeforeEach
    void configure(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        room = homeserver.createRoom(bot);
        camel.getPropertiesComponent().addInitialProperty("planted", SECRET);
        matrix.getConfiguration().setHomeserverUrl(homeserver.url().toString());
        matrix.getConfiguration().setAccessToken(bot.accessToken());
        matrix.getConfiguration().setMaximumRetries(0);
    }

    @AfterEach
    void stop() throws Exception {
        camel.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "notice&operation=leave",
                "notice%26operation=leave",
                "notice%26operation%3Dleave",
                "notice%2526operation%253Dleave",
                "notice&allowedOperations=request&operation=request",
                "notice&homeserverUrl=http://127.0.0.1:1",
                "notice?operation=leave",
                "notice;operation=leave",
                "notice#&operation=leave",
                "RAW(notice)&operation=leave",
                "RAW(notice&operation=leave)",
                "RAW{notice}&operation=leave",
                "notice)&operation=leave",
                "${bean:nothing}",
                "{{planted}}",
                "#class:java.util.ArrayList",
                "#bean:planted",
                "#type:java.lang.String",
                " #class:java.util.ArrayList",
                "notice\n&operation=leave",
                "&&operation=leave",
                "=notice&operation=leave"
            })
    void aValueStaysTheValueOfItsOption(String kind) throws Exception {
        route(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").toD("matrix:${header.room}?messageType=${header.kind}");
                        from("direct:raw")
                                .toD("matrix:${header.room}?messageType=RAW(${header.kind})");
                        from("direct:tap")
                                .wireTap("matrix:" + room + "?messageType=${header.kind}");
                        from("direct:enrich")
                                .enrich()
                                .simple("matrix:${header.room}?messageType=${header.kind}");
                    }
                });
        for (String route : List.of("direct:in", "direct:raw", "direct:enrich")) {
            assertThat(send(route, Map.of("room", room, "kind", kind)).getException())
                    .as(route)
                    .isNotNull();
        }
        send("direct:tap", Map.of("kind", kind));
        assertUntouched();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a&b=c",
                "a%26b",
                "50%",
                "a+b c",
                "RAW(x)",
                "RAW{x}",
                "x)",
                "x)&y",
                "x}&y",
                "x}",
                "%2526",
                "${header.room}",
                "ü/?#",
                "a=b"
            })
    void aValueArrivesAsItIs(String key) throws Exception {
        route(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .toD(
                                        "matrix:${header.room}?operation=setState"
                                                + "&eventType=org.example.test"
                                                + "&stateKey=k%2F${header.key}");
                    }
                });
        Exchange sent =
                camel.createProducerTemplate()
                        .send(
                                "direct:in",
                                each -> {
                                    each.getMessage().setBody(Map.of("x", 1));
                                    each.getMessage().setHeader("room", room);
                                    each.getMessage().setHeader("key", key);
                                });
        assertThat(sent.getException()).isNull();
        assertThat(homeserver.events(room)).extracting(RoomEvent::stateKey).contains("k/" + key);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?operation=leave",
                "?operation=leave&via=",
                "?messageType=notice&operation=leave&via=",
                "?allowedOperations=request&operation=request&via=",
                "?encryption=proxy&via=",
                "?proxyHost=127.0.0.1&proxyPort=1&via=",
                "?homeserverUrl=http://127.0.0.1:1&accessToken=x&via=",
                "?userId=@other:localhost&password=x&via=",
                "?idempotentKey=${bean:nothing}&via=",
                "?idempotentStore=%23class:java.util.ArrayList&idempotentKey=$%7Bbody%7D&via=",
                "?sslContextParameters=%23class:java.util.ArrayList&via=",
                "?messageType=%23class:java.util.ArrayList&via=",
                "?%6Fperation=leave&via=",
                "?operation=RAW(leave)&via=",
                "?homeserverURL=http://127.0.0.1:1&via=",
                "?matrix.operation=leave&via=",
                "?configuration.operation=leave&via="
            })
    void aRecipientBringsNoOptionsOfItsOwn(String attack) throws Exception {
        route(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:dynamic").toD("matrix:${header.room}");
                        from("direct:options").toD("matrix:${header.room}?messageType=notice");
                        from("direct:list").recipientList(simple("matrix:${header.room}"));
                        from("direct:list2")
                                .recipientList(simple("matrix:${header.room}?messageType=notice"));
                        from("direct:slip").routingSlip(simple("matrix:${header.room}"));
                        from("direct:whole").toD("${header.uri}");
                        from("direct:poll").pollEnrich().simple("matrix:${header.room}").timeout(1);
                        from("direct:router")
                                .dynamicRouter(
                                        simple(
                                                "${exchangeProperty.CamelSlipEndpoint} == null ?"
                                                        + " 'matrix:${header.room}' : null"));
                    }
                });
        Map<String, Object> headers =
                Map.of("room", room + attack, "uri", "matrix:" + room + attack);
        for (String route : new String[] {"dynamic", "options", "list", "list2", "slip", "whole"}) {
            assertThat(send("direct:" + route, headers).getException()).as(route).isNotNull();
        }
        send("direct:poll", headers);
        send("direct:router", headers);
        assertUntouched();
    }

    @Test
    void aMessageCreatesNoFile() throws Exception {
        route(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").toD("matrix:${header.room}?messageType=${header.kind}");
                        from("direct:list").recipientList(simple("matrix:${header.room}"));
                    }
                });
        for (String store : new String[] {"sessionStore", "sinceStore", "updateStore"}) {
            String options = store + "=" + folder.resolve("planted") + "&password=x&updateKey=k";
            assertRefused(send("direct:in", Map.of("room", room, "kind", "notice&" + options)));
            assertRefused(send("direct:list", Map.of("room", room + '?' + options)));
        }
        assertThat(folder.resolve("planted")).doesNotExist();
        assertUntouched();
    }

    @Test
    void anEndpointThatIsRefusedCreatesNoFile() throws Exception {
        camel.start();
        Path store = folder.resolve("state.json");
        MatrixEndpoint endpoint =
                camel.getEndpoint(
                        "matrix:"
                                + room
                                + "?homeserverUrl=http://127.0.0.1:1&accessToken="
                                + bot.accessToken()
                                + "&updateKey=${body}&updateStore="
                                + store
                                + "&sinceStore="
                                + store
                                + "&sessionStore="
                                + store,
                        MatrixEndpoint.class);
        assertThatThrownBy(() -> endpoint.createProducer().start())
                .hasStackTraceContaining("its own accessToken or password");
        assertThatThrownBy(() -> endpoint.createConsumer(each -> {}).start())
                .hasStackTraceContaining("its own accessToken or password");
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aMessageReadsNoProperty() throws Exception {
        route(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").toD("matrix:${header.room}?messageType=notice");
                        from("direct:key")
                                .toD(
                                        "matrix:*?operation=setState&eventType=org.example.test"
                                                + "&stateKey=${header.key}");
                    }
                });
        String alias = "#{{planted}}:elsewhere.example";
        assertThat(send("direct:in", Map.of("room", alias)).getException()).isNotNull();
        for (String key : List.of("{{planted}}", "x{{planted}}", "%7B%7Bplanted%7D%7D")) {
            send("direct:key", Map.of("CamelMatrixOverrideRoom", room, "key", key));
        }
        assertThat(homeserver.requests())
                .isNotEmpty()
                .noneMatch(request -> request.toString().contains(SECRET));
    }

    @Test
    void aMessageMayBringTheOptionsThatTheComponentNames() throws Exception {
        route(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").toD("matrix:${header.room}?${header.options}");
                        from("direct:list")
                                .recipientList(simple("matrix:${header.room}?${header.options}"));
                    }
                });
        for (String route : new String[] {"direct:in", "direct:list"}) {
            Map<String, Object> usual =
                    Map.of("room", room, "options", "messageType=notice&format=text&via=x.example");
            assertThat(send(route, usual).getException()).as(route).isNull();
            Map<String, Object> other = Map.of("room", room, "options", "maximumWait=1000");
            assertRefused(send(route, other));
            matrix.setDynamicOptions("maximumWait");
            assertThat(send(route, other).getException()).as(route).isNull();
            matrix.setDynamicOptions("messageType,format,via");
        }
    }

    @Test
    void theOptionsThatARouteNamesItselfAreItsOwn() throws Exception {
        route(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .toD(
                                        "matrix:${header.room}?operation=${header.op}&messageType=notice");
                        from("direct:constant").enrich("matrix:" + room + "?operation=members");
                        from("direct:poll").pollEnrich("matrix:" + room + "?command=!x", 1);
                        from("direct:pollAny")
                                .pollEnrich()
                                .simple("matrix:${header.room}?command=!x")
                                .timeout(1);
                        from("direct:token")
                                .toD(
                                        "matrix:${header.room}?homeserverUrl="
                                                + homeserver.url()
                                                + "&accessToken=RAW("
                                                + bot.accessToken()
                                                + ")&idempotentKey=${header.id}"
                                                + "&messageType=${header.kind}");
                    }
                });
        assertThat(send("direct:in", Map.of("room", room, "op", "sendMessage")).getException())
                .isNull();
        assertThat(send("direct:constant", Map.of()).getException()).isNull();
        for (String poll : List.of("direct:poll", "direct:pollAny")) {
            Exception failure = send(poll, Map.of("room", room)).getException();
            assertThat(failure).hasStackTraceContaining("cannot be polled");
        }
        assertThat(
                        send("direct:token", Map.of("room", room, "id", "1", "kind", "text"))
                                .getException())
                .isNull();
        assertThat(send("direct:in", Map.of("room", room, "op", "leave")).getException()).isNull();
    }

    private void route(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        camel.start();
    }

    private Exchange send(String route, Map<String, Object> headers) {
        return camel.createProducerTemplate()
                .send(
                        route,
                        each -> {
                            each.getMessage().setBody("x");
                            each.getMessage().setHeaders(new HashMap<>(headers));
                        });
    }

    private static void assertRefused(Exchange exchange) {
        assertThat(exchange.getException())
                .hasStackTraceContaining(MatrixConfigurationException.class.getName());
    }

    /** The account is where it was, and no message has gone out. */
    private void assertUntouched() {
        assertThat(homeserver.requests(Endpoint.LEAVE)).isEmpty();
        assertThat(homeserver.requests(Endpoint.SEND)).isEmpty();
        assertThat(homeserver.messages(room)).isEmpty();
    }
}
