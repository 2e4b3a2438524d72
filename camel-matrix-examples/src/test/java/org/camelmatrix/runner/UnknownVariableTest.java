// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnknownVariableTest {

    @ParameterizedTest
    @CsvSource({
        "MATRIX_TOKEN, MATRIX_ACCESS_TOKEN",
        "MATRIX_ACCESSTOKEN, MATRIX_ACCESS_TOKEN",
        "MATRIX_ACESS_TOKEN, MATRIX_ACCESS_TOKEN",
        "MATRIX_HOMESERVER, MATRIX_HOMESERVER_URL",
        "MATRIX_HOMESEVER_URL, MATRIX_HOMESERVER_URL",
        "MATRIX_URL, MATRIX_HOMESERVER_URL",
        "MATRIX_ROMO, MATRIX_ROOM",
        "MATRIX_ROOM_ID, MATRIX_ROOM",
        "MATRIX_ROOMS, MATRIX_ROOM",
        "MATRIX_USER, MATRIX_USER_ID",
        "MATRIX_PASWORD, MATRIX_PASSWORD",
        "MARTIX_PASSWORD, MATRIX_PASSWORD",
        "matrix_room, MATRIX_ROOM"
    })
    void namesTheVariableThatAMisspeltOneIsMeantFor(String name, String meant) {
        assertThat(Settings.unknownVariables(Map.of(name, "x")))
                .singleElement()
                .satisfies(unknown -> assertThat(unknown.near()).hasValue(meant))
                .satisfies(unknown -> assertThat(unknown.warning().get()).contains(name, meant));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MATRIX_OS", "MATRIX_NODE_VERSION", "MATRIX_JDK", "MATRIX_"})
    void warnsOfNoVariableThatIsLikeNone(String name) {
        assertThat(Settings.unknownVariables(Map.of(name, "x")))
                .singleElement()
                .satisfies(unknown -> assertThat(unknown.warning()).isEmpty())
                .satisfies(unknown -> assertThat(unknown.refusalOfDemo()).contains(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "MATRIXROOMS_SOMETHING",
                "MATRIX_ROOM",
                "MATRIX_LOGIN_TOKEN",
                "MATRIX_REGISTRATION_SECRET",
                "CAMEL_COMPONENT_MATRIX_USER_ID"
            })
    void leavesOtherVariablesAlone(String name) {
        assertThat(Settings.unknownVariables(Map.of(name, "x"))).isEmpty();
    }

    @Test
    void tellsThemInTheOrderOfTheirNames() {
        assertThat(Settings.unknownVariables(Map.of("MATRIX_USR_ID", "x", "MATRIX_OS", "y")))
                .extracting(UnknownVariable::name)
                .containsExactly("MATRIX_OS", "MATRIX_USR_ID");
    }
}
