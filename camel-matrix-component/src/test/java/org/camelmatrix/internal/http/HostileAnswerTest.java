// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever comes over the wire, a request ends soon, with a failure that says what was wanted. */
@Timeout(30)
class HostileAnswerTest {

    private static final Map<String, byte[]> NO_JSON_OBJECT = new LinkedHashMap<>();
    private static final Map<String, String> NO_HTTP = new LinkedHashMap<>();
    private static RealClient client;

    private final HostileServer server = new HostileServer();

    static {
        text("nothing", "");
        text("HTML", "<!doctype html><title>shop</title>");
        text("an array", "[]");
        text("a text", "\"event_id\"");
        text("null", "null");
        text("half an object", "{\"event_id\":\"$a\"");
        text("two objects", "{\"event_id\":\"$a\"}{\"event_id\":\"$b\"}");
        text("30000 arrays in each other", "[".repeat(30_000) + "]".repeat(30_000));
        text("objects in each other", "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
        text("60000 digits", "{\"event_id\":" + "9".repeat(60_000) + "}");
        text("a fraction of 60000 digits", "{\"event_id\":0." + "9".repeat(60_000) + "}");
        text("a long name", "{\"" + "a".repeat(60_000) + "\":1}");
        text("no number", "{\"event_id\":NaN}");
        text("a control in a text", "{\"event_id\":\"$a\nb\"}");
        NO_JSON_OBJECT.put(
                "what is no UTF-8", new byte[] {'{', '"', (byte) 0xc3, '(', '"', ':', '1', '}'});
        NO_JSON_OBJECT.put(
                "what is no UTF-32",
                new byte[] {0, 0, (byte) 0xfe, (byte) 0xff, 0x7f, 0, 0, '{', 0, 0, 0, '}'});
        NO_JSON_OBJECT.put("zeros", new byte[60_000]);
        NO_JSON_OBJECT.put("zipped JSON", zipped("{}"));

        NO_HTTP.put("nothing at all", "");
        NO_HTTP.put("half a status line", "HTTP/1.1 20");
        NO_HTTP.put("what is no status line", "220 mail.example.org ESMTP\r\n\r\n");
        NO_HTTP.put("a status that is none", "HTTP/1.1 2oo OK\r\n\r\n{}");
        NO_HTTP.put("a status below all", "HTTP/1.1 007 Bond\r\n\r\n{}");
        NO_HTTP.put("many empty lines", "\r\n".repeat(10_000) + "HTTP/1.1 200 OK\r\n\r\n{}");
        NO_HTTP.put("half a head", "HTTP/1.1 200 OK\r\nContent-Type: applica");
        NO_HTTP.put("a line without end", "HTTP/1.1 200 OK\r\nX: " + "x".repeat(1 << 20));
        NO_HTTP.put("a status line without end", "HTTP/1.1 200 " + "x".repeat(1 << 20));
        NO_HTTP.put("headers without end", "HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(1 << 17));
        NO_HTTP.put("folds without end", "HTTP/1.1 200 OK\r\nX: y\r\n" + " z\r\n".repeat(1 << 17));
        NO_HTTP.put("what is no header", "HTTP/1.1 200 OK\r\n\u0007" + Ask.SECRET + "\r\n\r\n{}");
        NO_HTTP.put("a negative length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n{}");
        NO_HTTP.put("a length that is none", "HTTP/1.1 200 OK\r\nContent-Length: 2x\r\n\r\n{}");
        NO_HTTP.put(
                "two lengths",
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n{}");
        NO_HTTP.put(
                "a length that is too long", "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{}");
        NO_HTTP.put(
                "a length that no number holds",
                "HTTP/1.1 200 OK\r\nContent-Length: " + "9".repeat(40) + "\r\n\r\n{}");
        NO_HTTP.put("a chunk that is none", chunked("zz\r\n{}\r\n0\r\n\r\n"));
        NO_HTTP.put("a chunk that is a secret", chunked("2\r\n{}\r\n" + Ask.SECRET + "\r\n"));
        NO_HTTP.put("a negative chunk", chunked("-2\r\n{}\r\n0\r\n\r\n"));
        NO_HTTP.put("a chunk that no number holds", chunked("f".repeat(17) + "\r\n{}"));
        NO_HTTP.put("a chunk longer than the rest", chunked("7fffffffffffffff\r\n{}"));
        NO_HTTP.put("a chunk with no end", chunked("2\r\n{}"));
        NO_HTTP.put("a chunk's extension without end", chunked("2;" + "x".repeat(1 << 20)));
        NO_HTTP.put(
                "trailers without end", chunked("2\r\n{}\r\n0\r\n" + "X: y\r\n".repeat(1 << 17)));
        NO_HTTP.put(
                "a coding that nobody knows",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: " + Ask.SECRET + "\r\n\r\n{}");
    }

    @BeforeAll
    static void openClient() {
        client = new RealClient(Duration.ofSeconds(5));
    }

    @AfterAll
    static void closeClient() {
        client.close();
    }

    @AfterEach
    void closeServer() throws IOException {
        server.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("noJsonObject")
    void takesWhatIsNoJsonObjectAsNoAnswer(Ask ask, String what) {
        byte[] body = NO_JSON_OBJECT.get(what);
        server.answers(wire -> wire.send(head(200, body.length)).send(body));
        MatrixException failure = failure(ask);
        assertThat(failure)
                .isInstanceOf(
                        ask.firstContact && body.length > 0
                                ? MatrixConfigurationException.class
                                : MatrixUnavailableException.class);
        assertThat(failure.getStatus()).isEqualTo(200);
        assertThat(failure.getErrcode()).isNull();
    }

    static Stream<Arguments> noJsonObject() {
        return Arrays.stream(Ask.values())
                .flatMap(ask -> NO_JSON_OBJECT.keySet().stream().map(it -> Arguments.of(ask, it)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("noHttp")
    void takesWhatIsNoHttpAsNoAnswer(Ask ask, String what) {
        server.answers(wire -> wire.send(NO_HTTP.get(what)));
        assertThat(failure(ask)).isInstanceOf(MatrixUnavailableException.class);
        assertThat(server.requests()).filteredOn(each -> each.contains("/_matrix/")).hasSize(1);
    }

    static Stream<Arguments> noHttp() {
        return Arrays.stream(Ask.values())
                .flatMap(ask -> NO_HTTP.keySet().stream().map(it -> Arguments.of(ask, it)));
    }

    @ParameterizedTest
    @EnumSource(Ask.class)
    void readsLittleOfAnAnswerOfOneGigabyte(Ask ask) {
        server.answers(wire -> wire.send(head(200, 1 << 30)).flood(" ".repeat(1 << 16)));
        assertThat(failure(ask))
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("the answer is longer than");
        await().untilAsserted(() -> assertThat(server.requests()).contains("cut off"));
        assertThat(server.written()).isLessThan(64L << 20);
    }

    @ParameterizedTest
    @EnumSource(Ask.class)
    void readsLittleOfAnAnswerWithoutEnd(Ask ask) {
        String chunk = "10000\r\n" + "[".repeat(0x10000) + "\r\n";
        server.answers(wire -> wire.send(chunked("")).flood(chunk));
        assertThat(failure(ask)).isInstanceOf(MatrixUnavailableException.class);
        await().untilAsserted(() -> assertThat(server.requests()).contains("cut off"));
        assertThat(server.written()).isLessThan(64L << 20);
    }

    @ParameterizedTest
    @EnumSource(Ask.class)
    void unpacksNothing(Ask ask) {
        byte[] bomb = zipped("{\"a\":\"" + " ".repeat(1 << 24) + "\"}");
        server.answers(
                wire ->
                        wire.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: ")
                                .send(bomb.length + "\r\n\r\n")
                                .send(bomb));
        assertThat(failure(ask)).hasMessageContaining("without Matrix's JSON");
        assertThat(server.requests().get(0)).contains("Accept-Encoding: identity");
    }

    @ParameterizedTest
    @EnumSource(Ask.class)
    void takesNothingToWhereARedirectPoints(Ask ask) throws IOException {
        try (HostileServer other = new HostileServer()) {
            server.answers(
                    wire ->
                            wire.send(
                                    "HTTP/1.1 307 Go\r\nContent-Length: 0\r\nLocation: http://"
                                            + other.authority()
                                            + "/"
                                            + Ask.SECRET
                                            + "\r\n\r\n"));
            assertThat(failure(ask))
                    .isInstanceOf(MatrixConfigurationException.class)
                    .hasMessageContaining("which is not followed");
            assertThat(other.requests()).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Ask.class)
    void showsNothingOfARefusalThatIsUnfitForALog(Ask ask) {
        String body =
                "{\"errcode\":\"M_\\u0000%s\",\"error\":\"a\\u009b2J\\u202e\\u2028\\ud800%s%s\"}"
                        .formatted(Ask.SECRET, Ask.SECRET, "x".repeat(60_000));
        server.answers(wire -> wire.send(head(403, body.length())).send(body));
        assertThat(failure(ask).getErrcode()).isNull();
        String written =
                "{\"errcode\":\"M_FORBIDDEN\",\"error\":\"a\\u009b2J\\u202e%s\"}"
                        .formatted(Ask.SECRET);
        server.answers(wire -> wire.send(head(403, written.length())).send(written));
        assertThat(failure(ask))
                .hasMessageContaining("M_FORBIDDEN (a 2J ")
                .extracting(MatrixException::getErrcode)
                .isEqualTo("M_FORBIDDEN");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SEND     | {}                                               | event_id",
                "SEND     | {\"event_id\":null}                              | event_id",
                "SEND     | {\"event_id\":7}                                 | event_id",
                "SEND     | {\"event_id\":1e999999999}                       | event_id",
                "SEND     | {\"event_id\":[\"$a\"]}                          | event_id",
                "SEND     | {\"event_id\":\"\"}                              | event_id",
                "SEND     | {\"event_id\":\"a\"}                             | event_id",
                "SEND     | {\"event_id\":\"$a\\u0000b\"}                    | event_id",
                "SEND     | {\"event_id\":\"$a\\r\\nX: y\"}                  | event_id",
                "SEND     | {\"event_id\":\"$a\",\"event_id\":1}             | event_id",
                "JOIN     | {\"room_id\":\"r\"}                              | room_id",
                "ALIAS    | {\"room_id\":\"!r\"}                             | servers",
                "ALIAS    | {\"room_id\":\"!r\",\"servers\":{\"a\":1}}       | servers",
                "JOINED_ROOMS | {\"joined_rooms\":{}}                        | joined_rooms",
                "REFRESH  | {\"access_token\":\"\"}                          | access_token",
                "REFRESH  | {\"access_token\":\"a\\r\\nX-Evil: 1\"}          | access_token",
                "REFRESH  | {\"access_token\":\"\\ud800\"}                   | access_token",
                "WHOAMI   | {\"user_id\":\"@a\"}                             | user_id",
                "WHOAMI   | {\"user_id\":\"@a:hs\",\"device_id\":\"\\n\"}    | device_id",
                "LOGIN    | {\"user_id\":\"@a:hs\",\"access_token\":\"t\"}   | device_id",
                "VERSIONS | {\"versions\":\"v1.1\"}                          | versions",
                "UPLOAD   | {\"content_uri\":7}                              | content_uri"
            })
    void missesWhatIsNotAsTheSpecificationSays(Ask ask, String body, String field) {
        server.answers(wire -> wire.send(head(200, body.length())).send(body));
        assertThat(failure(ask))
                .hasMessageContaining("the answer has no")
                .hasMessageContaining(field);
    }

    @Test
    void missesAnEventIdThatIsAsLongAsAnAnswerMayBe() {
        String body = "{\"event_id\":\"$" + "a".repeat(60_000) + "\"}";
        server.answers(wire -> wire.send(head(200, body.length())).send(body));
        assertThat(failure(Ask.SEND)).hasMessageContaining("the answer has no event_id");
    }

    @Test
    void takesNoRoomListThatIsManyTimesAsLargeInMemory() {
        String body = "{\"joined_rooms\":[" + "{},".repeat(1_000_000) + "{}]}";
        server.answers(wire -> wire.send(head(200, body.length())).send(body));
        assertThat(failure(Ask.JOINED_ROOMS)).hasMessageContaining("without Matrix's JSON");
    }

    @Test
    void leavesOutRoomsThatAreNone() {
        String body =
                "{\"joined_rooms\":[\"!a\",7,\"b\",\"!c\\u0000\",\"!" + "d".repeat(300) + "\"]}";
        server.answers(wire -> wire.send(head(200, body.length())).send(body));
        assertThat(client.failure(Ask.JOINED_ROOMS, "http://" + server.authority())).isNull();
    }

    /** The failure, of which every text is fit for a log and holds no secret. */
    private MatrixException failure(Ask ask) {
        MatrixException failure = client.failure(ask, "http://" + server.authority());
        assertThat(failure).isNotNull();
        assertThat(failure.getMessage())
                .startsWith("Could not " + ask.intent + ": http://" + server.authority())
                .hasSizeLessThan(1000)
                .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");
        StringWriter trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace, true));
        assertThat(trace.toString()).doesNotContainPattern("[\\p{Cc}&&[^\\r\\n\\t]]");
        if (ask != Ask.VERSIONS) {
            assertThat(trace + failure.getErrcode())
                    .as("what the request held")
                    .doesNotContain(Ask.SECRET);
        }
        return failure;
    }

    private static void text(String what, String body) {
        NO_JSON_OBJECT.put(what, body.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String head(int status, int length) {
        return "HTTP/1.1 "
                + status
                + " Well\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: "
                + length
                + "\r\n\r\n";
    }

    private static String chunked(String body) {
        return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body;
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
