// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixStore;
import org.camelmatrix.internal.encryption.EncryptionMode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pantalaimon encrypts between a route and a real Synapse, and nothing slips through it in clear.
 */
class ProxySynapseTest {

    private static final Map<String, ?> MEGOLM = Map.of("algorithm", "m.megolm.v1.aes-sha2");
    private static final int ROUNDS = 10;

    private static Synapse synapse;
    private static URI proxy;

    @TempDir private Path folder;
    private Person alice;
    private Person bot;

    @BeforeAll
    static void startProxy() throws Exception {
        synapse = new Synapse("synapse-proxy");
        proxy = synapse.startPantalaimon();
    }

    @AfterAll
    static void stopProxy() throws Exception {
        synapse.stopPantalaimon();
        synapse.close();
    }

    @BeforeEach
    void makeAccounts() {
        alice = Person.register(synapse.directUrl(), "alice");
        bot = Person.register(synapse.directUrl(), "bot");
    }

    @Test
    void sendsEncryptedWhatAnotherClientDecrypts() throws Exception {
        String room = alice.createRoom("12", bot);
        alice.putState(room, "m.room.encryption", MEGOLM);
        try (RouteFixture fixture = fixture(room)) {
            assertThat(fixture.send("direct:in", "before the reader").getException()).isNull();
            Process reader = reader(room);
            BufferedReader progress = reader.errorReader();
            String line = progress.readLine();
            while (line != null && !line.equals("ready")) {
                line = progress.readLine();
            }
            assertThat(fixture.send("direct:in", "# Secret **report**").getException()).isNull();
            JsonNode seen = new ObjectMapper().readTree(reader.inputReader().readLine());
            assertThat(reader.waitFor()).isZero();
            assertThat(seen.at("/content/body").asText()).isEqualTo("# Secret **report**");
            assertThat(seen.at("/content/formatted_body").asText())
                    .isEqualTo("<h1>Secret <strong>report</strong></h1>");
            assertThat(seen.get("encrypted").asBoolean()).isTrue();
        }
        assertThat(alice.messages(room)).as("in clear at the homeserver").isEmpty();
        assertThat(alice.events(room, "m.room.encrypted")).hasSize(2);
    }

    @Test
    void sendsNothingInClearToARoomThatHasJustBecomeEncrypted() throws Exception {
        List<String> rooms = new ArrayList<>();
        try (RouteFixture fixture = fixture("*")) {
            for (int round = 0; round < ROUNDS; round++) {
                String room = alice.createRoom("12", bot);
                rooms.add(room);
                send(fixture, room, "clear");
                alice.putState(room, "m.room.encryption", MEGOLM);
                send(fixture, room, "secret");
            }
        }
        for (String room : rooms) {
            assertThat(alice.bodies(room)).containsExactly("clear");
            assertThat(alice.events(room, "m.room.encrypted")).hasSize(1);
        }
    }

    private static void send(RouteFixture fixture, String room, String body) {
        assertThat(
                        fixture.template()
                                .send(
                                        "direct:in",
                                        each -> {
                                            each.getMessage().setBody(body);
                                            each.getMessage()
                                                    .setHeader("CamelMatrixOverrideRoom", room);
                                        })
                                .getException())
                .isNull();
    }

    private RouteFixture fixture(String room) throws Exception {
        RouteFixture fixture = new RouteFixture();
        MatrixConfiguration options = fixture.matrix().getConfiguration();
        options.setHomeserverUrl(proxy.toString());
        options.setUserId(bot.userId());
        options.setPassword(bot.password());
        options.setSessionStore(new MatrixStore.File(folder.resolve("state.json")));
        options.setEncryption(EncryptionMode.PROXY);
        options.setEncryptionCheckInterval(0);
        return fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to("matrix:" + room);
                    }
                });
    }

    private Process reader(String room) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        synapse.testbed().resolve("room-reader").toString(),
                        "--decrypt",
                        "--store",
                        folder.resolve("reader").toString(),
                        "--homeserver",
                        synapse.directUrl().toString(),
                        "--user",
                        alice.userId(),
                        "--device",
                        alice.deviceId(),
                        "--room",
                        room,
                        "--type",
                        "m.room.message",
                        "--timeout",
                        "60");
        builder.environment().put("MATRIX_READER_TOKEN", alice.accessToken());
        return builder.start();
    }
}
