package org.camelmatrix.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.event.BaseUrl;
import org.camelmatrix.event.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        client.logout(WHO).join();
        assertThat(asked.get(0)).hasToString("POST https://hs/_matrix/client/v3/logout");
        assertThat(asked.get(0).accessToken()).isEqualTo(WHO.accessToken());
        assertThat(body()).isEqualTo("{}");
    }

    @Test
    void setsAFieldOfAProfile() {
        client.setProfileField(WHO, new UserId("@a/b:hs"), "displayname", "A \"B\"").join();
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
        assertThat(client.largestUpload(WHO).join().orElse(-1)).isEqualTo(size);
        assertThat(asked.get(0)).hasToString("GET https://hs/_matrix/client/v1/media/config");
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void asksForATokenThatExpiresOnlyIfTheDeviceRenewsIt(boolean refreshes) {
        answer = "{\"user_id\":\"@a:hs\",\"device_id\":\"D\",\"access_token\":\"t\"}";
        MatrixClient.Device device = new MatrixClient.Device("D", "name", refreshes);
        client.login(new UserId("@a:hs"), new Secret("p"), device).join();
        assertThat(body()).contains("\"refresh_token\":" + refreshes);
    }

    private String body() {
        return new String(asked.get(0).body(), StandardCharsets.UTF_8);
    }
}
