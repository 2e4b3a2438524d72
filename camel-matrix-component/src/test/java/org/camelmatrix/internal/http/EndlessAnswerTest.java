// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that never comes to its end does not hold its thread, whatever keeps coming. */
@Timeout(10)
class EndlessAnswerTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final Map<String, HostileServer.Answer> ENDLESS = new LinkedHashMap<>();
    private static RealClient client;

    private final HostileServer server = new HostileServer();

    static {
        ENDLESS.put("silence", HostileServer.Wire::fallSilent);
        ENDLESS.put("a status line that drips", wire -> wire.send("HTTP/1.1 200 ").drip("x"));
        ENDLESS.put("a header that drips", wire -> wire.send(OK + "X: ").drip("x"));
        ENDLESS.put("continuations that drip", wire -> wire.drip("HTTP/1.1 100 Continue\r\n\r\n"));
        ENDLESS.put("continuations in floods", wire -> wire.flood("HTTP/1.1 100 Go\r\n\r\n"));
        ENDLESS.put("hints in floods", wire -> wire.flood("HTTP/1.1 103 Hint\r\nA: b\r\n\r\n"));
        ENDLESS.put("a body that drips", wire -> wire.send(OK + "\r\n").drip(" "));
        ENDLESS.put("a body that stops", wire -> wire.send(OK + "\r\n{").fallSilent());
        ENDLESS.put("a chunk that stops", wire -> wire.send(CHUNKED + "10\r\n{").fallSilent());
        ENDLESS.put("chunks that drip", wire -> wire.send(CHUNKED).drip("1\r\n \r\n"));
        ENDLESS.put("a chunk's size that drips", wire -> wire.send(CHUNKED).drip("0"));
        ENDLESS.put("a chunk's extension", wire -> wire.send(CHUNKED + "1;").drip("x"));
        ENDLESS.put("a trailer", wire -> wire.send(CHUNKED + "1\r\n{\r\n0\r\nX: ").drip("x"));
    }

    @BeforeAll
    static void openClient() {
        client = new RealClient(Duration.ofMillis(250));
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
    @MethodSource("endless")
    void endsARequestWhoseAnswerDoesNotEnd(Ask ask, String what) {
        server.answers(ENDLESS.get(what));
        MatrixException failure = client.failure(ask, "http://" + server.authority());
        assertThat(failure)
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageStartingWith("Could not " + ask.intent)
                .hasMessageContaining("did not answer in time");
    }

    static Stream<Arguments> endless() {
        return Stream.of(Ask.VERSIONS, Ask.SEND, Ask.UPLOAD)
                .flatMap(ask -> ENDLESS.keySet().stream().map(it -> Arguments.of(ask, it)));
    }

    @ParameterizedTest
    @EnumSource(Ask.class)
    void closesTheConnectionOfAnAnswerWhoseHeadDrips(Ask ask) {
        server.answers(wire -> wire.send(OK).drip("X"));
        assertThat(client.failure(ask, "http://" + server.authority()))
                .hasMessageContaining("did not answer in time");
        await().untilAsserted(() -> assertThat(server.requests()).contains("cut off"));
    }

    @ParameterizedTest
    @EnumSource(
            value = Ask.class,
            names = {"VERSIONS", "SEND"})
    void saysThatAServerDoesNotAnswerInTls(Ask ask) {
        try (RealClient patient = new RealClient(Duration.ofSeconds(4))) {
            assertThat(patient.failure(ask, "https://" + server.authority()))
                    .isInstanceOf(MatrixUnavailableException.class)
                    .hasMessageContaining("does not answer in TLS")
                    .hasMessageContaining("homeserverUrl");
        }
    }
}
