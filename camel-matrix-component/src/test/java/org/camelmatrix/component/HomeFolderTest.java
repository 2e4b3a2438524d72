// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.camelmatrix.MatrixConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeFolderTest {

    @ParameterizedTest
    @CsvSource({
        "/home/bot, /root, /home/bot",
        "/home/bot, , /home/bot",
        "?, /app, /app",
        "?, /, /",
        "'', /app, /app",
        ", /app, /app",
        "relative, /app, /app"
    })
    void isWhatJavaKnowsOrElseTheVariableHome(String userHome, String variable, Path home) {
        assertThat(HomeFolder.of(userHome, variable)).isEqualTo(home);
    }

    @Test
    void saysWhatToDoWhereThereIsNone() {
        assertThatThrownBy(() -> HomeFolder.of("?", null))
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContainingAll("sessionStore", "HOME");
        assertThatThrownBy(() -> HomeFolder.of("?", "?"))
                .isInstanceOf(MatrixConfigurationException.class);
    }
}
