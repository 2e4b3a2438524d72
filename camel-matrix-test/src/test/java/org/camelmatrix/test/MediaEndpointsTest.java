// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MediaEndpointsTest {
    private static final String NEW = "/_matrix/client/v1/media";
    private static final String OLD = "/_matrix/media/v3";
    private static final byte[] PICTURE = "picture".getBytes(StandardCharsets.US_ASCII);

    @Test
    void givesFilesAwayByTheEndpointsThatItHas() throws Exception {
        expect(MediaEndpoints.AUTHENTICATED, 200, 404);
        expect(MediaEndpoints.UNAUTHENTICATED, 404, 200);
        expect(MediaEndpoints.BOTH, 200, 200);
    }

    private static void expect(MediaEndpoints endpoints, int statusOfNew, int statusOfOld)
            throws Exception {
        try (MatrixHomeserver homeserver =
                MatrixHomeserver.builder().mediaEndpoints(endpoints).start()) {
            TestAccount alice = homeserver.register("alice", "secret");
            String uri =
                    new HttpHomeserver(homeserver.url())
                            .upload(alice.accessToken(), "?filename=a.png", "image/png", PICTURE)
                            .text("content_uri");
            String file = uri.substring("mxc:/".length());
            for (String path :
                    new String[] {
                        "/download" + file,
                        "/download" + file + "/b.png",
                        "/thumbnail" + file + "?width=32&height=32",
                        "/config"
                    }) {
                assertStatus(get(homeserver, NEW + path, alice.accessToken()), path, statusOfNew);
                assertStatus(get(homeserver, OLD + path, alice.accessToken()), path, statusOfOld);
            }

            assertThat(get(homeserver, OLD + "/download" + file, null).statusCode())
                    .isEqualTo(statusOfOld);
        }
    }

    private static void assertStatus(HttpResponse<byte[]> response, String path, int status) {
        assertThat(response.statusCode()).as(path).isEqualTo(status);
        String body = new String(response.body(), StandardCharsets.UTF_8);
        if (status == 404) {
            assertThat(body).contains("M_UNRECOGNIZED");
        } else if (!path.equals("/config")) {
            assertThat(body).isEqualTo("picture");
        }
    }

    private static HttpResponse<byte[]> get(MatrixHomeserver homeserver, String path, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(homeserver.url() + path));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofByteArray());
    }
}
