// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class WordingTest {

    @Command(name = "with-options")
    static final class WithOptions {
        @Option(names = "--homeserver")
        private String homeserver;

        @Option(names = "--user")
        private String user;
    }

    @Command(name = "plain")
    static final class Plain {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set the option homeserverUrl to a homeserver | set --homeserver to a homeserver",
                "check the options userId and password | check --user and the password",
                "check the option accessToken | check MATRIX_ACCESS_TOKEN",
                "check the option sessionStore | check the property camel.component.matrix.session-store",
                "set the option oversize=split | set the property camel.component.matrix.oversize=split",
                "nothing of that | nothing of that"
            })
    void namesTheOptionsThatTheCommandHas(String ofTheComponent, String here) {
        Wording wording = wording(new WithOptions(), Map.of(), Map.of());
        assertThat(wording.of(ofTheComponent)).isEqualTo(here);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set the option homeserverUrl to a homeserver | set MATRIX_HOMESERVER_URL to a homeserver",
                "check the options userId and password | check MATRIX_USER_ID and the password"
            })
    void namesNoOptionThatTheCommandHasNot(String ofTheComponent, String here) {
        assertThat(wording(new Plain(), Map.of(), Map.of()).of(ofTheComponent)).isEqualTo(here);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "check the option homeserverUrl | check MATRIX_HOMESERVER_URL",
                "check the options userId and password | check the property"
                        + " camel.component.matrix.user-id and MATRIX_PASSWORD"
            })
    void namesWhereTheUserSetTheValue(String ofTheComponent, String here) {
        Wording wording =
                wording(
                        new WithOptions(),
                        Map.of("camel.component.matrix.user-id", "@a:b"),
                        Map.of("MATRIX_HOMESERVER_URL", "https://b", "MATRIX_PASSWORD", "p"));
        assertThat(wording.of(ofTheComponent)).isEqualTo(here);
    }

    private static Wording wording(
            Object command, Map<String, String> properties, Map<String, String> environment) {
        return new Wording(new CommandLine(command), properties, environment);
    }
}
