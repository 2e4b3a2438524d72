// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.LEAVE;
import static org.camelmatrix.component.MatrixOperation.REDACT;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;
import static org.camelmatrix.component.MatrixOperation.SET_STATE;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.Test;

/** What a route sends to a room that another has replaced, as its people find it. */
class UpgradedRoomContractTest extends OperationsContract {

    private String room() {
        String room = alice.createRoom("11", bot);
        bot.join(room);
        return room;
    }

    private void giveLevel(String room, Person person, int level) {
        alice.putState(
                room,
                "m.room.power_levels",
                Map.of("users", Map.of(alice.userId(), 100, person.userId(), level)));
    }

    private String upgrade(String room) {
        return alice.call(
                        "POST",
                        "/_matrix/client/v3/rooms/" + Person.encode(room) + "/upgrade",
                        Map.of("new_version", "11"))
                .get("replacement_room")
                .asText();
    }

    private String upgradeAndInvite(String room) {
        String next = upgrade(room);
        alice.membership(next, "invite", bot);
        return next;
    }

    private Exchange send(String room, String text) {
        return fixture.ask(SEND_MESSAGE, room, text, Map.of());
    }

    private String roomOf(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getHeader(MatrixConstants.ROOM_ID, String.class);
    }

    private boolean hasAskedToJoin(String room) {
        return homeserver.requests().stream()
                .anyMatch(
                        request ->
                                request.contains("/join/" + Person.encode(room))
                                        || request.contains("/join/" + room));
    }

    @Test
    void followsForAModeratorWhoMayGoOnInTheOldRoom() {
        String old = room();
        giveLevel(old, bot, 60);
        String next = upgradeAndInvite(old);
        assertThat(roomOf(send(old, "one"))).isEqualTo(next);
        assertThat(roomOf(send(old, "two"))).isEqualTo(next);
        assertThat(alice.bodies(next)).containsExactly("one", "two");
        assertThat(alice.bodies(old)).isEmpty();
        assertThat(homeserver.requests())
                .anyMatch(
                        request ->
                                request.endsWith("via=" + homeserver.serverName())
                                        && request.contains("/join/" + Person.encode(next)));
    }

    @Test
    void leavesTheRoomThatIsNamedAndNotTheOneThatReplacesIt() {
        String old = room();
        String next = upgradeAndInvite(old);
        assertThat(roomOf(send(old, "hello"))).isEqualTo(next);
        assertThat(fixture.ask(LEAVE, old, null, Map.of()).getException()).isNull();
        assertThat(membership(old)).isEqualTo("leave");
        assertThat(membership(next)).isEqualTo("join");
    }

    private String membership(String room) {
        return alice.call(
                        "GET",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(room)
                                + "/state/m.room.member/"
                                + Person.encode(bot.userId()),
                        null)
                .get("membership")
                .asText();
    }

    @Test
    void followsForAnOrdinarySender() {
        String old = room();
        String next = upgradeAndInvite(old);
        assertThat(roomOf(send(old, "hello"))).isEqualTo(next);
        assertThat(alice.bodies(next)).containsExactly("hello");
    }

    @Test
    void followsARefusedSendWhereTheRoomIsReplacedMeanwhile() {
        String old = room();
        assertThat(roomOf(send(old, "before"))).isEqualTo(old);
        String next = upgradeAndInvite(old);
        assertThat(roomOf(send(old, "after"))).isEqualTo(next);
        assertThat(alice.bodies(old)).containsExactly("before");
        assertThat(alice.bodies(next)).containsExactly("after");
    }

    @Test
    void followsTwoUpgradesAndAnAliasThatStaysAtTheOldRoom() {
        String old = room();
        String alias = "#old" + System.nanoTime() + ':' + homeserver.serverName();
        String next = upgradeAndInvite(upgradeAndInvite(old));
        alice.putAlias(alias, old);
        assertThat(roomOf(send(alias, "by alias"))).isEqualTo(next);
        assertThat(roomOf(send(old, "by id"))).isEqualTo(next);
        assertThat(alice.bodies(next)).containsExactly("by alias", "by id");
    }

    @Test
    void namesTheReplacementThatItCannotJoinAndFollowsOnceItIsInvited() {
        String old = room();
        giveLevel(old, bot, 60);
        String next = upgrade(old);
        assertThat(send(old, "too early").getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(old + " is replaced by " + next)
                .hasMessageContaining("invite it there");
        alice.membership(next, "invite", bot);
        assertThat(roomOf(send(old, "now"))).isEqualTo(next);
        assertThat(alice.bodies(old)).isEmpty();
        assertThat(alice.bodies(next)).containsExactly("now");
    }

    @Test
    void followsNoRoomThatDoesNotNameTheOldOneAsItsPredecessor() {
        String old = room();
        giveLevel(old, bot, 60);
        String other = alice.createRoom(Map.of("preset", "public_chat"));
        alice.putState(old, "m.room.tombstone", Map.of("body", "moved", "replacement_room", other));
        assertThat(send(old, "secret").getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(old + " is replaced by " + other)
                .hasMessageContaining("predecessor");
        assertThat(alice.bodies(other)).isEmpty();
        assertThat(alice.events(other, "m.room.member"))
                .last()
                .satisfies(
                        event -> {
                            assertThat(event.get("state_key").asText()).isEqualTo(bot.userId());
                            assertThat(event.at("/content/membership").asText()).isEqualTo("leave");
                        });
    }

    @Test
    void changesTheRoomThatReplacesTheOldOne() {
        String old = room();
        String next = upgradeAndInvite(old);
        giveLevel(next, bot, 60);
        Map<String, Object> headers = new HashMap<>();
        headers.put(MatrixConstants.OVERRIDE_EVENT_TYPE, "m.room.topic");
        fixture.succeed(SET_STATE, old, Map.of("topic", "new"), headers);
        assertThat(alice.events(next, "m.room.topic"))
                .last()
                .satisfies(
                        event -> assertThat(event.at("/content/topic").asText()).isEqualTo("new"));
    }

    @Test
    void namesTheReplacementWhereItMayNotFollow() throws Exception {
        String old = room();
        giveLevel(old, bot, 60);
        try (OperationFixture staying = new OperationFixture(bot, "followUpgrades=false")) {
            String message = staying.send(SEND_MESSAGE, old, "before", Map.of());
            String next = upgradeAndInvite(old);
            giveLevel(old, bot, 60);
            try (OperationFixture restarted = new OperationFixture(bot, "followUpgrades=false")) {
                assertThat(restarted.ask(SEND_MESSAGE, old, "lost", Map.of()).getException())
                        .isInstanceOf(MatrixRejectedException.class)
                        .hasMessageContaining(old + " is replaced by " + next)
                        .hasMessageContaining("followUpgrades=true");
                restarted.succeed(
                        REDACT, old, null, Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, message));
            }
            assertThat(hasAskedToJoin(next)).isFalse();
            assertThat(alice.bodies(next)).isEmpty();
        }
        assertThat(alice.bodies(old)).containsExactly("");
    }

    @Test
    void namesTheReplacementWhenASendIsRefusedWhereItMayNotFollow() throws Exception {
        String old = room();
        try (OperationFixture staying = new OperationFixture(bot, "followUpgrades=false")) {
            staying.send(SEND_MESSAGE, old, "before", Map.of());
            String next = upgrade(old);
            assertThat(staying.ask(SEND_MESSAGE, old, "lost", Map.of()).getException())
                    .hasMessageContaining(old + " is replaced by " + next)
                    .hasMessageNotContaining("permission");
        }
    }
}
