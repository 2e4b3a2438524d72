// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands of README.md and docs that start the runner, as printed. */
@ExtendWith(MatrixHomeserverExtension.class)
class DocumentedCommandsJarIT {

    private static final List<String> START =
            List.of("java", "-jar", "camel-matrix-examples/target/camel-matrix.jar");

    @TempDir private Path directory;

    static Stream<String> commands() {
        return Snippet.in("sh")
                .filter(Snippet::isForTests)
                .flatMap(snippet -> snippet.text().lines())
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void startsRoutesAtTheRoomOfTheEnvironment(String command, MatrixHomeserver homeserver)
            throws Exception {
        List<String> words = List.of(command.split(" "));
        assertThat(words.subList(0, START.size())).isEqualTo(START);
        TestAccount bot = homeserver.register("bot", "the-password");
        homeserver.createRoom(bot, RoomSetup.publicRoom().alias("ops"));
        Files.writeString(directory.resolve("my-routes.yaml"), routes());
        Map<String, String> environment =
                Map.of(
                        "MATRIX_HOMESERVER_URL", homeserver.url().toString(),
                        "MATRIX_ACCESS_TOKEN", bot.accessToken(),
                        "MATRIX_ROOM", "#ops:localhost");
        String[] arguments = words.subList(START.size(), words.size()).toArray(String[]::new);
        try (RunnerProcess runner = RunnerProcess.start(directory, environment, arguments)) {
            runner.awaitOutput(" started");
            if (command.contains("camel.main.duration-max-messages")) {
                assertThat(runner.exitCode()).as(runner.output()).isZero();
            } else {
                runner.stop();
            }
            assertThat(runner.output()).doesNotContain("ERROR");
        }
    }

    /** The file my-routes.yaml that "Getting started" prints. */
    private static String routes() {
        return Snippet.in("yaml")
                .filter(yaml -> yaml.page().equals("docs/getting-started.md"))
                .findFirst()
                .orElseThrow()
                .text();
    }
}
