// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a real Synapse says of accounts that may not work, and of application services. */
class AccountStateSynapseTest {

    @TempDir private static Path folder;
    private static Synapse synapse;

    @BeforeAll
    static void startSynapse() throws Exception {
        Path service = folder.resolve("service.yaml");
        Files.writeString(
                service,
                """
                id: camel
                url: null
                as_token: token-of-the-service
                hs_token: token-of-the-homeserver
                sender_localpart: camelbot
                rate_limited: false
                namespaces:
                  users: [{exclusive: true, regex: '@camel_.*:localhost'}]
                  aliases: []
                  rooms: []
                """);
        synapse =
                new Synapse(
                        "synapse-states",
                        "--set",
                        "app_service_config_files=[\"%s\"]".formatted(service));
    }

    @AfterAll
    static void stopSynapse() {
        synapse.close();
    }

    @Test
    void tellsLockedSuspendedAndDeactivatedApart() throws Exception {
        Person admin = synapse.registerAdmin();
        Person bot = synapse.register("bot");
        String room = bot.createRoom("12");
        try (RouteFixture fixture = new RouteFixture(bot)) {
            fixture.start(toRoom(room));
            String suspend = "/_synapse/admin/v1/suspend/" + Person.encode(bot.userId());
            String lock = "/_synapse/admin/v2/users/" + Person.encode(bot.userId());
            admin.call("PUT", suspend, Map.of("suspend", true));
            assertThat(failure(fixture).getErrcode()).isEqualTo("M_USER_SUSPENDED");
            admin.call("PUT", suspend, Map.of("suspend", false));
            admin.call("PUT", lock, Map.of("locked", true));
            assertThat(failure(fixture).getErrcode()).isEqualTo("M_USER_LOCKED");
            admin.call("PUT", lock, Map.of("locked", false));
            assertThat(fixture.send("direct:in", "back").getException()).isNull();
            admin.call(
                    "POST",
                    "/_synapse/admin/v1/deactivate/" + Person.encode(bot.userId()),
                    Map.of("erase", false));
            assertThat(failure(fixture).getErrcode()).isEqualTo("M_UNKNOWN_TOKEN");
        }
    }

    @Test
    void sendsOnceForEachUserOfAnApplicationService() throws Exception {
        Person alice = synapse.register("alice");
        String room = alice.createRoom(Map.of("preset", "public_chat"));
        Person service =
                new Person(
                        synapse.url(), "@camelbot:localhost", null, null, "token-of-the-service");
        List<String> users = List.of("camel_a", "camel_b");
        for (String user : users) {
            service.call(
                    "POST",
                    "/_matrix/client/v3/register",
                    Map.of(
                            "type",
                            "m.login.application_service",
                            "username",
                            user,
                            "inhibit_login",
                            true));
        }
        String as = "matrix:%s?applicationService=true&accessToken=%s&userId=@%s:localhost";
        try (RouteFixture fixture = new RouteFixture()) {
            fixture.matrix().getConfiguration().setHomeserverUrl(synapse.url().toString());
            fixture.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in")
                                    .to(as.formatted(room, service.accessToken(), users.get(0)))
                                    .to(as.formatted(room, service.accessToken(), users.get(1)));
                        }
                    });
            assertThat(fixture.send("direct:in", "same").getException()).isNull();
        }
        assertThat(alice.messages(room))
                .extracting(message -> message.get("sender").asText())
                .containsExactly("@camel_a:localhost", "@camel_b:localhost");
    }

    private static RouteBuilder toRoom(String room) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("matrix:" + room);
            }
        };
    }

    private static MatrixException failure(RouteFixture fixture) {
        Exception failure = fixture.send("direct:in", "x").getException();
        assertThat(failure).isInstanceOf(MatrixAccountException.class);
        return (MatrixException) failure;
    }
}
