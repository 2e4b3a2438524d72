// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class RequestTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "my.yaml",
                "../a.yaml routes/*.yaml",
                "--example timer --example=JMS",
                "--property a=b --property=c=d=e --property a=z --property empty=",
                "--verbose my.yaml --property timer.period=1s",
                "a.yaml --example timer b.yaml"
            })
    void plainArgumentsMeanWhatPicocliReads(String arguments) {
        assertThat(Request.plain(split(arguments)))
                .isNotNull()
                .isEqualTo(readByPicocli(split(arguments)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "setup",
                "--verbose setup whoami",
                "--help",
                "--version",
                "--list-examples",
                "--shutdown-timeout=5",
                "--bogus=x.y",
                "--bogus",
                "@arguments.txt",
                "-- my.yaml",
                "routes",
                "--verbose --verbose",
                "--verbose=true",
                "--example",
                "--example nope",
                "--example --verbose",
                "--property",
                "--property x",
                "--property =x",
                "--property --verbose=true"
            })
    void anythingElseIsLeftToPicocli(String arguments) {
        assertThat(Request.plain(split(arguments))).isNull();
    }

    private static String[] split(String arguments) {
        return arguments.isEmpty() ? new String[0] : arguments.split(" ");
    }

    private static Request readByPicocli(String... arguments) {
        CommandLine command = RunnerCommand.commandLine(Map.of(), Path.of(""));
        command.parseArgs(arguments);
        return ((RunnerCommand) command.getCommand()).request();
    }
}
