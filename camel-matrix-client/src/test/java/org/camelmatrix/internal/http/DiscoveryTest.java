// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The states of "Server discovery", with a web that exists on paper only. */
class DiscoveryTest {

    private static final String WELL_KNOWN = "https://example.org/.well-known/matrix/client";
    private static final String VERSIONS = "/_matrix/client/versions";

    private final Map<String, ApiResponse> web = new HashMap<>();
    private final List<ApiRequest> asked = new ArrayList<>();
    private final Transport transport =
            request -> {
                asked.add(request);
                ApiResponse response = web.get(request.uri().toString());
                return response == null
                        ? CompletableFuture.failedFuture(new ConnectException("refused"))
                        : CompletableFuture.completedFuture(response);
            };

    @Test
    void findsTheBaseUrlAndProvesIt() {
        page(WELL_KNOWN, 200, "{\"m.homeserver\":{\"base_url\":\"https://hs.example.org/\"}}");
        page("https://hs.example.org" + VERSIONS, 200, "{\"versions\":[\"v1.11\"]}");
        assertThat(discover("@bot:example.org")).isEqualTo("https://hs.example.org");
        assertThat(asked).allSatisfy(request -> assertThat(request.accessToken()).isNull());
    }

    @Test
    void keepsAPathOfTheBaseUrlAndDropsThePortOfTheServerName() {
        page(WELL_KNOWN, 200, "{\"m.homeserver\":{\"base_url\":\"https://hs.example.org/m/\"}}");
        page("https://hs.example.org/m" + VERSIONS, 200, "{\"versions\":[]}");
        assertThat(discover("@bot:example.org:8448")).isEqualTo("https://hs.example.org/m");
    }

    @Test
    void guessesNothingWhereThereIsNoDocument() {
        page(WELL_KNOWN, 404, "<html>no</html>");
        assertThat(failure())
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining(WELL_KNOWN + " does not exist (404)")
                .hasMessageContaining("the homeserver of example.org")
                .hasMessageContaining("homeserverUrl");
        assertThat(asked).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403 | {}                                               | answers 403",
                "200 | ''                                               | not a JSON object",
                "200 | <html></html>                                    | not a JSON object",
                "200 | []                                               | not a JSON object",
                "200 | {}                                               | m.homeserver.base_url",
                "200 | {\"m.homeserver\":{\"base_url\":7}}              | m.homeserver.base_url",
                "200 | {\"m.homeserver\":{\"base_url\":\"hs\"}}         | m.homeserver.base_url",
                "200 | {\"m.homeserver\":{\"base_url\":\"http://hs\"}}   | m.homeserver.base_url",
                "200 | {\"m.homeserver\":{\"base_url\":\"https://u@hs\"}} | m.homeserver.base_url",
                "200 | {\"m.homeserver\":{\"base_url\":\"ftp://hs\"}}   | m.homeserver.base_url",
                "200 | {\"m.homeserver\":{\"base_url\":\"https://h s\"}} | m.homeserver.base_url",
                "200 | {\"m.homeserver\":{\"base_url\":\"https://hs\"},\"m.identity_server\":{}} |"
                        + " m.identity_server"
            })
    void failsForADocumentThatIsNoUse(int status, String body, String reason) {
        page(WELL_KNOWN, status, body);
        assertThat(failure())
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("homeserverUrl");
    }

    @Test
    @Timeout(2)
    void looksNoLongerAtABaseUrlThatIsTooLong() {
        String url = "https://hs" + "/".repeat(65_000) + "x";
        page(WELL_KNOWN, 200, "{\"m.homeserver\":{\"base_url\":\"" + url + "\"}}");
        assertThat(failure())
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("m.homeserver.base_url");
    }

    @Test
    void failsForABaseUrlWithoutAHomeserver() {
        page(WELL_KNOWN, 200, "{\"m.homeserver\":{\"base_url\":\"https://hs.example.org\"}}");
        page("https://hs.example.org" + VERSIONS, 200, "<html>shop</html>");
        assertThat(failure())
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("https://hs.example.org")
                .hasMessageContaining("homeserverUrl");
    }

    @Test
    void followsAFewRedirectsButNeverAwayFromHttps() {
        web.put(WELL_KNOWN, new ApiResponse(301, "/wk", null, new byte[0]));
        page(
                "https://example.org/wk",
                200,
                "{\"m.homeserver\":{\"base_url\":\"https://hs.example.org\"}}");
        page("https://hs.example.org" + VERSIONS, 200, "{\"versions\":[]}");
        assertThat(discover("@bot:example.org")).isEqualTo("https://hs.example.org");

        web.put(WELL_KNOWN, new ApiResponse(302, "http://example.org/wk", null, new byte[0]));
        assertThat(failure()).hasMessageContaining("redirects to what is no https URL");
        web.put(WELL_KNOWN, new ApiResponse(302, "https://a:b@example.org/", null, new byte[0]));
        assertThat(failure()).hasMessageContaining("redirects to what is no https URL");
        web.put(WELL_KNOWN, new ApiResponse(302, "https:wk", null, new byte[0]));
        assertThat(failure()).hasMessageContaining("redirects to what is no https URL");
        web.put(WELL_KNOWN, new ApiResponse(302, "::", null, new byte[0]));
        assertThat(failure()).hasMessageContaining("redirects to what is no URL");
        web.put(WELL_KNOWN, new ApiResponse(302, WELL_KNOWN, null, new byte[0]));
        asked.clear();
        assertThat(failure()).hasMessageContaining("redirects more than 5 times");
        assertThat(asked).hasSize(6);
    }

    @Test
    void mayBeTriedAgainWhenTheServerIsAway() {
        assertThat(failure()).isInstanceOf(MatrixUnavailableException.class);
        page(WELL_KNOWN, 503, "");
        assertThat(failure()).isInstanceOf(MatrixUnavailableException.class);
    }

    @Test
    void boundsTheDocument() {
        failure();
        assertThat(asked.get(0).maximumAnswer()).isEqualTo(64 * 1024);
    }

    private void page(String url, int status, String body) {
        web.put(
                URI.create(url).toString(),
                new ApiResponse(status, null, null, body.getBytes(StandardCharsets.UTF_8)));
    }

    private String discover(String user) {
        return new Discovery(transport)
                .homeserverOf(user.substring(user.indexOf(':') + 1))
                .join()
                .baseUrl()
                .value();
    }

    private MatrixException failure() {
        try {
            discover("@bot:example.org");
        } catch (CompletionException e) {
            return (MatrixException) e.getCause();
        }
        throw new AssertionError("it was found");
    }
}
