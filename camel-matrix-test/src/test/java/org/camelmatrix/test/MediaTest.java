// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Files, with the headers that Synapse 1.163.2 gives them. */
class MediaTest {
    private static final int LARGEST = 1000;

    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX =
            new MatrixHomeserverExtension(MatrixHomeserver.builder().largestUpload(LARGEST));

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;

    @BeforeEach
    void register(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
    }

    @Test
    void keepsBytesTypeAndName() throws IOException {
        byte[] bytes = {0, -1, 10, 13, 127, -128};
        String uri = upload("?filename=a%20b.png", "image/png", bytes);
        MediaFile file = homeserver.media(uri);

        assertThat(file.content()).isEqualTo(bytes);
        assertThat(file.contentType()).isEqualTo("image/png");
        assertThat(file.fileName()).contains("a b.png");
        assertThat(file.uploadedBy()).isEqualTo(alice.userId());
        HttpResponse<byte[]> download = download(uri);
        assertThat(download.body()).isEqualTo(bytes);
        assertThat(download.headers().firstValue("Content-Type")).contains("image/png");
        assertThat(disposition(download)).isEqualTo("inline; filename*=utf-8''a%20b.png");
        assertThat(homeserver.requests(Endpoint.UPLOAD).get(0).body()).isEmpty();
    }

    @Test
    void downloadsUnderAnotherName() throws IOException {
        String uri = upload("?filename=a.txt", "text/plain", "x".getBytes(UTF_8));

        assertThat(disposition(download(uri))).isEqualTo("inline; filename=a.txt");
        assertThat(disposition(download(uri + "/b%2Fc.txt")))
                .isEqualTo("inline; filename*=utf-8''b%2Fc.txt");
        assertThat(homeserver.requestCount(Endpoint.DOWNLOAD_AS)).isEqualTo(1);
    }

    @Test
    void attachesWhatABrowserMightRun() throws IOException {
        HttpResponse<byte[]> html = download(upload("", "text/html", "<b>".getBytes(UTF_8)));
        HttpResponse<byte[]> unnamed = download(upload("", null, new byte[0]));

        assertThat(disposition(html)).isEqualTo("attachment");
        assertThat(html.headers().firstValue("Content-Type")).contains("text/html; charset=UTF-8");
        assertThat(disposition(unnamed)).isEqualTo("attachment");
        assertThat(unnamed.headers().firstValue("Content-Type"))
                .contains("application/octet-stream");
        assertThat(unnamed.body()).isEmpty();
    }

    @Test
    void limitsTheSize() throws IOException {
        String config = Endpoint.MEDIA_CONFIG.path();
        Reply asked = server.call("GET", config, alice.accessToken(), null);
        assertThat(asked.body().path("m.upload.size").asInt()).isEqualTo(LARGEST);

        assertThat(reply(new byte[LARGEST]).status()).isEqualTo(200);
        Reply refused = reply(new byte[LARGEST + 1]);
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.errcode()).isEqualTo("M_TOO_LARGE");
    }

    @Test
    void wantsToKnowTheLengthBeforehand() throws IOException {
        Reply reply =
                server.upload(
                        alice.accessToken(),
                        "",
                        "text/plain",
                        BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream("x".getBytes(UTF_8))));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.errcode()).isEqualTo("M_UNKNOWN");
    }

    @Test
    void failsOnDemand() throws IOException {
        homeserver.inject(Fault.answerLost().on(Endpoint.UPLOAD).times(1));
        assertThatThrownBy(() -> reply(new byte[1])).isInstanceOf(IOException.class);

        String uri = upload("", "image/png", new byte[100]);
        homeserver.inject(Fault.truncatedAnswer().on(Endpoint.DOWNLOAD).times(1));
        assertThatThrownBy(() -> download(uri)).isInstanceOf(IOException.class);
    }

    @Test
    void tellsATestOfAnUnknownFile() throws IOException {
        server.whoami(alice.accessToken());

        for (String uri : new String[] {"mxc://localhost/x", "mxc://elsewhere/x", "x"}) {
            assertThatThrownBy(() -> homeserver.media(uri))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void forgetsTheOldestFilesAboveItsLimit() throws IOException {
        server.whoami(alice.accessToken());
        MediaStore store = new MediaStore(10);
        for (String id : new String[] {"a", "b", "c"}) {
            store.add(id, new MediaFile(new byte[5], "text/plain", Optional.empty(), "@a:b"));
        }

        assertThat(store.find("a")).isEmpty();
        assertThat(store.find("b")).isPresent();
        assertThat(store.find("c")).isPresent();
    }

    private String upload(String query, String type, byte[] bytes) throws IOException {
        return server.upload(alice.accessToken(), query, type, bytes).text("content_uri");
    }

    private Reply reply(byte[] bytes) throws IOException {
        return server.upload(alice.accessToken(), "", "text/plain", bytes);
    }

    private HttpResponse<byte[]> download(String uriAndMore) throws IOException {
        return server.download(alice.accessToken(), uriAndMore);
    }

    private static String disposition(HttpResponse<byte[]> download) {
        return download.headers().firstValue("Content-Disposition").orElse("");
    }
}
