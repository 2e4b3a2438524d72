// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AccountsTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;

    @BeforeEach
    void register(MatrixHomeserver started) throws IOException {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        server.call("GET", Endpoint.VERSIONS.path(), null, null);
    }

    @Test
    void leadsFromItsNameToItself() throws IOException {
        JsonNode wellKnown = server.call("GET", Endpoint.WELL_KNOWN.path(), null, null).body();
        JsonNode versions = server.call("GET", Endpoint.VERSIONS.path(), null, null).body();
        JsonNode flows = server.call("GET", V3 + "/login", null, null).body();

        assertThat(wellKnown.path("m.homeserver").path("base_url").asText())
                .isEqualTo(homeserver.url() + "/");
        assertThat(versions.path("versions"))
                .extracting(JsonNode::asText)
                .contains("v1.1", "v1.16");
        assertThat(flows.path("flows"))
                .extracting(flow -> flow.path("type").asText())
                .contains("m.login.password", "m.login.token", "m.login.application_service");
    }

    @Test
    void logsInByLocalpartAndByFullUserId() throws IOException {
        for (String user : new String[] {"alice", "@alice:localhost"}) {
            Reply login = server.call("POST", V3 + "/login", null, login(user));
            assertThat(login.text("user_id")).isEqualTo("@alice:localhost");
            assertThat(whoami(login.text("access_token")).text("device_id"))
                    .isEqualTo(login.text("device_id"));
        }
        assertThat(whoami(alice.accessToken()).status()).isEqualTo(200);
    }

    @Test
    void keepsOneTokenForADevice() throws IOException {
        ObjectNode request = login("alice").put("device_id", alice.deviceId());
        request.put("initial_device_display_name", "Test");
        Reply login = server.call("POST", V3 + "/login", null, request);

        assertThat(login.text("device_id")).isEqualTo(alice.deviceId());
        assertThat(whoami(alice.accessToken()).errcode()).isEqualTo("M_UNKNOWN_TOKEN");
        assertThat(whoami(login.text("access_token")).text("user_id")).isEqualTo(alice.userId());
    }

    @Test
    void logsOutOneDeviceOrAll() throws IOException {
        String other =
                server.call("POST", V3 + "/login", null, login("alice")).text("access_token");
        assertThat(server.call("POST", V3 + "/logout", other, null).status()).isEqualTo(200);
        assertThat(whoami(other).errcode()).isEqualTo("M_UNKNOWN_TOKEN");

        assertThat(server.call("POST", V3 + "/logout/all", alice.accessToken(), null).status())
                .isEqualTo(200);
        assertThat(whoami(alice.accessToken()).errcode()).isEqualTo("M_UNKNOWN_TOKEN");
    }

    @Test
    void invalidatesATokenForGoodOrSoftly() throws IOException {
        TestAccount bob = homeserver.register("bob", "secret");
        homeserver.invalidate(alice.accessToken());
        homeserver.invalidateSoftly(bob.accessToken());

        assertThat(whoami(alice.accessToken()).body().path("soft_logout").asBoolean()).isFalse();
        assertThat(whoami(bob.accessToken()).errcode()).isEqualTo("M_UNKNOWN_TOKEN");
        assertThat(whoami(bob.accessToken()).body().path("soft_logout").asBoolean()).isTrue();
    }

    @Test
    void registersAtOnceAndInTwoSteps() throws IOException {
        ObjectNode request = json("{'username':'New','password':'p','inhibit_login':true}");
        Reply stages = server.call("POST", V3 + "/register", null, request);
        assertThat(stages.status()).isEqualTo(401);
        assertThat(stages.body().at("/flows/0/stages/0").asText()).isEqualTo("m.login.dummy");

        request.putObject("auth")
                .put("type", "m.login.dummy")
                .put("session", stages.text("session"));
        Reply registered = server.call("POST", V3 + "/register", null, request);
        assertThat(registered.text("user_id")).isEqualTo("@new:localhost");
        assertThat(registered.body().has("access_token")).isFalse();

        request.put("username", "other").put("inhibit_login", false);
        request.putObject("auth").put("type", "m.login.dummy");
        Reply atOnce = server.call("POST", V3 + "/register", null, request);
        assertThat(whoami(atOnce.text("access_token")).text("user_id"))
                .isEqualTo("@other:localhost");
    }

    @Test
    void doesNotReadTokensFromTheQuery() throws IOException {
        String path = Endpoint.WHOAMI.path() + "?access_token=" + alice.accessToken();

        assertThat(server.wrong("GET", path, null, null).errcode()).isEqualTo("M_MISSING_TOKEN");
    }

    @Test
    void tellsATestWhatItDidWrong() {
        assertThatThrownBy(() -> homeserver.register("alice", "x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("M_USER_IN_USE");
        assertThatThrownBy(() -> homeserver.events("!nosuch"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Reply whoami(String token) throws IOException {
        return server.call("GET", Endpoint.WHOAMI.path(), token, null);
    }

    private static ObjectNode login(String user) {
        ObjectNode body = json("{'type':'m.login.password','password':'secret'}");
        body.putObject("identifier").put("type", "m.id.user").put("user", user);
        return body;
    }
}
