// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that no route makes; the others are in the contract tests. */
class MatrixClientTest {

    private static final Credentials WHO = new Credentials(new Secret("token"));

    private final List<ApiRequest> asked = new ArrayList<>();
    private String answer = "{}";
    private final MatrixClient client =
            new MatrixClient(
                    request -> {
                        asked.add(request);
                        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                        return CompletableFuture.completedFuture(
                                new ApiResponse(200, null, null, body));
                    },
                    new BaseUrl("https://hs/"));

    @Test
    void signsOut() {
        client.sessions().logout(WHO).join();
        assertThat(asked.get(0)).hasToString("POST https://hs/_matrix/client/v3/logout");
        assertThat(asked.get(0).accessToken()).isEqualTo(WHO.accessToken());
        assertThat(body()).isEqualTo("{}");
    }

    @Test
    void setsAFieldOfAProfile() {
        client.profiles()
                .setProfileField(WHO, new UserId("@a/b:hs"), "displayname", "A \"B\"")
                .join();
        assertThat(asked.get(0))
                .hasToString("PUT https://hs/_matrix/client/v3/profile/%40a%2Fb%3Ahs/displayname");
        assertThat(body()).isEqualTo("{\"displayname\":\"A \\\"B\\\"\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"m.upload.size\":5368709120} | 5368709120",
                "{}                             | -1",
                "{\"m.upload.size\":\"big\"}    | -1"
            })
    void knowsTheLargestUploadWhereTheHomeserverSaysIt(String answer, long size) {
        this.answer = answer;
        assertThat(client.media().largestUpload(WHO).join().orElse(-1)).isEqualTo(size);
        assertThat(asked.get(0)).hasToString("GET https://hs/_matrix/client/v1/media/config");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void asksForATokenThatExpiresOnlyIfTheDeviceRenewsIt(boolean refreshes) {
        answer = "{\"user_id\":\"@a:hs\",\"device_id\":\"D\",\"access_token\":\"t\"}";
        SessionClient.Device device = new SessionClient.Device("D", "name", refreshes);
        client.sessions().login(new UserId("@a:hs"), new Secret("p"), device).join();
        assertThat(body()).contains("\"refresh_token\":" + refreshes);
    }

    /** Proxies may decode and shorten paths; the token must not get to another endpoint by that. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "mxc://../..",
                "mxc://../config",
                "mxc://hs/..",
                "mxc://hs/.",
                "mxc://hs/../../../v3/account/whoami",
                "mxc://hs/..%2F..%2Fconfig",
                "mxc://hs/a b",
                "mxc://hs/a?b",
                "mxc://h s/a",
                "mxc:///a",
                "mxc://hs/",
                "mxc://hs",
                "https://hs/a"
            })
    void asksForNothingThatIsNoFile(String uri) {
        assertThatThrownBy(() -> client.media().download(WHO, uri, 10).join())
                .isInstanceOf(MatrixRejectedException.class);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hs", "matrix.example.org:8448", "1.2.3.4", "[2001:db8::1]:80"})
    void asksForAFileOfAnyServer(String server) throws IOException {
        client.media().download(WHO, "mxc://" + server + "/aB-3_", 10).join().close();
        assertThat(asked.get(0).uri().getPath())
                .isEqualTo("/_matrix/client/v1/media/download/" + server + "/aB-3_");
    }

    private String body() {
        return new String(asked.get(0).body(), StandardCharsets.UTF_8);
    }
}
