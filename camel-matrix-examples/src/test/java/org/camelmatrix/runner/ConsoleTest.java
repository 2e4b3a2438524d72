// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ConsoleTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of("MATRIX_HOMESERVER_URL", "http://127.0.0.1:1");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void namesOptionsInWarningsAsTheUserSetThem() {
        assertThat(line(Level.WARNING, "check the option homeserverUrl"))
                .endsWith("WARN  check MATRIX_HOMESERVER_URL\n");
        assertThat(line(Level.SEVERE, "check the option homeserverUrl"))
                .endsWith("ERROR check MATRIX_HOMESERVER_URL\n");
    }

    @Test
    void leavesWhatRoutesLogAsItIs() {
        assertThat(line(Level.INFO, "@alice:example.org: set homeserverUrl"))
                .endsWith(" @alice:example.org: set homeserverUrl\n");
    }

    private String line(Level level, String message) {
        Settings settings = new Settings(Map.of());
        Console console =
                new Console(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        false,
                        new Redaction(Set.of()),
                        settings.names(ENVIRONMENT)::apply);
        console.publish(new LogRecord(level, message));
        return out.toString(StandardCharsets.UTF_8);
    }
}
