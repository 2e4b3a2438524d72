// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages to users, as these and the account's other clients find them. */
class DirectMessagesContractTest extends TwoAccounts {

    private Person carol;
    private RouteFixture fixture;
    private final List<RouteFixture> more = new ArrayList<>();

    @BeforeEach
    void register() throws Exception {
        carol = homeserver.register("carol");
        fixture = newNode();
    }

    private RouteFixture newNode() throws Exception {
        RouteFixture node = new RouteFixture(bot);
        more.add(node);
        String direct = "matrix:" + alice.userId();
        return node.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:alice").errorHandler(noErrorHandler()).to(direct);
                        from("direct:any").errorHandler(noErrorHandler()).to("matrix:*");
                    }
                });
    }

    @AfterEach
    void stop() {
        more.forEach(RouteFixture::close);
    }

    private static String send(RouteFixture node, String text) {
        return room(node.send("direct:alice", text));
    }

    private static String room(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        return exchange.getMessage().getHeader(MatrixConstants.ROOM_ID, String.class);
    }

    private Exchange sendTo(String recipient, String text) {
        return fixture.template()
                .send(
                        "direct:any",
                        exchange -> {
                            exchange.getMessage().setBody(text);
                            exchange.getMessage()
                                    .setHeader(MatrixConstants.OVERRIDE_ROOM, recipient);
                        });
    }

    private String data() {
        return "/_matrix/client/v3/user/" + Person.encode(bot.userId()) + "/account_data/m.direct";
    }

    private List<String> listed(Person other) {
        List<String> rooms = new ArrayList<>();
        bot.call("GET", data(), null)
                .path(other.userId())
                .forEach(room -> rooms.add(room.asText()));
        return rooms;
    }

    private void list(Map<String, ?> rooms) {
        bot.call("PUT", data(), rooms);
    }

    private Set<String> roomsOfBot() {
        Set<String> rooms = new HashSet<>();
        bot.call("GET", "/_matrix/client/v3/joined_rooms", null)
                .get("joined_rooms")
                .forEach(room -> rooms.add(room.asText()));
        return rooms;
    }

    private JsonNode member(String room, Person other) {
        return bot.call(
                "GET",
                "/_matrix/client/v3/rooms/"
                        + Person.encode(room)
                        + "/state/m.room.member/"
                        + Person.encode(other.userId()),
                null);
    }

    private String makeDirectRoom(Person other) {
        return bot.createRoom(
                Map.of(
                        "preset",
                        "trusted_private_chat",
                        "is_direct",
                        true,
                        "invite",
                        List.of(other.userId())));
    }

    private static void leave(Person who, String room) {
        who.call("POST", "/_matrix/client/v3/rooms/" + Person.encode(room) + "/leave", Map.of());
    }

    @Test
    void makesARoomForTwoAndListsIt() {
        String room = send(fixture, "**hello**");
        assertThat(send(fixture, "again")).isEqualTo(room);
        assertThat(listed(alice)).containsExactly(room);
        JsonNode invitation = member(room, alice);
        assertThat(invitation.get("membership").asText()).isEqualTo("invite");
        assertThat(invitation.get("is_direct").asBoolean()).isTrue();
        alice.join(room);
        assertThat(alice.bodies(room)).containsExactly("**hello**", "again");
        assertThat(roomsOfBot()).containsExactly(room);
    }

    @Test
    void leavesWhatOtherClientsHaveListed() {
        list(Map.of(carol.userId(), List.of("!elsewhere:example.org"), "@new", List.of()));
        String room = send(fixture, "hello");
        assertThat(bot.call("GET", data(), null).toString())
                .contains("!elsewhere:example.org")
                .contains("@new");
        assertThat(listed(alice)).containsExactly(room);
    }

    @Test
    void takesTheUserFromTheHeaderInAnyForm() {
        String room = room(sendTo(alice.userId(), "one"));
        assertThat(room(sendTo("u/" + alice.userId().substring(1), "two"))).isEqualTo(room);
        assertThat(room(sendTo(carol.userId(), "other"))).isNotEqualTo(room);
        assertThat(listed(alice)).containsExactly(room);
        assertThat(listed(carol)).hasSize(1);
        alice.join(room);
        assertThat(alice.bodies(room)).containsExactly("one", "two");
    }

    @Test
    void goesOnInTheOldestRoomThatCanBeUsed() {
        String left = makeDirectRoom(alice);
        leave(bot, left);
        String older = makeDirectRoom(alice);
        long made = System.currentTimeMillis();
        await().until(() -> System.currentTimeMillis() > made);
        String newer = makeDirectRoom(alice);
        alice.join(newer);
        list(Map.of(alice.userId(), List.of(newer, left, older, "no room")));
        assertThat(send(fixture, "hello")).isEqualTo(older);
        assertThat(roomsOfBot()).containsExactlyInAnyOrder(older, newer);
    }

    @Test
    void invitesAgainWhoHasLeft() {
        String room = makeDirectRoom(alice);
        alice.join(room);
        leave(alice, room);
        list(Map.of(alice.userId(), List.of(room)));
        assertThat(send(fixture, "come back")).isEqualTo(room);
        assertThat(member(room, alice).get("membership").asText()).isEqualTo("invite");
        assertThat(roomsOfBot()).containsExactly(room);
    }

    @Test
    void makesAnotherRoomWhereTheAccountHasLeftTheOldOne() {
        String first = send(fixture, "one");
        leave(bot, first);
        String second = send(fixture, "two");
        assertThat(second).isNotEqualTo(first);
        assertThat(listed(alice)).containsExactly(first, second);
    }

    @Test
    void makesOneRoomForTwentyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            Callable<String> message = () -> send(fixture, "hello");
            Set<String> rooms = new HashSet<>();
            for (Future<String> each : threads.invokeAll(Collections.nCopies(20, message))) {
                rooms.add(each.get());
            }
            assertThat(rooms).hasSize(1);
            assertThat(roomsOfBot()).isEqualTo(rooms);
            assertThat(listed(alice)).containsExactlyElementsOf(rooms);
            String room = rooms.iterator().next();
            alice.join(room);
            assertThat(alice.messages(room)).hasSize(20);
        } finally {
            threads.shutdownNow();
        }
    }

    /** An event's id is a hash of it, so that Synapse makes one event of two that are alike. */
    @Test
    void losesNoneOfManyThatSayTheSameInTheSameMillisecond() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(20);
        try {
            for (int i = 0; i < 12; i++) {
                String room = makeDirectRoom(alice);
                Callable<String> message = () -> room(sendTo(room, "hello"));
                for (Future<String> each : threads.invokeAll(Collections.nCopies(20, message))) {
                    assertThat(each.get()).isEqualTo(room);
                }
                alice.join(room);
                assertThat(alice.messages(room)).hasSize(20);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void settlesOnOneRoomWhereTwoNodesBeginAtOnce() throws Exception {
        RouteFixture other = newNode();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<String>> both =
                    List.of(() -> send(fixture, "one"), () -> send(other, "two"));
            for (Future<String> each : threads.invokeAll(both)) {
                assertThat(each.get()).isNotNull();
            }
        } finally {
            threads.shutdownNow();
        }
        await().untilAsserted(
                        () -> assertThat(send(fixture, "later")).isEqualTo(send(other, "later")));
        String settled = send(fixture, "settled");
        assertThat(send(other, "settled")).isEqualTo(settled);
        assertThat(listed(alice)).containsExactlyInAnyOrderElementsOf(roomsOfBot());
        assertThat(roomsOfBot()).hasSizeLessThanOrEqualTo(2).contains(settled);
    }

    @Test
    void listsTheRoomsOfManyUsersWhoGetTheirFirstMessageAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Callable<String>> both =
                    List.of(
                            () -> room(sendTo(alice.userId(), "hello")),
                            () -> room(sendTo(carol.userId(), "hello")));
            for (Future<String> each : threads.invokeAll(both)) {
                assertThat(each.get()).isNotNull();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(listed(alice)).hasSize(1);
        assertThat(listed(carol)).hasSize(1);
    }

    @Test
    void sendsNothingInClearToAnEncryptedRoomForTwo() {
        String room = makeDirectRoom(alice);
        bot.putState(room, "m.room.encryption", Map.of("algorithm", "m.megolm.v1.aes-sha2"));
        list(Map.of(alice.userId(), List.of(room)));
        Exchange exchange = fixture.send("direct:alice", "a secret");
        assertThat(exchange.getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("encrypt");
        assertThat(bot.messages(room)).isEmpty();
    }

    @Test
    void readsTheRoomForTwoAsItIs() {
        String members = "matrix:" + alice.userId() + "?operation=members";
        assertThat(fixture.send(members, null).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("no room");
        assertThat(roomsOfBot()).isEmpty();
        String room = makeDirectRoom(alice);
        list(Map.of(alice.userId(), List.of(room)));
        leave(alice, room);
        Exchange read = fixture.send(members, null);
        assertThat(read.getMessage().getBody(List.class)).hasSize(1);
        assertThat(member(room, alice).get("membership").asText()).isEqualTo("leave");
        Exchange left = fixture.send("matrix:" + alice.userId() + "?operation=leave", null);
        assertThat(left.getException()).isNull();
        assertThat(roomsOfBot()).isEmpty();
    }

    @Test
    void refusesToTalkToItself() {
        assertThat(sendTo(bot.userId(), "hello").getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("itself");
        assertThat(roomsOfBot()).isEmpty();
    }
}
