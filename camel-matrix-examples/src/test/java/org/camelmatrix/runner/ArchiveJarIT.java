// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/runner.md that write an archive and start from it. */
class ArchiveJarIT {

    private static final String RUNNER = CamelMatrix.class.getName();

    @TempDir private Path directory;

    @Test
    void startsFromTheArchiveThatItWrote() throws Exception {
        String option;
        try (RunnerProcess archiving = RunnerProcess.start(directory, Map.of(), "archive")) {
            assertThat(archiving.exitCode()).as(archiving.output()).isZero();
            List<String> said = archiving.output().lines().toList();
            assertThat(said).hasSize(2).first().asString().startsWith("Wrote camel-matrix.");
            option = said.get(1).strip().split(" ")[1];
        }
        assertThat(directory.resolve(option.substring(option.indexOf('=') + 1))).isNotEmptyFile();

        Files.writeString(
                directory.resolve("hello.yaml"),
                """
                - from:
                    uri: timer:once?repeatCount=1&delay=0
                    steps:
                      - setBody:
                          constant: hello
                      - to: matrix:{{matrix.room}}
                """);
        try (RunnerProcess started =
                RunnerProcess.start(
                        List.of(option, "-Xlog:class+load:file=classes.log"),
                        directory,
                        Map.of(),
                        "hello.yaml",
                        "--property=camel.main.duration-max-messages=1")) {
            assertThat(started.exitCode()).as(started.output()).isZero();
            assertThat(started.output()).contains("Sent a message of ");
        }
        assertThat(Files.readAllLines(directory.resolve("classes.log")))
                .filteredOn(line -> line.contains(' ' + RUNNER + ' '))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    @Test
    void aFolderThatIsNotThereIsWrongUse() throws Exception {
        try (RunnerProcess archiving =
                RunnerProcess.start(directory, Map.of(), "archive", "nowhere/camel-matrix.jsa")) {
            assertThat(archiving.exitCode()).isEqualTo(2);
            assertThat(archiving.output())
                    .startsWith("There is no folder for the file nowhere/camel-matrix.jsa");
        }
    }
}
