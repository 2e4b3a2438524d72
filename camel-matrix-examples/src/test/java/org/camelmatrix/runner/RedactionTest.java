// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTest {

    @Test
    void hidesKnownSecretsWhereverTheyStand() {
        assertThat(new Redaction(Set.of("syt_abc")).apply("refused syt_abc, and /syt_abc/"))
                .isEqualTo("refused xxxxxx, and /xxxxxx/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "matrix:!a?accessToken=hidden&format=text",
                "accessToken: hidden",
                "access-token=\"hidden\"",
                "\"password\": \"hidden\"",
                "password=RAW(hidden)",
                "MATRIX_ACCESS_TOKEN=hidden"
            })
    void hidesWhatHasTheNameOfASecret(String text) {
        assertThat(new Redaction(Set.of()).apply(text)).doesNotContain("hidden");
    }

    @Test
    void leavesOtherTextAlone() {
        for (String text :
                List.of(
                        "set the option accessToken to a valid token; check userId and password",
                        "what people expect to be secret: send to a room without encryption",
                        "write accessToken=RAW(...) where the token has a plus sign")) {
            assertThat(new Redaction(Set.of()).apply(text)).isEqualTo(text);
        }
    }
}
