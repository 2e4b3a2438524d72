// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.camelmatrix.MatrixRejectedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A download that never comes to its end does not hold its reader, whatever keeps coming. */
@Timeout(20)
class EndlessDownloadTest {

    private static final String OK = "HTTP/1.1 200 OK\r\n";
    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";
    private static final Map<String, HostileServer.Answer> ENDLESS = new LinkedHashMap<>();

    private final HostileServer server = new HostileServer();
    private final CloseableHttpClient http = HttpClients.createDefault();

    static {
        ENDLESS.put("bytes that drip", wire -> wire.send(OK + "\r\n").drip("x"));
        ENDLESS.put("chunks that drip", wire -> wire.send(CHUNKED).drip("1\r\nx\r\n"));
        ENDLESS.put("a chunk's size that drips", wire -> wire.send(CHUNKED).drip("0"));
        ENDLESS.put("a chunk's extension", wire -> wire.send(CHUNKED + "1;").drip("x"));
        ENDLESS.put("a trailer", wire -> wire.send(CHUNKED + "1\r\n{\r\n0\r\nX: ").drip("x"));
    }

    @AfterEach
    void close() throws IOException {
        http.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("endless")
    void endsADownloadThatDrips(String what) throws IOException {
        server.answers(ENDLESS.get(what));
        try (OpenAnswer file = download(Integer.MAX_VALUE)) {
            assertThatThrownBy(() -> file.body().readAllBytes())
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("of the answer came within");
        }
    }

    static Set<String> endless() {
        return ENDLESS.keySet();
    }

    @Test
    void waitsForAReaderThatTakesItsTime() throws IOException {
        server.answers(wire -> wire.send(OK + "Content-Length: 8\r\n\r\nabcd").send("efgh"));
        try (OpenAnswer file = download(100)) {
            assertThat(file.body().readNBytes(4)).hasSize(4);
            LockSupport.parkNanos(Duration.ofMillis(1500).toNanos());
            assertThat(file.body().readAllBytes()).hasSize(4);
        }
    }

    @Test
    void refusesAFileThatIsSaidToBeTooLarge() {
        server.answers(wire -> wire.send(OK + "Content-Length: 101\r\n\r\n").drip("x"));
        assertThatThrownBy(() -> download(100))
                .hasCauseInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("has 101 bytes")
                .hasMessageContaining("maximumFileSize");
    }

    @Test
    void readsNoMoreOfAFileThatIsTooLarge() throws IOException {
        server.answers(wire -> wire.send(OK + "\r\n").flood("x".repeat(50)));
        try (OpenAnswer file = download(100)) {
            assertThatThrownBy(() -> file.body().readAllBytes())
                    .isInstanceOf(TooLongException.class);
        }
    }

    private OpenAnswer download(int maximum) {
        MatrixClient client =
                new MatrixClient(
                        new ClassicTransport(http, Duration.ofMillis(500)),
                        new BaseUrl("http://" + server.authority()));
        return client.media()
                .download(new Credentials(new Secret("t")), "mxc://hs/id", maximum)
                .join();
    }
}
