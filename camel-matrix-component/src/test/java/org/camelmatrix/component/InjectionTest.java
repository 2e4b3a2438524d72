// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What comes from a room or a homeserver sets no header but the component's own, is never
 * evaluated, and changes no endpoint. What is in an exchange's headers does not get into requests.
 */
@ExtendWith(MatrixHomeserverExtension.class)
class InjectionTest {

    /** Headers that steer Camel's components, and one that steers this one. */
    private static final Map<String, String> STEERING =
            Map.ofEntries(
                    Map.entry("CamelHttpUri", "http://evil.example.org/"),
                    Map.entry("CamelHttpPath", "/evil"),
                    Map.entry("CamelHttpQuery", "evil=true"),
                    Map.entry("CamelHttpMethod", "DELETE"),
                    Map.entry("CamelFileName", "../evil"),
                    Map.entry("CamelOverruleFileName", "../evil"),
                    Map.entry("CamelJmsDestinationName", "evil"),
                    Map.entry("CamelExecCommandExecutable", "evil"),
                    Map.entry("CamelBeanMethodName", "evil"),
                    Map.entry("CamelSqlQuery", "DROP TABLE evil"),
                    Map.entry("camelhttpuri", "http://evil.example.org/"),
                    Map.entry("Authorization", "Bearer evil"),
                    Map.entry("CamelMatrixOverrideRoom", "!evil:example.org"));

    private static final String EXPRESSION =
            "${header.CamelMatrixSender} $simple{sys.user.home} {{matrix.room}} #{1+1} ${exchangeId}";

    private final List<Map<String, Object>> headers = new CopyOnWriteArrayList<>();
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private TestAccount alice;
    private String room;
    private ReceiverFixture camel;

    @BeforeEach
    void makeRoom(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        alice = homeserver.register("alice", "secret");
        room = homeserver.createRoom(alice);
        homeserver.as(alice).invite(room, bot.userId());
        homeserver.join(bot, room);
        camel = new ReceiverFixture(homeserver, bot);
    }

    @AfterEach
    void stop() {
        camel.close();
    }

    private void listen(String options, String... endpoints) throws Exception {
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + options)
                                        .process(
                                                exchange ->
                                                        headers.add(
                                                                Map.copyOf(
                                                                        exchange.getMessage()
                                                                                .getHeaders())))
                                        .to(endpoints);
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
    }

    /** All headers that a received event may set: none of them steers a send. */
    static Set<String> own() throws IllegalAccessException {
        Set<String> own =
                new TreeSet<>(
                        Set.of(
                                Exchange.FILE_NAME,
                                Exchange.CONTENT_TYPE,
                                Exchange.MESSAGE_TIMESTAMP));
        for (Field constant : MatrixConstants.class.getFields()) {
            own.add((String) constant.get(null));
        }
        own.removeIf(name -> name.startsWith(SteeringHeaders.PREFIX));
        return own;
    }

    private static Map<String, Object> with(Map<String, ?> more) {
        Map<String, Object> content = new HashMap<>(STEERING);
        content.putAll(more);
        return content;
    }

    @Test
    void noNameInAnEventBecomesAHeader() throws Exception {
        listen("?onlyEventTypes=*", "log:out?level=OFF");
        Map<String, ?> inner = with(Map.of("inner", STEERING));
        homeserver
                .as(alice)
                .send(
                        room,
                        "m.room.message",
                        with(
                                Map.of(
                                        "msgtype",
                                        "m.text",
                                        "body",
                                        "CamelHttpUri=http://evil.example.org/",
                                        "m.mentions",
                                        inner,
                                        "info",
                                        inner)));
        homeserver.as(alice).send(room, "CamelHttpUri", inner);
        homeserver.as(alice).setState(room, "org.example.state", "CamelFileName", inner);
        homeserver
                .as(alice)
                .send(
                        room,
                        "m.room.message",
                        with(
                                Map.of(
                                        "msgtype", "m.image",
                                        "body", "CamelOverruleFileName",
                                        "url", "mxc://localhost/none",
                                        "info", with(Map.of("mimetype", "image/png")))));
        await().until(() -> headers.size() == 4);
        assertThat(headers).allSatisfy(each -> assertThat(own()).containsAll(each.keySet()));
        assertThat(headers)
                .filteredOn(each -> each.containsKey(Exchange.FILE_NAME))
                .extracting(each -> each.get(Exchange.FILE_NAME))
                .containsExactly("CamelOverruleFileName");
    }

    @Test
    void theArgumentsOfACommandAreOneText() throws Exception {
        listen("?command=!go", "log:out?level=OFF");
        String arguments = "CamelHttpUri=http://evil.example.org/ CamelFileName: evil";
        homeserver.as(alice).send(room, "!go " + arguments);
        await().until(() -> headers.size() == 1);
        assertThat(own()).containsAll(headers.get(0).keySet());
        assertThat(headers.get(0)).containsEntry(MatrixConstants.ARGUMENTS, arguments);
    }

    @Test
    void noLineBreakInAFilesTypeBecomesAHeader() throws Exception {
        listen("", "log:out?level=OFF");
        homeserver
                .as(alice)
                .send(
                        room,
                        "m.room.message",
                        Map.of(
                                "msgtype", "m.file",
                                "body", "a.txt",
                                "url", "mxc://localhost/none",
                                "info", Map.of("mimetype", "text/plain\r\nX-Evil: 1")));
        await().until(() -> headers.size() == 1);
        assertThat(headers.get(0)).doesNotContainKey(Exchange.CONTENT_TYPE);
    }

    @Test
    void anAnswerWithTextOfTheRoomIsNotEvaluated() throws Exception {
        homeserver
                .as(alice)
                .setState(
                        room,
                        "m.room.member",
                        alice.userId(),
                        Map.of("membership", "join", "displayname", EXPRESSION));
        listen("?exchangePattern=InOut", "language:simple:You%20said:%20${body}");
        homeserver
                .as(alice)
                .send(room, "m.room.message", Map.of("msgtype", "m.text", "body", EXPRESSION));
        await().until(() -> homeserver.messages(room).size() == 2);
        assertThat(homeserver.messages(room).get(1).content().path("body").asText())
                .contains(EXPRESSION);
        assertThat(homeserver.messages(room).get(1).content().toString())
                .doesNotContain(System.getProperty("user.home"));
    }

    @Test
    void theNameOfAReceivedFileIsNotEvaluatedAndLeavesNoFolder(@TempDir Path folder)
            throws Exception {
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        listen("", "file:" + inbox);
        for (String name : List.of("../${sys.user.name}.txt", "$simple{exchangeId}", "a&b=c.txt")) {
            homeserver
                    .as(alice)
                    .send(
                            room,
                            "m.room.message",
                            Map.of("msgtype", "m.file", "body", name, "url", upload(name)));
        }
        await().until(() -> files(folder).size() == 3);
        assertThat(files(folder))
                .containsExactlyInAnyOrder(
                        "inbox/${sys.user.name}.txt",
                        "inbox/$simple{exchangeId}",
                        "inbox/a&b=c.txt");
    }

    private String upload(String text) {
        Exchange uploaded =
                camel.camel()
                        .createProducerTemplate()
                        .request(
                                "matrix:*?operation=upload",
                                exchange -> exchange.getMessage().setBody(text.getBytes()));
        return uploaded.getMessage().getBody(String.class);
    }

    private static List<String> files(Path folder) throws Exception {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.endsWith(".camelLock"))
                    .toList();
        }
    }

    @Test
    void noHeaderOfAnAnswerBecomesAHeaderOfTheExchange() {
        var answer = okJson("{\"CamelHttpUri\": \"http://evil.example.org/\", \"ok\": true}");
        STEERING.forEach(answer::withHeader);
        String path = "/_matrix/client/v3/evil";
        homeserver.wireMock().stubFor(get(urlPathEqualTo(path)).willReturn(answer));
        Exchange asked =
                ask(
                        "matrix:*?operation=request&allowedOperations=request",
                        null,
                        Map.of(MatrixConstants.OVERRIDE_REQUEST_PATH, path));
        assertThat(asked.getException()).isNull();
        assertThat(asked.getMessage().getHeaders())
                .containsOnlyKeys(MatrixConstants.RESPONSE_STATUS);
    }

    @Test
    void noHeaderOfADownloadBecomesAHeaderButTheFilesOwn() {
        var answer =
                okJson("{}").withHeader("Content-Disposition", "inline; filename=\"../a.json\"");
        STEERING.forEach(answer::withHeader);
        homeserver
                .wireMock()
                .stubFor(
                        get(urlPathEqualTo("/_matrix/client/v1/media/download/localhost/evil"))
                                .willReturn(answer));
        Exchange asked = ask("matrix:*?operation=download", "mxc://localhost/evil", Map.of());
        assertThat(asked.getException()).isNull();
        assertThat(asked.getMessage().getHeaders())
                .containsEntry(Exchange.FILE_NAME, "a.json")
                .containsOnlyKeys(
                        Exchange.FILE_NAME, Exchange.CONTENT_TYPE, MatrixConstants.CONTENT_URI);
    }

    @Test
    void noHeaderOfTheExchangeGetsIntoARequest() {
        List<String> requests = new CopyOnWriteArrayList<>();
        homeserver
                .wireMock()
                .addMockServiceRequestListener(
                        (request, response) ->
                                requests.add(
                                        request.getMethod()
                                                + request.getUrl()
                                                + request.getHeaders()));
        Map<String, Object> all = new HashMap<>(STEERING);
        all.remove(MatrixConstants.OVERRIDE_ROOM);
        all.remove(Exchange.FILE_NAME);
        all.put("X-Evil", "evil");
        all.put("Cookie", "evil");
        all.put("Host", "evil.example.org");
        Map<String, Object> request = new HashMap<>(all);
        request.put(MatrixConstants.OVERRIDE_REQUEST_METHOD, "PUT");
        request.put(
                MatrixConstants.OVERRIDE_REQUEST_PATH,
                "/_matrix/client/v3/user/" + bot.userId() + "/account_data/org.example.data");
        Map<String, Object> upload = new HashMap<>(all);
        upload.put(Exchange.CONTENT_TYPE, "text/plain\r\nX-Evil: 1");

        assertThat(ask("matrix:" + room, "hello", all).getException()).isNull();
        assertThat(
                        ask(
                                        "matrix:*?operation=request&allowedOperations=request",
                                        Map.of("kept", 1),
                                        request)
                                .getException())
                .isNull();
        assertThat(ask("matrix:*?operation=upload", new byte[] {1}, upload).getException())
                .isNull();

        assertThat(requests)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(each -> assertThat(each.toLowerCase()).doesNotContain("evil"));
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    private Exchange ask(String endpoint, Object body, Map<String, ?> headers) {
        camel.start();
        return camel.camel()
                .createProducerTemplate()
                .send(
                        endpoint,
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            headers.forEach(exchange.getMessage()::setHeader);
                        });
    }
}
