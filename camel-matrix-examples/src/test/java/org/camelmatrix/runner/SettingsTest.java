// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    private static final String TOKEN = "camel.component.matrix.access-token";

    @TempDir private Path directory;
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("application.properties");
    }

    @Test
    void theFileMayBeMissing() throws IOException {
        assertThat(Settings.of(directory, Map.of(), Map.of()).properties()).isEmpty();
    }

    @Test
    void environmentVariablesBecomeOptionsOfTheComponent() throws IOException {
        Settings settings =
                Settings.of(
                        directory,
                        Map.of(
                                "MATRIX_HOMESERVER_URL", "https://matrix.example.org",
                                "MATRIX_USER_ID", "@bot:example.org",
                                "MATRIX_ACCESS_TOKEN", "token",
                                "MATRIX_PASSWORD", "password",
                                "MATRIX_DEVICE_ID", "DEVICE",
                                "MATRIX_ROOM", "#ops:example.org"),
                        Map.of());
        assertThat(settings.properties())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of(
                                "camel.component.matrix.homeserver-url",
                                "https://matrix.example.org",
                                "camel.component.matrix.user-id",
                                "@bot:example.org",
                                TOKEN,
                                "token",
                                "camel.component.matrix.password",
                                "password",
                                "camel.component.matrix.device-id",
                                "DEVICE",
                                "matrix.room",
                                "#ops:example.org"));
    }

    @Test
    void theEnvironmentGoesBeforeTheFileAndOptionsBeforeBoth() throws IOException {
        Files.writeString(file, "camel.component.matrix.accessToken=file\nmatrix.room=file\n");
        Map<String, String> environment = Map.of("MATRIX_ACCESS_TOKEN", "environment");
        assertThat(Settings.of(directory, Map.of(), Map.of()).properties())
                .containsEntry(TOKEN, "file")
                .containsEntry("matrix.room", "file");
        assertThat(Settings.of(directory, environment, Map.of()).properties())
                .containsEntry(TOKEN, "environment")
                .hasSize(2);
        assertThat(
                        Settings.of(
                                        directory,
                                        environment,
                                        Map.of("camel.component.matrix.access-token", "option"))
                                .properties())
                .containsEntry(TOKEN, "option")
                .hasSize(2);
    }

    @Test
    void leavesOutOfTheFileWhatCamelFindsInTheEnvironment() throws IOException {
        Files.writeString(file, "db.url=file\nqueue-name=file\nblank=file\nother=file\n");
        Map<String, String> environment =
                Map.of("DB_URL", "environment", "QUEUE_NAME", "environment", "BLANK", " ");
        assertThat(Settings.of(directory, environment, Map.of("db.url", "option")).properties())
                .containsOnly(
                        Map.entry("db.url", "option"),
                        Map.entry("blank", "file"),
                        Map.entry("other", "file"));
    }

    @Test
    void emptyVariablesCountAsNotSet() throws IOException {
        Settings settings =
                Settings.of(directory, Map.of("MATRIX_ROOM", "", "MATRIX_PASSWORD", " "), Map.of());
        assertThat(settings.nameNoAccount()).isTrue();
    }

    @Test
    void camelsOwnVariablesCountAsSet() throws IOException {
        Settings settings =
                Settings.of(
                        directory, Map.of("CAMEL_COMPONENT_MATRIX_ACCESS_TOKEN", "t"), Map.of());
        assertThat(settings.nameNoAccount()).isFalse();
    }

    @Test
    void secretsOfTheEnvironmentAreNamedAndNotRepeated() throws IOException {
        Map<String, String> environment = Map.of("MATRIX_ACCESS_TOKEN", "environment");
        Settings settings = Settings.of(directory, environment, Map.of());
        assertThat(settings.placeholders(environment))
                .containsEntry(TOKEN, "{{env:MATRIX_ACCESS_TOKEN}}");
        assertThat(settings.secrets()).containsExactly("environment");
    }

    @Test
    void theSentenceNamesWhatIsMissing() throws IOException {
        assertThat(Settings.of(directory, Map.of("MATRIX_ROOM", "#a:b"), Map.of()).lack())
                .hasValue(
                        "The Matrix account is not complete: set MATRIX_HOMESERVER_URL (or"
                                + " MATRIX_USER_ID to discover it), and MATRIX_ACCESS_TOKEN (or"
                                + " MATRIX_USER_ID with MATRIX_PASSWORD or the session of setup"
                                + " login)");
        assertThat(
                        Settings.of(
                                        directory,
                                        Map.of("MATRIX_USER_ID", "@a:b", "MATRIX_PASSWORD", "p"),
                                        Map.of())
                                .lack())
                .hasValue("No room is given: set MATRIX_ROOM");
        assertThat(
                        Settings.of(
                                        directory,
                                        Map.of(
                                                "MATRIX_HOMESERVER_URL", "https://b",
                                                "MATRIX_PASSWORD", "p",
                                                "MATRIX_ROOM", "#a:b"),
                                        Map.of())
                                .lack())
                .hasValue(
                        "The Matrix account is not complete: set MATRIX_USER_ID (it belongs to the"
                                + " password)");
    }

    @Test
    void aTokenWithAHomeserverAndARoomIsEnough() throws IOException {
        Map<String, String> environment =
                Map.of(
                        "MATRIX_HOMESERVER_URL", "https://b",
                        "MATRIX_ACCESS_TOKEN", "t",
                        "MATRIX_ROOM", "#a:b");
        assertThat(Settings.of(directory, environment, Map.of()).lack()).isEmpty();
    }

    @Test
    void aUserIdAloneIsEnoughAsASessionMayBeKept() throws IOException {
        Map<String, String> environment = Map.of("MATRIX_USER_ID", "@a:b", "MATRIX_ROOM", "#a:b");
        assertThat(Settings.of(directory, environment, Map.of()).lack()).isEmpty();
    }

    @Test
    void namesTheVariablesWhereTheUserSetTheAccountInTheEnvironment() throws IOException {
        Map<String, String> environment =
                Map.of("MATRIX_HOMESERVER_URL", "https://b", "MATRIX_ACCESS_TOKEN", "t");
        Map<String, String> options = Map.of("camel.component.matrix.userId", "@a:b");
        Settings settings = Settings.of(directory, environment, options);
        assertThat(
                        settings.names(environment)
                                .apply(
                                        "set the option accessToken to a valid token, or userId and"
                                                + " password, or oversize=split"))
                .isEqualTo(
                        "set MATRIX_ACCESS_TOKEN to a valid token, or userId and MATRIX_PASSWORD,"
                                + " or oversize=split");
    }

    @Test
    void keepsTheNamesOfOptionsWhereTheEnvironmentNamesARoomAlone() throws IOException {
        Map<String, String> environment = Map.of("MATRIX_ROOM", "#a:b");
        Settings settings = Settings.of(directory, environment, Map.of());
        String sentence = "check the option accessToken";
        assertThat(settings.names(environment).apply(sentence)).isEqualTo(sentence);
    }
}
