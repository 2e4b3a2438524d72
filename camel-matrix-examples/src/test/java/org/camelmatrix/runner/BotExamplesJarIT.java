// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The example bots, run from the packaged jar. */
@ExtendWith(MatrixHomeserverExtension.class)
class BotExamplesJarIT {

    @TempDir private Path directory;

    @ParameterizedTest
    @CsvSource({
        "echo, hello, You said: hello",
        "deploy, !deploy web 1.2, Deploying **web 1.2**",
    })
    void aBotAnswersInTheRoomOfTheEnvironment(
            String example, String question, String answer, MatrixHomeserver homeserver)
            throws Exception {
        TestAccount bot = homeserver.register("bot", "the-password");
        TestAccount alice = homeserver.register("alice", "the-password");
        String room = homeserver.createRoom(alice, RoomSetup.publicRoom().alias("ops"));
        Map<String, String> environment =
                Map.of(
                        "MATRIX_HOMESERVER_URL", homeserver.url().toString(),
                        "MATRIX_ACCESS_TOKEN", bot.accessToken(),
                        "MATRIX_ROOM", "#ops:localhost");
        try (RunnerProcess runner =
                RunnerProcess.start(directory, environment, "--example=" + example)) {
            await().atMost(Duration.ofSeconds(60)).until(() -> homeserver.longPolls() > 0);
            homeserver.as(alice).send(room, question);
            await().until(() -> !said(homeserver, room, bot).isEmpty());
            runner.stop();
            assertThat(said(homeserver, room, bot)).containsExactly(answer);
            assertThat(runner.output())
                    .contains("@alice:localhost: " + question)
                    .doesNotContain("Exception", "ERROR", bot.accessToken());
        }
    }

    @Test
    void aBotWithoutAnAccountEndsWithWhatIsMissing() throws Exception {
        try (RunnerProcess runner = RunnerProcess.start(directory, Map.of(), "--example=echo")) {
            assertThat(runner.exitCode()).isEqualTo(1);
            assertThat(runner.output().lines().toList())
                    .singleElement()
                    .asString()
                    .startsWith("The Matrix account is not complete: set MATRIX_HOMESERVER_URL")
                    .endsWith("and MATRIX_ROOM");
        }
    }

    private static List<String> said(MatrixHomeserver homeserver, String room, TestAccount who) {
        return homeserver.messages(room).stream()
                .filter(message -> message.sender().equals(who.userId()))
                .map(message -> message.body().orElse(""))
                .toList();
    }
}
