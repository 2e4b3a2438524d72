// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No message in clear to a room that is, or was, encrypted. */
class EncryptionContractTest extends TwoAccounts {

    private static final Map<String, ?> MEGOLM = Map.of("algorithm", "m.megolm.v1.aes-sha2");

    @TempDir private Path folder;
    private String room;

    @BeforeEach
    void makeRoom() {
        room = alice.createRoom("12", bot);
    }

    @Test
    void refusesAnEncryptedRoomAndNamesTheWaysOut() throws Exception {
        alice.putState(room, "m.room.encryption", MEGOLM);
        try (RouteFixture fixture = fixture(0)) {
            assertThat(fixture.send("direct:in", "secret").getException())
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining(room)
                    .hasMessageContaining("without encryption")
                    .hasMessageContaining("encryption=proxy");
        }
        assertThat(alice.bodies(room)).isEmpty();
    }

    @Test
    void seesThatARoomBecomesEncryptedAfterTheCheckInterval() throws Exception {
        try (RouteFixture fixture = fixture(0)) {
            assertThat(fixture.send("direct:in", "clear").getException()).isNull();
            alice.putState(room, "m.room.encryption", MEGOLM);
            assertThat(fixture.send("direct:in", "secret").getException())
                    .isInstanceOf(MatrixRejectedException.class);
        }
        assertThat(alice.bodies(room)).containsExactly("clear");
    }

    @Test
    void hearsThatARoomBecomesEncryptedWhereARouteListens() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        try (RouteFixture fixture = fixture(3_600_000)) {
            fixture.camel()
                    .addRoutes(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("matrix:*")
                                            .process(
                                                    event ->
                                                            heard.add(
                                                                    event.getMessage()
                                                                            .getBody(
                                                                                    String.class)));
                                }
                            });
            assertThat(fixture.send("direct:in", "clear").getException()).isNull();
            await().until(
                            () -> {
                                say("there?");
                                return !heard.isEmpty();
                            });
            alice.putState(room, "m.room.encryption", MEGOLM);
            say("encrypted now");
            await().until(() -> heard.contains("encrypted now"));
            assertThat(fixture.send("direct:in", "secret").getException())
                    .isInstanceOf(MatrixRejectedException.class);
        }
        assertThat(alice.bodies(room)).contains("clear").doesNotContain("secret");
    }

    @Test
    void asksNoMoreWithinTheCheckInterval() throws Exception {
        try (RouteFixture fixture = fixture(3_600_000)) {
            int before = homeserver.requests().size();
            for (int i = 0; i < 5; i++) {
                assertThat(fixture.send("direct:in", "m" + i).getException()).isNull();
            }
            List<String> requests = homeserver.requests();
            assertThat(requests.subList(before, requests.size()))
                    .filteredOn(request -> request.contains("/state/m.room.encryption"))
                    .hasSize(1);
        }
    }

    @Test
    void remembersAnEncryptedRoomOverARestartWithoutAsking() throws Exception {
        alice.putState(room, "m.room.encryption", MEGOLM);
        for (int start = 0; start < 2; start++) {
            int before = homeserver.requests().size();
            try (RouteFixture fixture = fixture(0)) {
                assertThat(fixture.send("direct:in", "secret").getException())
                        .isInstanceOf(MatrixRejectedException.class);
            }
            List<String> requests = homeserver.requests();
            assertThat(requests.subList(before, requests.size()))
                    .filteredOn(request -> request.contains("/state/m.room.encryption"))
                    .hasSize(1 - start);
        }
    }

    @Test
    void joinsAgainWhereTheEncryptionCannotBeReadFromOutside() throws Exception {
        String open = alice.createRoom(Map.of("preset", "public_chat"));
        try (RouteFixture fixture = fixture(0)) {
            assertThat(send(fixture, open, "one").getException()).isNull();
            alice.membership(open, "kick", bot);
            assertThat(send(fixture, open, "two").getException()).isNull();
        }
        assertThat(alice.bodies(open)).containsExactly("one", "two");
    }

    private void say(String text) {
        alice.call(
                "PUT",
                "/_matrix/client/v3/rooms/"
                        + Person.encode(room)
                        + "/send/m.room.message/"
                        + System.nanoTime(),
                Map.of("msgtype", "m.text", "body", text));
    }

    private static Exchange send(RouteFixture fixture, String room, String body) {
        return fixture.template()
                .send(
                        "direct:in",
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeader("CamelMatrixOverrideRoom", room);
                        });
    }

    private RouteFixture fixture(long checkInterval) throws Exception {
        RouteFixture fixture = new RouteFixture(bot);
        fixture.matrix().getConfiguration().setEncryptionCheckInterval(checkInterval);
        fixture.matrix()
                .getConfiguration()
                .setSessionStore(new MatrixStore.File(folder.resolve("state.json")));
        return fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to("matrix:" + room);
                    }
                });
    }
}
