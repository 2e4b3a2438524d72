// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RoomEvent;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CamelMatrixJarIT {

    private static final String ROOM = "#ops:localhost";
    private static final String OWN_ROUTE =
            """
            - route:
                from:
                  uri: timer:once?repeatCount=1&delay=0
                  steps:
                    - setBody:
                        constant: "from **%s**"
                    - to: "matrix:%s"
            """;

    @TempDir private Path directory;
    private MatrixHomeserver homeserver;
    private TestAccount bot;

    @BeforeEach
    void startHomeserver() {
        startHomeserver(0);
    }

    private void startHomeserver(int port) {
        homeserver = MatrixHomeserver.builder().port(port).start();
        bot = homeserver.register("bot", "the-password");
        homeserver.createRoom(bot, RoomSetup.publicRoom().alias("ops"));
    }

    @AfterEach
    void stopHomeserver() {
        homeserver.close();
    }

    @Test
    void withoutAnythingItShowsAFirstMessageAndThenDroppedFiles() throws Exception {
        try (RunnerProcess runner = RunnerProcess.start(directory, Map.of())) {
            runner.awaitOutput("<h1>Hello from Camel</h1>");
            assertThat(runner.output())
                    .contains("a stand-in", "nothing leaves this machine", "inbox/hello.md")
                    .containsPattern("sender +@camel:localhost")
                    .containsPattern("msgtype +m.text");

            Files.writeString(directory.resolve("inbox/report.md"), "The disk is **full**");
            runner.awaitOutput("The disk is <strong>full</strong>");
            await().untilAsserted(
                            () ->
                                    assertThat(directory.resolve("inbox/.sent"))
                                            .isDirectoryContaining("glob:**/report.md")
                                            .isDirectoryContaining("glob:**/hello.md"));
            runner.stop();
            assertThat(runner.output()).contains("Stopping").doesNotContain("Exception");
        }
    }

    @Test
    void aFileThatFailsIsPutAsideAndTheNextOneIsSent() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("empty.md"), "");
        try (RunnerProcess runner = RunnerProcess.start(directory, account())) {
            runner.awaitOutput(
                    "ERROR empty.md was not sent and goes to inbox/.failed: The file empty.md is"
                            + " empty");
            assertThat(runner.output()).doesNotContain("Handled: ");
            Files.writeString(inbox.resolve("next.md"), "next");
            await().untilAsserted(() -> assertThat(messages()).containsExactly("next"));
            assertThat(inbox.resolve(".failed")).isDirectoryContaining("glob:**/empty.md");
            assertThat(runner.output()).doesNotContain("\tat ", "hello.md");
        }
    }

    @Test
    void aTextThatIsTooLargeForAMessageGoesAsAFileOfItsName() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("big.log"), "a line of a log\n".repeat(10_000));
        try (RunnerProcess runner =
                RunnerProcess.start(
                        directory, account(), "--property=camel.main.duration-max-messages=1")) {
            assertThat(runner.exitCode()).as(runner.output()).isZero();
        }
        RoomEvent message = homeserver.messages(ROOM).get(0);
        assertThat(message.msgtype()).hasValue("m.file");
        assertThat(message.content().path("filename").asText()).isEqualTo("big.log");
        assertThat(inbox.resolve(".sent")).isDirectoryContaining("glob:**/big.log");
    }

    @Test
    void aRunOfOneFileThatFailsSaysSoByItsExitCode() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("empty.md"), "");
        try (RunnerProcess runner =
                RunnerProcess.start(
                        directory, account(), "--property=camel.main.duration-max-messages=1")) {
            assertThat(runner.exitCode()).as(runner.output()).isEqualTo(1);
        }
    }

    @Test
    void aFileStaysInTheInboxWhereTheRoomIsNotThere() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("waits.md"), "waited");
        Map<String, String> environment = new HashMap<>(account());
        environment.put("MATRIX_ROOM", "#nosuch:localhost");
        try (RunnerProcess runner = RunnerProcess.start(directory, environment)) {
            assertThat(runner.exitCode()).isEqualTo(1);
            assertThat(runner.output()).contains("#nosuch:localhost");
        }
        assertThat(inbox.resolve("waits.md")).hasContent("waited");
    }

    @Test
    void aFileThatStillWaitsWhenTheRunnerStopsStaysInTheInbox() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("waits.md"), "waited");
        Map<String, String> account = account();
        homeserver.close();
        try (RunnerProcess runner = RunnerProcess.start(directory, account)) {
            runner.awaitOutput("messages wait and are tried again");
            runner.stop();
        }
        assertThat(inbox.resolve("waits.md")).hasContent("waited");
        assertThat(inbox.resolve(".failed")).doesNotExist();
    }

    @Test
    void aFileWaitsForAHomeserverThatIsAway() throws Exception {
        Path inbox = Files.createDirectories(directory.resolve("inbox"));
        Files.writeString(inbox.resolve("waits.md"), "waited");
        Map<String, String> environment =
                Map.of(
                        "MATRIX_HOMESERVER_URL", homeserver.url().toString(),
                        "MATRIX_USER_ID", bot.userId(),
                        "MATRIX_PASSWORD", bot.password(),
                        "MATRIX_ROOM", ROOM);
        int port = homeserver.url().getPort();
        homeserver.close();
        try (RunnerProcess runner = RunnerProcess.start(directory, environment)) {
            runner.awaitOutput("messages wait and are tried again");
            startHomeserver(port);
            await().atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(messages()).containsExactly("waited"));
            runner.awaitOutput("The homeserver answers again; messages go on");
        }
    }

    @Test
    void runsTheUsersRoutesWithPropertiesOfTheWorkingDirectory() throws Exception {
        Path routes = Files.createDirectories(directory.resolve("my routes"));
        Files.writeString(routes.resolve("a.yaml"), OWN_ROUTE.formatted("a", "{{matrix.room}}"));
        Files.writeString(routes.resolve("b.yaml"), OWN_ROUTE.formatted("b", "{{my.room}}"));
        Path work = Files.createDirectories(directory.resolve("work"));
        Files.writeString(
                work.resolve("application.properties"),
                "my.room=" + ROOM + "\ncamel.component.matrix.accessToken=of-the-file\n");
        try (RunnerProcess runner = RunnerProcess.start(work, account(), "../my routes/*.yaml")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(messages())
                                            .containsExactlyInAnyOrder("from **a**", "from **b**"));
            runner.stop();
            assertThat(runner.output()).doesNotContain(bot.accessToken(), "stand-in");
        }
        assertThat(work).isDirectoryNotContaining("glob:**/inbox");
    }

    @Test
    void whatRoutesLogIsShownAndCamelsOwnLogIsNot() throws Exception {
        Files.writeString(
                directory.resolve("logs.yaml"),
                """
                - route:
                    from:
                      uri: timer:once?repeatCount=1&delay=0
                      steps:
                        - setBody:
                            constant: hello
                        - log: "by the step: ${body}"
                        - log:
                            message: "by a name: ${body}"
                            logName: my.log
                        - to: log:my.endpoint
                        - log: "the end"
                """);
        try (RunnerProcess runner = RunnerProcess.start(directory, Map.of(), "logs.yaml")) {
            runner.awaitOutput("the end");
            runner.stop();
            assertThat(runner.output().lines().map(line -> line.replaceFirst("^[0-9:]+ ", "")))
                    .containsExactlyInAnyOrder(
                            "Route route1 started, from timer://once",
                            "by the step: hello",
                            "by a name: hello",
                            "Exchange[ExchangePattern: InOnly, BodyType: String, Body: hello]",
                            "the end",
                            "Stopping");
        }
    }

    @Test
    void onlyAFailureThatNobodyHandlesIsAnError() throws Exception {
        Files.writeString(
                directory.resolve("failing.yaml"),
                """
                - onException:
                    exception: java.lang.IllegalArgumentException
                    handled:
                      constant: "true"
                    steps:
                      - log: "by the route: ${exception.message}"
                - onException:
                    exception: java.lang.IllegalStateException
                    steps:
                      - log: "by the route: ${exception.message}"
                - route:
                    id: handled
                    from:
                      uri: timer:handled?repeatCount=1&delay=0
                      steps:
                        - throwException:
                            exceptionType: java.lang.IllegalArgumentException
                            message: wrong
                - route:
                    id: unhandled
                    from:
                      uri: timer:unhandled?repeatCount=1&delay=0
                      steps:
                        - throwException:
                            exceptionType: java.lang.IllegalStateException
                            message: broken
                """);
        try (RunnerProcess runner = RunnerProcess.start(directory, Map.of(), "failing.yaml")) {
            runner.awaitOutput("Handled: a message of handled: wrong");
            runner.awaitOutput("ERROR Failed: a message of unhandled: broken");
            runner.stop();
            assertThat(runner.output())
                    .contains("by the route: wrong", "by the route: broken")
                    .containsOnlyOnce("ERROR")
                    .containsOnlyOnce("Handled");
        }
    }

    @Test
    void messagesThatStillWaitAtTheEndAreCountedAndNotAllNamed() throws Exception {
        Files.writeString(
                directory.resolve("burst.yaml"),
                """
                - route:
                    id: burst
                    from:
                      uri: timer:burst?repeatCount=20&delay=0&period=1&includeMetadata=true
                      steps:
                        - setBody:
                            simple: "number ${header.CamelTimerCounter}"
                        - log: "${body}"
                        - to: "matrix:{{matrix.room}}"
                """);
        Map<String, String> account = account();
        homeserver.close();
        try (RunnerProcess runner = RunnerProcess.start(directory, account, "burst.yaml")) {
            runner.awaitOutput("number 20\n");
            runner.stop();
            assertThat(runner.output().lines().filter(line -> line.contains("Failed: ")))
                    .hasSize(4)
                    .last()
                    .asString()
                    .endsWith("ERROR Failed: 17 further messages of burst");
        }
    }

    @Test
    void theCommandLineSaysHowLongStoppingMayTake() throws Exception {
        Files.writeString(
                directory.resolve("application.properties"), "camel.main.shutdown-timeout=33\n");
        Files.writeString(
                directory.resolve("idle.yaml"),
                """
                - from:
                    uri: direct:idle
                    steps:
                      - log: "${body}"
                """);
        try (RunnerProcess runner =
                RunnerProcess.start(
                        directory, Map.of(), "idle.yaml", "--verbose", "--shutdown-timeout=7")) {
            runner.awaitOutput("Route route1 started");
            runner.stop();
            assertThat(runner.output()).contains("(timeout:7s0ms)");
        }
    }

    @Test
    void ownRoutesNeedNoDefaultRoomAndNoDefaultAccount() throws Exception {
        String endpoint =
                "%s?homeserverUrl=%s&accessToken=RAW(%s)"
                        .formatted(ROOM, homeserver.url(), bot.accessToken());
        Files.writeString(directory.resolve("own.yaml"), OWN_ROUTE.formatted("own", endpoint));
        try (RunnerProcess runner = RunnerProcess.start(directory, Map.of(), "own.yaml")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(messages()).containsExactly("from **own**"));
            runner.stop();
            assertThat(runner.output()).doesNotContain(bot.accessToken(), "stand-in");
        }
    }

    @Test
    void theTimerExampleSendsAgainAndAgain() throws Exception {
        try (RunnerProcess runner =
                RunnerProcess.start(
                        directory, account(), "--example=timer", "--property=timer.period=100ms")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(messages()).hasSizeGreaterThan(2));
            runner.stop();
            assertThat(homeserver.messages(ROOM))
                    .allSatisfy(message -> assertThat(message.msgtype()).hasValue("m.notice"));
        }
    }

    @Test
    void theHttpExampleSendsWhatIsPostedAndAnswersTheEventId() throws Exception {
        try (RunnerProcess runner =
                RunnerProcess.start(
                        directory, account(), "--example=http", "--property=http.port=0")) {
            runner.awaitOutput("Route http-to-room started");
            Matcher address =
                    Pattern.compile("http://127\\.0\\.0\\.1:[0-9]+/").matcher(runner.output());
            assertThat(address.find()).isTrue();
            URI url = URI.create(address.group() + "messages");

            HttpURLConnection sent = post(url, "Deployed **v2** = 50% + more");
            assertThat(sent.getResponseCode()).isEqualTo(200);
            RoomEvent message = homeserver.messages(ROOM).get(0);
            assertThat(message.body()).hasValue("Deployed **v2** = 50% + more");
            assertThat(text(sent)).isEqualTo(message.eventId() + "\n");

            HttpURLConnection refused = post(url, "");
            assertThat(refused.getResponseCode()).isEqualTo(502);
        }
    }

    @Test
    void theJmsExampleSendsTheFirstMessageOfItsQueue() throws Exception {
        try (RunnerProcess runner = RunnerProcess.start(directory, account(), "--example=jms")) {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () ->
                                    assertThat(messages())
                                            .containsExactly("A **JMS message** came this way"));
            runner.stop();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aWrongTokenEndsWithOneSentenceThatDoesNotShowIt() throws Exception {
        Map<String, String> environment = new HashMap<>(account());
        environment.put("MATRIX_ACCESS_TOKEN", "not-the-token");
        try (RunnerProcess runner = RunnerProcess.start(directory, environment)) {
            assertThat(runner.exitCode()).isEqualTo(1);
            assertThat(runner.output().lines().toList())
                    .singleElement()
                    .asString()
                    .contains("M_UNKNOWN_TOKEN", "MATRIX_ACCESS_TOKEN")
                    .doesNotContain("not-the-token");
        }
    }

    @Test
    void anIncompleteEnvironmentEndsWithWhatIsMissing() throws Exception {
        Map<String, String> environment = new HashMap<>(account());
        environment.remove("MATRIX_ROOM");
        try (RunnerProcess runner = RunnerProcess.start(directory, environment)) {
            assertThat(runner.exitCode()).isEqualTo(1);
            assertThat(runner.output()).isEqualTo("No room is given: set MATRIX_ROOM\n");
        }
    }

    @Test
    void aMissingRouteFileIsWrongUse() throws Exception {
        try (RunnerProcess runner = RunnerProcess.start(directory, Map.of(), "nope.yaml")) {
            assertThat(runner.exitCode()).isEqualTo(2);
            assertThat(runner.output()).startsWith("There is no route file nope.yaml in ");
        }
    }

    @Test
    void aMistakeInYamlIsNamedWithItsLine() throws Exception {
        Files.writeString(
                directory.resolve("my.yaml"),
                OWN_ROUTE.formatted("x", ROOM).replace("setBody", "setBoddy"));
        try (RunnerProcess runner = RunnerProcess.start(directory, account(), "my.yaml")) {
            assertThat(runner.exitCode()).isEqualTo(1);
            assertThat(runner.output().lines().toList())
                    .singleElement()
                    .asString()
                    .contains("setBoddy", "my.yaml, line 5");
        }
    }

    private Map<String, String> account() {
        return Map.of(
                "MATRIX_HOMESERVER_URL", homeserver.url().toString(),
                "MATRIX_ACCESS_TOKEN", bot.accessToken(),
                "MATRIX_ROOM", ROOM);
    }

    private List<String> messages() {
        return homeserver.messages(ROOM).stream().map(m -> m.body().orElse("")).toList();
    }

    /** As {@code curl -d} posts it. */
    private static HttpURLConnection post(URI url, String body) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        return connection;
    }

    private static String text(HttpURLConnection connection) throws IOException {
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
