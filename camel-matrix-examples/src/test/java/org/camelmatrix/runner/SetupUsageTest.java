// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What setup says to wrong use, before any homeserver is asked. */
class SetupUsageTest {

    @TempDir private Path directory;
    private SetupRun setup;

    @BeforeEach
    void prepare() {
        setup = new SetupRun(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "discover",
                "register",
                "login",
                "avatar",
                "display-name",
                "join",
                "send",
                "whoami",
                "logout"
            })
    void eachStepHasHelp(String step) {
        assertThat(setup.run(step, "--help")).isZero();
        assertThat(setup.out()).startsWith("Usage: camel-matrix setup " + step + " [-h]");
        assertThat(setup.err()).isEmpty();
    }

    @Test
    void theHelpOfSetupNamesEachStepAndTheExitCodes() {
        assertThat(setup.run("--help")).isZero();
        assertThat(setup.out()).contains("discover", "logout", "0 done, 1 the homeserver");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                      | Say what to set up: discover, register,",
                "bogus                                   | commands of setup are discover, register, login,",
                "sned #a:b hello                         | avatar, display-name, join, send, whoami, logout.",
                "hunter2                                 | There is no such command",
                "register                                | Missing required parameter: 'USER'",
                "register --password=hunter2 bot         | Unknown option: '--password'",
                "register --password hunter2 bot         | Unknown option: '--password'",
                "register bot hunter2                    | There is an argument too many.",
                "login --token=hunter2                   | hunter2"
            })
    void wrongUseIsOneSentenceAndWhereTheHelpIs(String arguments, String sentence) {
        String[] words = arguments.isEmpty() ? new String[0] : arguments.split(" +");
        assertThat(setup.run(words)).isEqualTo(2);
        assertThat(setup.err().lines().toList())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("See camel-matrix setup ");
        assertThat(setup.err()).contains(sentence);
        if (!sentence.equals("hunter2")) {
            assertThat(setup.err()).doesNotContain("hunter2");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "discover no/server                      | Give a server name, such as example.org",
                "discover @bot                           | a user id is written @localpart:server",
                "register bot                            | No homeserver is given: give --homeserver",
                "register bot:example.org                | Give the localpart alone",
                "register bot --homeserver ftp://hs      | has to be like https://matrix.example.org",
                "register bot --homeserver https://u@hs  | has to be like https://matrix.example.org",
                "login                                   | Whom to sign in is not given: give --user",
                "login --user bot                        | a user id is written @localpart:server",
                "login --user @bot:hs                    | No password is given, and nobody can be",
                "login --user @bot:hs --token            | No login token is given, and nobody can",
                "login --user @bot:hs --token-file nope  | There is no file nope that can be read",
                "avatar nope.png --user @bot:hs          | There is no file nope.png that can be",
                "join @alice:hs --user @bot:hs           | Give a room, by its id",
                "join * --user @bot:hs                   | Give a room, by its id",
                "send nowhere hello --user @bot:hs       | is no recipient",
                "send #a:hs --user @bot:hs               | There is nothing to send: give a text, -",
                "send #a:hs --file nope --user @bot:hs   | There is no file nope that can be read (--file)",
                "send #a:hs --file . --user @bot:hs      | There is no file . that can be read (--file)",
                "whoami                                  | No account is given: give --user or set",
                "whoami --user @bot:hs                   | There is no session of @bot:hs in",
                "logout --user @bot:hs                   | There is no session of @bot:hs in"
            })
    void whatIsMissingOrWrongIsOneSentence(String arguments, String sentence) {
        setup.with("CAMEL_COMPONENT_MATRIX_SESSION_STORE", directory.resolve("s.json").toString());
        assertThat(setup.run(arguments.split(" +"))).isEqualTo(2);
        assertThat(setup.err().lines().toList()).singleElement().asString().contains(sentence);
        assertThat(setup.out()).isEmpty();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aWrongPropertyIsWrongUse() throws IOException {
        Files.writeString(
                directory.resolve("application.properties"), "camel.component.matrix.bogus=1\n");
        assertThat(setup.run("whoami")).isEqualTo(2);
        assertThat(setup.err().lines().toList()).singleElement().asString().contains("bogus");
    }

    @Test
    void propertiesThatAreNotOfMatrixStartNothing() throws IOException {
        Files.writeString(
                directory.resolve("application.properties"),
                "camel.main.routes-include-pattern=file:nope/*.yaml\ncamel.server.enabled=true\n");
        assertThat(setup.run("whoami")).isEqualTo(2);
        assertThat(setup.err()).startsWith("No account is given");
    }
}
