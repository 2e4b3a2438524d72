// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command's way from no account to a message. */
class SetupJarIT {

    private static final String ROUTE =
            """
            - from:
                uri: timer:once?repeatCount=1&delay=0
                steps:
                  - setBody:
                      constant: "Hello"
                  - to: "matrix:#ops:localhost"
            """;

    @TempDir private Path directory;
    private MatrixHomeserver homeserver;
    private TestAccount bot;

    @BeforeEach
    void startHomeserver() {
        homeserver = MatrixHomeserver.start();
        bot = homeserver.register("bot", "the-password");
        homeserver.createRoom(bot, RoomSetup.publicRoom().alias("ops"));
    }

    @AfterEach
    void stopHomeserver() {
        homeserver.close();
    }

    @Test
    void fourStepsLeadToAMessageByOneSignIn() throws Exception {
        stubRegistrationAndProfile();
        Files.write(directory.resolve("bot.png"), new byte[] {1, 2, 3});
        Files.writeString(directory.resolve("my.yaml"), ROUTE);
        String url = homeserver.url().toString();

        assertThat(done("setup", "register", "bot", "--homeserver", url))
                .isEqualTo("Registered @bot:localhost at " + url + ".\n");
        String lines =
                done(
                        "setup",
                        "login",
                        "--user=@bot:localhost",
                        "--homeserver=" + url,
                        "--session-store=state.json");
        Files.writeString(directory.resolve("application.properties"), lines);
        assertThat(done("setup", "avatar", "bot.png")).contains("mxc://localhost/abc");
        for (int start = 0; start < 2; start++) {
            try (RunnerProcess runner = RunnerProcess.start(directory, secrets(), "my.yaml")) {
                runner.awaitOutput("Sent a message of ");
                runner.stop();
            }
        }

        assertThat(homeserver.messages("#ops:localhost"))
                .hasSize(2)
                .allSatisfy(message -> assertThat(message.sender()).isEqualTo(bot.userId()));
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
        assertThat(done("setup", "logout")).isEqualTo("@bot:localhost is signed out.\n");
    }

    @Test
    void aRefusalIsOneSentenceWithoutAStackTrace() throws Exception {
        try (RunnerProcess runner =
                RunnerProcess.start(
                        directory,
                        Map.of("MATRIX_PASSWORD", "not-the-password"),
                        "setup",
                        "login",
                        "--user=@bot:localhost",
                        "--homeserver=" + homeserver.url(),
                        "--session-store=state.json")) {
            assertThat(runner.exitCode()).isEqualTo(1);
            assertThat(runner.output().lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("Could not sign in as @bot:localhost: ")
                    .doesNotContain("not-the-password");
        }
    }

    @Test
    void printsNoTokenIntoAFileThatOthersCanRead() throws Exception {
        Path file = Files.createFile(directory.resolve("application.properties"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        ProcessBuilder login =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("runner.jar"),
                        "setup",
                        "login",
                        "--print-token",
                        "--user=@bot:localhost",
                        "--homeserver=" + homeserver.url(),
                        "--session-store=state.json");
        login.environment().putAll(secrets());
        int exitCode =
                login.directory(directory.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(file.toFile()))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
        assertThat(exitCode).isEqualTo(2);
        assertThat(file).isEmptyFile();
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isZero();
    }

    @Test
    void withoutAConsoleAMissingPasswordIsWrongUse() throws Exception {
        try (RunnerProcess runner =
                RunnerProcess.start(
                        directory, Map.of(), "setup", "login", "--user=@bot:localhost")) {
            assertThat(runner.exitCode()).isEqualTo(2);
            assertThat(runner.output()).startsWith("No password is given");
        }
    }

    /** What a command says that is done. */
    private String done(String... arguments) throws IOException, InterruptedException {
        try (RunnerProcess process = RunnerProcess.start(directory, secrets(), arguments)) {
            assertThat(process.exitCode()).as(process.output()).isZero();
            assertThat(process.output()).doesNotContain(List.copyOf(secrets().values()));
            return process.output();
        }
    }

    private static Map<String, String> secrets() {
        return Map.of(
                "MATRIX_REGISTRATION_SECRET", "the-shared-secret",
                "MATRIX_PASSWORD", "the-password");
    }

    private void stubRegistrationAndProfile() {
        String register = "/_synapse/admin/v1/register";
        homeserver
                .wireMock()
                .stubFor(get(urlEqualTo(register)).willReturn(okJson("{\"nonce\":\"n\"}")));
        homeserver
                .wireMock()
                .stubFor(
                        post(urlEqualTo(register))
                                .willReturn(okJson("{\"user_id\":\"@bot:localhost\"}")));
        homeserver
                .wireMock()
                .stubFor(
                        get(urlEqualTo("/_matrix/client/v1/media/config"))
                                .willReturn(okJson("{\"m.upload.size\":100}")));
        homeserver
                .wireMock()
                .stubFor(
                        post(urlPathEqualTo("/_matrix/media/v3/upload"))
                                .willReturn(okJson("{\"content_uri\":\"mxc://localhost/abc\"}")));
        homeserver
                .wireMock()
                .stubFor(
                        put(urlPathMatching("/_matrix/client/v3/profile/.*/avatar_url"))
                                .willReturn(okJson("{}")));
    }
}
