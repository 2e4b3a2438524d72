// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.json;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Synapse's own way to register, with the answers of Synapse 1.163.2. */
class SharedSecretTest {
    private static final String SECRET = "registration-secret";
    private static final MovableClock CLOCK = new MovableClock();

    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX =
            new MatrixHomeserverExtension(
                    MatrixHomeserver.builder().clock(CLOCK).registrationSharedSecret(SECRET));

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;

    @BeforeEach
    void connect(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
    }

    @Test
    void registersWhoKnowsTheSecret() throws Exception {
        Reply made = post(request("Alice", SECRET, "notadmin").put("displayname", "Al"));

        assertThat(made.text("user_id")).isEqualTo("@alice:localhost");
        assertThat(server.whoami(made.text("access_token")).text("device_id"))
                .isEqualTo(made.text("device_id"));
        assertThat(homeserver.profile("@alice:localhost").displayName()).contains("Al");
        assertThat(homeserver.requestCount(Endpoint.REGISTRATION_NONCE)).isEqualTo(1);
        assertThat(homeserver.requestCount(Endpoint.REGISTER_BY_SECRET)).isEqualTo(1);
    }

    @Test
    void registersAdministratorsWithoutALogin() throws Exception {
        ObjectNode request = request("alice", SECRET, "admin").put("admin", true);
        Reply made = post(request.put("inhibit_login", true));

        assertThat(made.status()).isEqualTo(200);
        assertThat(made.body().has("access_token")).isFalse();
    }

    @Test
    void signsTheUserTypeWhereThereIsOne() throws Exception {
        ObjectNode bot = request("bot", SECRET, "notadmin\0bot").put("user_type", "bot");
        assertThat(post(bot).status()).isEqualTo(200);
        ObjectNode other = request("other", SECRET, "notadmin\0x").put("user_type", "x");
        assertRefused(post(other), 400, "M_UNKNOWN");
    }

    @Test
    void refusesAWrongSignature() throws Exception {
        ObjectNode wrong = request("alice", "guessed", "notadmin");

        assertRefused(post(wrong), 403, "M_UNKNOWN");
        assertRefused(post(wrong), 400, "M_UNKNOWN");
        ObjectNode admin = request("alice", SECRET, "notadmin").put("admin", true);
        assertRefused(post(admin), 403, "M_UNKNOWN");
    }

    @Test
    void takesANonceOnceAndForAMinute() throws Exception {
        ObjectNode first = request("alice", SECRET, "notadmin");
        assertThat(post(first).status()).isEqualTo(200);
        assertRefused(post(first), 400, "M_UNKNOWN");

        ObjectNode late = request("bob", SECRET, "notadmin");
        CLOCK.move(Duration.ofSeconds(61));
        assertRefused(post(late), 400, "M_UNKNOWN");
    }

    @Test
    void refusesNamesAsOtherRegistrationsDo() throws Exception {
        homeserver.register("alice", "secret");
        homeserver.applicationService("as-token", "@bridge_.*");

        assertRefused(post(request("alice", SECRET, "notadmin")), 400, "M_USER_IN_USE");
        assertRefused(post(request("a b!", SECRET, "notadmin")), 400, "M_INVALID_USERNAME");
        assertRefused(post(request("bridge_x", SECRET, "notadmin")), 400, "M_EXCLUSIVE");
    }

    @Test
    void wantsEveryField() throws Exception {
        for (String field : new String[] {"nonce", "username", "password", "mac"}) {
            ObjectNode request = request("alice", SECRET, "notadmin");
            request.remove(field);
            assertRefused(post(request), 400, "M_BAD_JSON");
        }
        ObjectNode number = request("alice", SECRET, "notadmin").put("username", 5);
        assertRefused(post(number), 400, "M_UNKNOWN");
    }

    @Test
    void registersNobodyWithoutASecretOfItsOwn() throws IOException {
        try (MatrixHomeserver plain = MatrixHomeserver.start()) {
            HttpHomeserver other = new HttpHomeserver(plain.url());
            String path = Endpoint.REGISTRATION_NONCE.path();
            assertThat(other.call("GET", path, null, null).text("nonce")).isNotEmpty();
            assertRefused(other.call("POST", path, null, json("{}")), 400, "M_UNKNOWN");
        }
    }

    private Reply post(ObjectNode body) throws IOException {
        return server.call("POST", Endpoint.REGISTER_BY_SECRET.path(), null, body);
    }

    private ObjectNode request(String name, String secret, String role)
            throws IOException, GeneralSecurityException {
        String nonce =
                server.call("GET", Endpoint.REGISTRATION_NONCE.path(), null, null).text("nonce");
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        String signed = String.join("\0", nonce, name, "secret", role);
        byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
        return json("{'password':'secret'}")
                .put("nonce", nonce)
                .put("username", name)
                .put("mac", HexFormat.of().formatHex(signature));
    }

    private static void assertRefused(Reply reply, int status, String errcode) {
        assertThat(reply.status()).as("%s", reply.body()).isEqualTo(status);
        assertThat(reply.errcode()).isEqualTo(errcode);
    }
}
