// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How rooms are found and entered, and what a message to a wrong one is told. */
class RoomContractTest extends TwoAccounts {

    private RouteFixture fixture;

    @BeforeEach
    void makeAccounts() throws Exception {
        fixture = new RouteFixture(bot);
        fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").toD("matrix:${header.room}");
                    }
                });
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void joinsAPublicRoomOnceHoweverManySend() {
        String room = alice.createRoom(Map.of("preset", "public_chat"));
        int before = homeserver.requests().size();
        CountDownLatch together = new CountDownLatch(20);
        List<CompletableFuture<Exchange>> sending =
                IntStream.range(0, 20)
                        .mapToObj(
                                i ->
                                        CompletableFuture.supplyAsync(
                                                () -> {
                                                    together.countDown();
                                                    await(together);
                                                    return send(room, "m" + i);
                                                },
                                                command -> new Thread(command).start()))
                        .toList();
        List<Exchange> sent = sending.stream().map(CompletableFuture::join).toList();
        assertThat(sent).allSatisfy(each -> assertThat(each.getException()).isNull());
        assertThat(alice.bodies(room)).hasSize(20).doesNotHaveDuplicates();
        List<String> requests = homeserver.requests();
        assertThat(requests.subList(before, requests.size()))
                .filteredOn(request -> request.contains("/join/"))
                .hasSize(1);
    }

    @Test
    void joinsAgainAfterItWasMadeToLeave() {
        String room = alice.createRoom(Map.of("preset", "public_chat"));
        assertThat(send(room, "before").getException()).isNull();
        alice.membership(room, "kick", bot);
        assertThat(send(room, "after").getException()).isNull();
        assertThat(alice.bodies(room)).containsExactly("before", "after");
    }

    @Test
    void followsAnAliasThatMovedWhenTheOldRoomRefuses() {
        String old = alice.createRoom("12", bot);
        String next = alice.createRoom("12", bot);
        String alias = MarkdownContractTest.alias(homeserver);
        alice.putAlias(alias, old);
        assertThat(send(alias, "old").getException()).isNull();
        alice.removeAlias(alias);
        alice.putAlias(alias, next);
        alice.membership(old, "kick", bot);
        assertThat(send(alias, "next").getException()).isNull();
        assertThat(alice.bodies(old)).containsExactly("old");
        assertThat(alice.bodies(next)).containsExactly("next");
    }

    @Test
    void failsForAnUnknownAlias() {
        MatrixException failure = failure("#nosuch:" + homeserver.serverName(), "x");
        assertThat(failure)
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("#nosuch:")
                .hasMessageContaining("check the alias");
        assertThat(failure.getErrcode()).isEqualTo("M_NOT_FOUND");
        assertThat(failure.getStatus()).isEqualTo(404);
    }

    @Test
    void failsForARoomThatDoesNotExist() {
        assertThat(failure("!nosuch:" + homeserver.serverName(), "x"))
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("!nosuch:")
                .hasMessageContaining("check the recipient");
        assertThat(failure("!oDLvRmHGUMzdXTPEf6aqPTkMLvAXkEKhkYSRvTMk5bY", "x"))
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("!oDLvRmHGUMzdXTPEf6aqPTkMLvAXkEKhkYSRvTMk5bY");
    }

    @Test
    void failsForARoomThatDidNotInvite() {
        String room = alice.createRoom("12");
        MatrixException failure = failure(room, "x");
        assertThat(failure)
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(room)
                .hasMessageContaining("invite the account");
        assertThat(failure.getErrcode()).isEqualTo("M_FORBIDDEN");
        assertThat(alice.bodies(room)).isEmpty();
    }

    @Test
    void failsForARoomWhereTheAccountMayNotSpeak() {
        String room =
                alice.createRoom(
                        Map.of(
                                "preset",
                                "public_chat",
                                "power_level_content_override",
                                Map.of("events_default", 50)));
        MatrixException failure = failure(room, "x");
        assertThat(failure)
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(bot.userId())
                .hasMessageContaining("permission");
        assertThat(failure.getErrcode()).isEqualTo("M_FORBIDDEN");
    }

    @Test
    void failsForNoRoom() {
        assertThat(failure("nonsense", "x")).hasMessageContaining("is no recipient");
        assertThat(failure("*", "x")).hasMessageContaining("CamelMatrixOverrideRoom");
    }

    @Test
    void failsForAnEmptyBody() {
        String room = alice.createRoom(Map.of("preset", "public_chat"));
        assertThat(failure(room, "")).hasMessageContaining("body is empty");
        assertThat(failure(room, null)).hasMessageContaining("body is empty");
        assertThat(failure(room, "Grüße".getBytes(StandardCharsets.ISO_8859_1)))
                .hasMessageContaining("cannot be read as text");
        assertThat(alice.bodies(room)).isEmpty();
    }

    @Test
    void sendsWhatCamelCanTurnIntoText() {
        String room = alice.createRoom(Map.of("preset", "public_chat"));
        assertThat(send(room, "bytes ü".getBytes(StandardCharsets.UTF_8)).getException()).isNull();
        assertThat(send(room, 42).getException()).isNull();
        assertThat(send(room, "\ufeff# Heading").getException()).isNull();
        assertThat(send(room, Map.of("msgtype", "m.text", "body", "map")).getException()).isNull();
        assertThat(alice.bodies(room)).containsExactly("bytes ü", "42", "# Heading", "map");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Exchange send(String room, Object body) {
        return fixture.template()
                .send(
                        "direct:in",
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeader("room", room);
                        });
    }

    private MatrixException failure(String room, Object body) {
        Throwable failure = send(room, body).getException();
        assertThat(failure).hasMessageNotContaining(bot.accessToken());
        return (MatrixException)
                (failure instanceof CamelExecutionException ? failure.getCause() : failure);
    }
}
