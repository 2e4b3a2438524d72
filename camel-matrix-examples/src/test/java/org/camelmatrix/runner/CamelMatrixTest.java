// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class CamelMatrixTest {

    @TempDir private Path directory;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void listsEachExampleInOneLine() {
        assertThat(run("--list-examples")).isZero();
        assertThat(out.toString().lines().map(line -> line.replaceFirst(" .*", "")))
                .containsExactly("file", "timer", "http", "jms", "echo", "deploy", "showcase");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nope.yaml | There is no route file nope.yaml in",
                "--example=nope | there is no example nope, only file, timer, http, jms, echo, deploy, showcase",
                "--property=x | should be in KEY=VALUE format",
                "--shutdown-timeout=0 | --shutdown-timeout is at least 1 second",
                "--bogus | Unknown option: '--bogus'"
            })
    void wrongUseIsOneSentenceAndExitCode2(String argument, String sentence) {
        assertThat(run(argument)).isEqualTo(2);
        assertThat(err.toString().lines().toList())
                .hasSize(2)
                .last()
                .isEqualTo("See camel-matrix --help.");
        assertThat(err.toString()).contains(sentence);
    }

    @Test
    void helpNamesTheEnvironment() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString())
                .contains("MATRIX_HOMESERVER_URL", "MATRIX_ACCESS_TOKEN", "MATRIX_ROOM");
    }

    @Test
    void helpTellsHowLongStoppingMayTake() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .containsPattern("--shutdown-timeout=SECONDS How long [^-]* Default: 10 ");
    }

    private int run(String... arguments) {
        CommandLine command = RunnerCommand.commandLine(Map.of(), directory);
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return command.execute(arguments);
    }
}
