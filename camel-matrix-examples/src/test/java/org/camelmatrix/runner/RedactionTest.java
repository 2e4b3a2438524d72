package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

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
        String text = "set the option accessToken to a valid token; check userId and password";
        assertThat(new Redaction(Set.of()).apply(text)).isEqualTo(text);
    }
}
