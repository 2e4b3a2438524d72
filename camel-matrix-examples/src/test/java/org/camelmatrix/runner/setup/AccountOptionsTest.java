// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class AccountOptionsTest {

    private final MatrixConfiguration options = new MatrixConfiguration();

    @BeforeEach
    void configure() {
        options.setHomeserverUrl("https://hs");
        options.setUserId("@bot:example.org");
        options.setPassword("password");
        options.setAccessToken("token");
        options.setDeviceId("DEVICE");
    }

    @Test
    void leaveTheConfiguredAccountAsItIs() {
        apply(Map.of());
        assertThat(options.getUserId()).isEqualTo("@bot:example.org");
        apply(Map.of(), "--user", "@bot:example.org");
        assertThat(options.getHomeserverUrl()).isEqualTo("https://hs");
        assertThat(options.getPassword()).isEqualTo("password");
        assertThat(options.getAccessToken()).isEqualTo("token");
        assertThat(options.getDeviceId()).isEqualTo("DEVICE");
    }

    @Test
    void giveAnotherUserNothingThatBelongsToTheConfiguredOne() {
        apply(
                Map.of("MATRIX_USER_ID", "@bot:example.org", "MATRIX_PASSWORD", "password"),
                "--user",
                "@other:example.org");
        assertThat(options.getUserId()).isEqualTo("@other:example.org");
        assertThat(options.getHomeserverUrl()).isEqualTo("https://hs");
        assertThat(options.getPassword()).isNull();
        assertThat(options.getAccessToken()).isNull();
        assertThat(options.getDeviceId()).isNull();
    }

    @Test
    void takeTheEnvironmentForAnotherUserThanThatOfTheProperties() {
        apply(Map.of("MATRIX_PASSWORD", "other's"), "--user", "@other:example.org");
        assertThat(options.getPassword()).isEqualTo("other's");
        assertThat(options.getAccessToken()).isNull();
    }

    @Test
    void lookForAUserOfAnotherServerElsewhere() {
        apply(Map.of(), "--user", "@bot:example.com");
        assertThat(options.getHomeserverUrl()).isNull();
        apply(Map.of(), "--user", "@bot:example.com", "--homeserver", "https://other");
        assertThat(options.getHomeserverUrl()).isEqualTo("https://other");
    }

    @Test
    void nameTheSessionStoreAsTheComponentDoes() {
        apply(Map.of(), "--session-store", "s.json");
        assertThat(options.getSessionStore()).isEqualTo(MatrixStore.of("file:s.json"));
    }

    private void apply(Map<String, String> environment, String... arguments) {
        AccountOptions given = new AccountOptions();
        new CommandLine(new Empty()).addMixin("account", given).parseArgs(arguments);
        given.configure(options, environment);
    }

    @Command
    private static final class Empty {}
}
