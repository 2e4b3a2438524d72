// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.runner.setup.Secrets.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    @TempDir private Path directory;

    @Test
    void takesALineOfAFileBeforeTheEnvironment() throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), "of the file \n");
        assertThat(secrets("", "of the environment").given(source(file.toString())))
                .hasValue(new Secret("of the file "));
        assertThat(secrets("", "of the environment").given(source(null)))
                .hasValue(new Secret("of the environment"));
        assertThat(secrets("", " ").given(source(null))).isEmpty();
    }

    @Test
    void takesLinesOfStandardInputOneAfterTheOther() throws IOException {
        Secrets secrets = secrets("first\nsecond", "");
        assertThat(secrets.given(source("-"))).hasValue(new Secret("first"));
        assertThat(secrets.given(source("-"))).hasValue(new Secret("second"));
        assertThatThrownBy(() -> secrets.given(source("-")))
                .isInstanceOf(UsageException.class)
                .hasMessage("Standard input has no line with the password.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "one\ntwo\n"})
    void refusesAFileWithoutExactlyOneLine(String content) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), content);
        assertThatThrownBy(() -> secrets("", "").given(source(file.toString())))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("has to hold the password in one line");
    }

    @Test
    void namesEveryWayWhereNobodyCanBeAsked() {
        assertThatThrownBy(() -> secrets("", "").asked(source(null)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("set MATRIX_PASSWORD or give --password-file");
    }

    @Test
    void takesWhatItReadOutOfAText() throws IOException {
        Secrets secrets = secrets("hunter2\n", "");
        secrets.given(source("-"));
        assertThat(secrets.removedFrom("refused hunter2.")).isEqualTo("refused xxxxxx.");
    }

    private static Source source(String file) {
        return new Source("password", file, "--password-file", "MATRIX_PASSWORD");
    }

    private static Secrets secrets(String input, String variable) {
        return new Secrets(
                Map.of("MATRIX_PASSWORD", variable),
                question -> Optional.empty(),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    }
}
