// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedSecretRegistrationTest {

    private static final Secret SHARED = new Secret("shared secret");
    private static final Secret PASSWORD = new Secret("pässword");

    private final Deque<ApiResponse> answers = new ArrayDeque<>();
    private final List<ApiRequest> asked = new ArrayList<>();
    private final Transport transport =
            request -> {
                asked.add(request);
                return CompletableFuture.completedFuture(answers.remove());
            };

    @ParameterizedTest
    @CsvSource({
        "true,  58869835158654be01ba09162b9b67b75308aa8c",
        "false, a82816e66f091ce59795fedde55a87fa058ca6cd"
    })
    void signsTheRequestAndMakesNoDevice(boolean admin, String mac) throws IOException {
        answer(200, "{\"nonce\":\"abcd\"}");
        answer(200, "{\"user_id\":\"@bot:example.org\"}");
        assertThat(register(admin)).isEqualTo("@bot:example.org");
        assertThat(asked)
                .extracting(ApiRequest::toString)
                .containsExactly(
                        "GET https://hs/_synapse/admin/v1/register",
                        "POST https://hs/_synapse/admin/v1/register");
        JsonNode body = JsonMapper.builder().build().readTree(asked.get(1).body());
        assertThat(body.path("nonce").asText()).isEqualTo("abcd");
        assertThat(body.path("username").asText()).isEqualTo("bot");
        assertThat(body.path("password").asText()).isEqualTo(PASSWORD.value());
        assertThat(body.path("admin").asBoolean()).isEqualTo(admin);
        assertThat(body.path("inhibit_login").asBoolean()).isTrue();
        assertThat(body.path("mac").asText()).isEqualTo(mac);
        assertThat(body.toString()).doesNotContain(SHARED.value());
    }

    @Test
    void saysWhatItNeedsWhereThereIsNoSuchApi() {
        answer(404, "<html>");
        assertThat(catchThrowable(() -> register(false)))
                .hasCauseInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("Could not register bot")
                .hasMessageContaining("needs a Synapse");
    }

    @Test
    void showsNoPasswordThatAHomeserverRepeats() {
        answer(200, "{\"nonce\":\"abcd\"}");
        answer(400, "{\"errcode\":\"M_WEAK_PASSWORD\",\"error\":\"pässword is weak\"}");
        assertThat(catchThrowable(() -> register(false)))
                .hasMessageContaining("M_WEAK_PASSWORD (*** is weak)");
    }

    @Test
    void failsForAnAnswerWithoutANonce() {
        answer(200, "{}");
        assertThat(catchThrowable(() -> register(false)))
                .hasCauseInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("no nonce");
    }

    private void answer(int status, String body) {
        answers.add(new ApiResponse(status, null, null, body.getBytes(StandardCharsets.UTF_8)));
    }

    private String register(boolean admin) {
        return new SharedSecretRegistration(transport, new BaseUrl("https://hs"))
                .register(SHARED, "bot", PASSWORD, admin)
                .join()
                .value();
    }
}
