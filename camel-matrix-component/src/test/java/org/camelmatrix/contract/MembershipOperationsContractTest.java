// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.BAN;
import static org.camelmatrix.component.MatrixOperation.INVITE;
import static org.camelmatrix.component.MatrixOperation.JOIN;
import static org.camelmatrix.component.MatrixOperation.JOINED_ROOMS;
import static org.camelmatrix.component.MatrixOperation.KICK;
import static org.camelmatrix.component.MatrixOperation.KNOCK;
import static org.camelmatrix.component.MatrixOperation.LEAVE;
import static org.camelmatrix.component.MatrixOperation.MEMBERS;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;
import static org.camelmatrix.component.MatrixOperation.UNBAN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixOperation;
import org.camelmatrix.event.RoomMember;
import org.camelmatrix.event.UserId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is in a room after what a route has asked for, as another member sees it. */
class MembershipOperationsContractTest extends OperationsContract {

    private Person carol;

    @BeforeEach
    void begin() {
        carol = homeserver.register("carol");
    }

    /** A room of the bot's, in which alice looks. */
    private String ownRoom() {
        String room = bot.createRoom("12", alice);
        alice.join(room);
        return room;
    }

    private JsonNode member(String room, Person person) {
        return alice.call(
                "GET",
                "/_matrix/client/v3/rooms/"
                        + Person.encode(room)
                        + "/state/m.room.member/"
                        + Person.encode(person.userId()),
                null);
    }

    private String membership(String room, Person person) {
        return member(room, person).get("membership").asText();
    }

    private void change(MatrixOperation operation, String room) {
        fixture.succeed(
                operation,
                room,
                null,
                Map.of(
                        MatrixConstants.OVERRIDE_TARGET_USER,
                        carol.userId(),
                        MatrixConstants.OVERRIDE_REASON,
                        operation.word() + " it is"));
    }

    @Test
    void invitesOnceHoweverOftenItIsAsked() {
        String room = ownRoom();
        change(INVITE, room);
        change(INVITE, room);
        assertThat(membership(room, carol)).isEqualTo("invite");
        assertThat(member(room, carol).get("reason").asText()).isEqualTo("invite it is");
        carol.join(room);
        change(INVITE, room);
        assertThat(membership(room, carol)).isEqualTo("join");
    }

    @Test
    void removesBansAndLetsComeBack() {
        String room = ownRoom();
        change(KICK, room);
        alice.call(
                "POST",
                "/_matrix/client/v3/rooms/" + Person.encode(room) + "/invite",
                Map.of("user_id", carol.userId()));
        carol.join(room);
        change(KICK, room);
        change(KICK, room);
        assertThat(membership(room, carol)).isEqualTo("leave");
        assertThat(member(room, carol).get("reason").asText()).isEqualTo("kick it is");
        change(BAN, room);
        change(BAN, room);
        change(KICK, room);
        assertThat(membership(room, carol)).isEqualTo("ban");
        change(UNBAN, room);
        change(UNBAN, room);
        assertThat(membership(room, carol)).isEqualTo("leave");
    }

    @Test
    void saysWhatItMayNotDo() {
        String room = alice.createRoom("12", bot, carol);
        carol.join(room);
        Exchange exchange =
                fixture.ask(
                        KICK,
                        room,
                        null,
                        Map.of(MatrixConstants.OVERRIDE_TARGET_USER, carol.userId()));
        assertThat(exchange.getException(MatrixRejectedException.class).getErrcode())
                .isEqualTo("M_FORBIDDEN");
        assertThat(membership(room, carol)).isEqualTo("join");
        assertThat(fixture.ask(INVITE, room, null, Map.of()).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(MatrixConstants.OVERRIDE_TARGET_USER);
    }

    @Test
    void entersAndLeavesHoweverOftenItIsAsked() {
        String room = alice.createRoom("12", bot);
        Exchange entered = fixture.succeed(JOIN, room, null, Map.of());
        fixture.succeed(JOIN, room, null, Map.of());
        assertThat(entered.getMessage().getHeader(MatrixConstants.ROOM_ID)).isEqualTo(room);
        assertThat(membership(room, bot)).isEqualTo("join");
        fixture.succeed(LEAVE, room, null, Map.of(MatrixConstants.OVERRIDE_REASON, "done"));
        assertThat(membership(room, bot)).isEqualTo("leave");
        assertThat(member(room, bot).get("reason").asText()).isEqualTo("done");
        fixture.succeed(LEAVE, room, null, Map.of());
    }

    @Test
    void leavesWhereItIsNotWithoutEntering() {
        String room = alice.createRoom(Map.of("preset", "public_chat"));
        fixture.succeed(LEAVE, room, null, Map.of());
        assertThat(homeserver.requests())
                .noneMatch(
                        request ->
                                request.contains("/join/" + Person.encode(room))
                                        || request.contains("/join/" + room));
        assertThat(alice.events(room, "m.room.member"))
                .noneMatch(event -> event.get("state_key").asText().equals(bot.userId()));
    }

    @Test
    void entersAgainAfterItHasLeftOrWasRemoved() {
        String room = alice.createRoom(Map.of("preset", "public_chat"));
        fixture.succeed(JOIN, room, null, Map.of());
        fixture.succeed(LEAVE, room, null, Map.of());
        fixture.send(SEND_MESSAGE, room, "back again", Map.of());
        assertThat(alice.bodies(room)).containsExactly("back again");
        alice.membership(room, "kick", bot);
        fixture.succeed(JOIN, room, null, Map.of());
        assertThat(membership(room, bot)).isEqualTo("join");
    }

    @Test
    void knocksAndIsLetIn() {
        String room = alice.createRoom("12");
        alice.putState(room, "m.room.join_rules", Map.of("join_rule", "knock"));
        Map<String, String> reason = Map.of(MatrixConstants.OVERRIDE_REASON, "let me in");
        Exchange knocked = fixture.succeed(KNOCK, room, null, reason);
        fixture.succeed(KNOCK, room, null, reason);
        assertThat(knocked.getMessage().getHeader(MatrixConstants.ROOM_ID)).isEqualTo(room);
        assertThat(membership(room, bot)).isEqualTo("knock");
        assertThat(member(room, bot).get("reason").asText()).isEqualTo("let me in");
        alice.membership(room, "invite", bot);
        fixture.succeed(JOIN, room, null, Map.of());
        fixture.succeed(KNOCK, room, null, reason);
        assertThat(membership(room, bot)).isEqualTo("join");
    }

    @Test
    void listsMembersAndRooms() {
        String room = ownRoom();
        bot.membership(room, "invite", carol);
        assertThat(users(fixture.succeed(MEMBERS, room, null, Map.of())))
                .containsExactlyInAnyOrder(alice.userId(), bot.userId());
        assertThat(
                        users(
                                fixture.succeed(
                                        MEMBERS,
                                        room,
                                        null,
                                        Map.of(MatrixConstants.OVERRIDE_MEMBERSHIP, "invite"))))
                .containsExactly(carol.userId());
        assertThat(
                        users(
                                fixture.succeed(
                                        MEMBERS,
                                        room,
                                        null,
                                        Map.of(MatrixConstants.OVERRIDE_MEMBERSHIP, "*"))))
                .hasSize(3);
        assertThat(fixture.succeed(JOINED_ROOMS, null, null, Map.of()).getMessage().getBody())
                .isEqualTo(List.of(room));
    }

    private static List<String> users(Exchange exchange) {
        List<?> members = exchange.getMessage().getBody(List.class);
        return members.stream()
                .map(RoomMember.class::cast)
                .map(RoomMember::user)
                .map(UserId::value)
                .toList();
    }
}
