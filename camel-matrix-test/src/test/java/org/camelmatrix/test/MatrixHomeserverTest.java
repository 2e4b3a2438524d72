// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MatrixHomeserverTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX =
            new MatrixHomeserverExtension(
                    MatrixHomeserver.builder().serverName("example.org").defaultRoomVersion("11"));

    @Test
    void takesTheSettingsOfItsBuilder(MatrixHomeserver homeserver) {
        TestAccount alice = homeserver.register("alice", "secret");

        assertThat(alice.userId()).isEqualTo("@alice:example.org");
        assertThat(homeserver.createRoom(alice)).endsWith(":example.org");
        assertThat(homeserver.httpsUrl()).isEmpty();
    }

    @Test
    void notesDownWhatArrives(MatrixHomeserver homeserver) throws IOException {
        HttpHomeserver server = new HttpHomeserver(homeserver.url());
        TestAccount alice = homeserver.register("alice", "secret");
        String room = homeserver.createRoom(alice);
        server.send(alice.accessToken(), room, "1", "x");
        server.wrong("GET", "/nosuch?a=b", "wrong", null);

        assertThat(homeserver.requestCount()).isEqualTo(2);
        assertThat(homeserver.requestCount(Endpoint.SEND)).isEqualTo(1);
        RecordedRequest send = homeserver.requests(Endpoint.SEND).get(0);
        assertThat(send.method()).isEqualTo("PUT");
        assertThat(send.target()).isEqualTo(HttpHomeserver.sendPath(room, "1"));
        assertThat(send.userId()).contains(alice.userId());
        assertThat(send.body()).contains("\"body\":\"x\"");
        RecordedRequest other = homeserver.requests().get(1);
        assertThat(other.target()).isEqualTo("/nosuch?a=b");
        assertThat(other.endpoint()).isEqualTo(Optional.empty());
        assertThat(other.userId()).isEmpty();
    }

    @Test
    void forgetsEverythingOnReset(MatrixHomeserver homeserver) throws IOException {
        HttpHomeserver server = new HttpHomeserver(homeserver.url());
        TestAccount before = homeserver.register("alice", "secret");
        homeserver.applicationService("as-token", "@alice:.*");
        homeserver.inject(Fault.html(500));
        homeserver.wireMock().stubFor(any(anyUrl()).willReturn(status(418)));
        homeserver.reset();

        Reply reply = server.call("GET", Endpoint.WHOAMI.path(), before.accessToken(), null);
        assertThat(reply.errcode()).isEqualTo("M_UNKNOWN_TOKEN");
        assertThat(homeserver.requestCount()).isEqualTo(1);
        assertThat(server.whoami("as-token").errcode()).isEqualTo("M_UNKNOWN_TOKEN");
        assertThat(homeserver.register("alice", "other")).isNotEqualTo(before);
    }

    @Test
    void letsStubsOfWireMockGoFirst(MatrixHomeserver homeserver) throws IOException {
        homeserver.wireMock().stubFor(any(anyUrl()).willReturn(status(418)));

        assertThat(
                        new HttpHomeserver(homeserver.url())
                                .call("GET", Endpoint.VERSIONS.path(), null, null)
                                .status())
                .isEqualTo(418);
    }

    @Nested
    class OfANestedClass {
        @Test
        void isTheHomeserverOfTheWholeClass(MatrixHomeserver homeserver) {
            assertThat(homeserver).isSameAs(MATRIX.homeserver());
        }
    }

    @Test
    void speaksHttpsWithAKeyStore(@TempDir Path folder) throws Exception {
        Path keyStore = folder.resolve("keys.p12");
        makeKeyStore(keyStore, "changeit");
        try (MatrixHomeserver homeserver =
                MatrixHomeserver.builder().https(keyStore, "changeit").start()) {
            URI url = homeserver.httpsUrl().orElseThrow();
            HttpRequest request =
                    HttpRequest.newBuilder(url.resolve(Endpoint.WELL_KNOWN.path())).build();
            HttpClient client =
                    HttpClient.newBuilder().sslContext(trust(keyStore, "changeit")).build();

            assertThat(client.send(request, BodyHandlers.ofString()).body())
                    .contains("\"" + url + "/\"");
        }
    }

    @Test
    @Timeout(60)
    void holdsLongPollsOverHttpsWhileTheirClientIsThere(@TempDir Path folder) throws Exception {
        Path keyStore = folder.resolve("keys.p12");
        makeKeyStore(keyStore, "changeit");
        try (MatrixHomeserver homeserver =
                MatrixHomeserver.builder().https(keyStore, "changeit").start()) {
            TestAccount alice = homeserver.register("alice", "secret");
            String room = homeserver.createRoom(alice);
            SyncClient client = new SyncClient(homeserver, alice);
            client.sync();
            int port = homeserver.httpsUrl().orElseThrow().getPort();
            SSLContext trust = trust(keyStore, "changeit");
            String poll =
                    "GET %s?timeout=60000&since=%s HTTP/1.1\r\nHost: localhost\r\n"
                                    .formatted(Endpoint.SYNC.path(), client.since())
                            + "Authorization: Bearer %s\r\n\r\n".formatted(alice.accessToken());
            try (Socket socket = trust.getSocketFactory().createSocket("127.0.0.1", port)) {
                socket.getOutputStream().write(poll.getBytes(StandardCharsets.US_ASCII));
                until(() -> homeserver.longPolls() == 1);
                homeserver.as(alice).send(room, "news");
                assertThat(new String(socket.getInputStream().readNBytes(12)))
                        .isEqualTo("HTTP/1.1 200");
            }
            client.sync();
            String next = poll.replaceFirst("since=s[0-9]+", "since=" + client.since());
            try (Socket socket = trust.getSocketFactory().createSocket("127.0.0.1", port)) {
                socket.getOutputStream().write(next.getBytes(StandardCharsets.US_ASCII));
                until(() -> homeserver.longPolls() == 1);
            }
            until(() -> homeserver.longPolls() == 0);
        }
    }

    private static void until(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }

    private static void makeKeyStore(Path file, String password) throws Exception {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        int exit =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "localhost",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "san=dns:localhost,ip:127.0.0.1",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                file.toString(),
                                "-storepass",
                                password)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        assertThat(exit).isZero();
    }

    private static SSLContext trust(Path keyStore, String password) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, password.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("localhost", keys.getCertificate("localhost"));
        TrustManagerFactory trust =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
