package org.camelmatrix.runner.setup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "set the option homeserverUrl to a Matrix homeserver | set --homeserver to a Matrix"
                        + " homeserver",
                "check the options userId and password | check the user id and the password",
                "check the option accessToken | check MATRIX_ACCESS_TOKEN",
                "check whether homeserverUrl is http or https | check whether --homeserver is http"
                        + " or https",
                "nothing of that | nothing of that"
            })
    void namesWhatAPersonCanGiveHere(String ofTheComponent, String ofSetup) {
        assertThat(Wording.ofSetup(ofTheComponent)).isEqualTo(ofSetup);
    }
}
