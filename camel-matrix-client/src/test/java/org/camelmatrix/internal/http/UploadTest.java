// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.binaryEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.MediaContent;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class UploadTest {

    private static final byte[] CONTENT = {(byte) 0x89, 'P', 'N', 'G', 0, 1, 2};

    @RegisterExtension
    static final WireMockExtension HOMESERVER =
            WireMockExtension.newInstance()
                    .options(options().dynamicPort().bindAddress("127.0.0.1"))
                    .build();

    @TempDir private Path folder;
    private Path file;
    private final CloseableHttpClient client = HttpClients.createDefault();

    @BeforeEach
    void writeFile() throws IOException {
        file = Files.write(folder.resolve("a b+é.png"), CONTENT);
    }

    @AfterEach
    void closeClient() throws IOException {
        client.close();
    }

    @Test
    void sendsTheFileWithItsTypeItsNameAndItsLength() throws IOException {
        HOMESERVER.stubFor(
                upload().withQueryParam("filename", equalTo("a b+é.png"))
                        .withHeader("Content-Type", equalTo("image/png"))
                        .withHeader("Content-Length", equalTo("7"))
                        .withHeader("Authorization", equalTo("Bearer the-token"))
                        .withRequestBody(binaryEqualTo(CONTENT))
                        .willReturn(okJson("{\"content_uri\":\"mxc://hs/abc\"}")));
        assertThat(upload(new Credentials(new Secret("the-token")))).isEqualTo("mxc://hs/abc");
    }

    @Test
    void namesTheUserThatAnApplicationServiceActsAs() throws IOException {
        HOMESERVER.stubFor(
                upload().withQueryParam("user_id", equalTo("@bot:hs"))
                        .willReturn(okJson("{\"content_uri\":\"mxc://hs/abc\"}")));
        assertThat(upload(new Credentials(new Secret("t"), new UserId("@bot:hs"), null)))
                .isEqualTo("mxc://hs/abc");
    }

    @Test
    void failsAsAnyRequestFails() {
        HOMESERVER.stubFor(
                upload().willReturn(
                                aResponse()
                                        .withStatus(413)
                                        .withBody("{\"errcode\":\"M_TOO_LARGE\"}")));
        assertThat(failure())
                .hasCauseInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("Could not upload the file a b+é.png")
                .hasMessageContaining("413 M_TOO_LARGE");
        HOMESERVER.stubFor(upload().willReturn(okJson("{}")));
        assertThat(failure()).hasCauseInstanceOf(MatrixUnavailableException.class);
        HOMESERVER.stubFor(
                upload().willReturn(aResponse().withStatus(429).withHeader("Retry-After", "0")));
        assertThat(failure()).hasCauseInstanceOf(MatrixLimitedException.class);
    }

    @Test
    void saysThatTheFileHasChangedMeanwhile() {
        HOMESERVER.stubFor(upload().willReturn(okJson("{\"content_uri\":\"mxc://hs/abc\"}")));
        assertThat(catchThrowable(() -> uploadOf(new FileContent(file, CONTENT.length + 1))))
                .hasCauseInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("change it");
        assertThat(catchThrowable(() -> uploadOf(new FileContent(folder.resolve("gone"), 3))))
                .hasCauseInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("NoSuchFileException");
    }

    private void uploadOf(MediaContent content) {
        new MatrixClient(
                        new ClassicTransport(client, Duration.ofSeconds(30)),
                        new BaseUrl(HOMESERVER.baseUrl()))
                .media()
                .upload(
                        new Credentials(new Secret("the-token")),
                        new MediaFile(content, "a.png", "image/png", new byte[0]))
                .join();
    }

    /** A server that takes the connection and reads nothing, for as long as it is asked. */
    @Test
    void endsWhenTheServerReadsNoMore() throws IOException {
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            MatrixClient slow =
                    new MatrixClient(
                            new ClassicTransport(client, Duration.ofMillis(200), Duration.ZERO),
                            new BaseUrl("http://127.0.0.1:" + deaf.getLocalPort()));
            MediaFile large =
                    new MediaFile(
                            MediaContent.of(new byte[64 << 20]), "a", "image/png", new byte[0]);
            assertThat(
                            catchThrowable(
                                    () ->
                                            slow.media()
                                                    .upload(
                                                            new Credentials(
                                                                    new Secret("the-token")),
                                                            large)
                                                    .join()))
                    .hasCauseInstanceOf(MatrixUnavailableException.class)
                    .hasMessageContaining("nothing of the file was taken for 400 ms");
        }
    }

    private static MappingBuilder upload() {
        return post(urlPathEqualTo("/_matrix/media/v3/upload"));
    }

    private Throwable failure() {
        return catchThrowable(() -> upload(new Credentials(new Secret("the-token"))));
    }

    private String upload(Credentials who) throws IOException {
        return new MatrixClient(
                        new ClassicTransport(client, Duration.ofSeconds(30)),
                        new BaseUrl(HOMESERVER.baseUrl()))
                .media()
                .upload(
                        who,
                        MediaFile.of(
                                FileContent.of(file), file.getFileName().toString(), "image/png"))
                .join();
    }
}
