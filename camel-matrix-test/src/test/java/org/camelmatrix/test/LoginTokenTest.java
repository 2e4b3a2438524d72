// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.json;

import java.io.IOException;
import java.time.Duration;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoginTokenTest {
    private static final MovableClock CLOCK = new MovableClock();

    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX =
            new MatrixHomeserverExtension(MatrixHomeserver.builder().clock(CLOCK));

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private HttpHomeserver server;
    private String token;

    @BeforeEach
    void makeToken(MatrixHomeserver homeserver) {
        server = new HttpHomeserver(homeserver.url());
        token = homeserver.loginToken(homeserver.register("alice", "secret"));
    }

    @Test
    void logsInOnce() throws IOException {
        Reply login = login(token);
        assertThat(login.text("user_id")).isEqualTo("@alice:localhost");
        assertThat(login.text("device_id")).isEqualTo("PHONE");
        assertThat(server.whoami(login.text("access_token")).status()).isEqualTo(200);

        assertRefused(login(token));
    }

    @Test
    void refusesAWrongOrOldToken() throws IOException {
        CLOCK.move(Duration.ofMinutes(3));

        assertRefused(login("wrong"));
        assertRefused(login(token));
        Reply none = server.wrong("POST", V3 + "/login", null, "{\"type\":\"m.login.token\"}");
        assertThat(none.status()).isEqualTo(400);
        assertThat(none.errcode()).isEqualTo("M_UNKNOWN");
    }

    private Reply login(String loginToken) throws IOException {
        return server.call(
                "POST",
                V3 + "/login",
                null,
                json("{'type':'m.login.token','device_id':'PHONE'}").put("token", loginToken));
    }

    private static void assertRefused(Reply reply) {
        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.errcode()).isEqualTo("M_FORBIDDEN");
    }
}
