// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.EDIT;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whom an edit notifies (Client-Server API, "User and room mentions"). */
class EditMentionsContractTest extends TwoAccounts {

    private static final String CAROL = "@carol:localhost";

    private String room;

    @BeforeEach
    void makeRoom() {
        room = bot.createRoom("11", alice);
        alice.join(room);
    }

    private static Map<String, Object> mentioning(String... users) {
        return new HashMap<>(Map.of(MatrixConstants.OVERRIDE_MENTION_USERS, List.of(users)));
    }

    private static Map<String, Object> of(String message, String... users) {
        Map<String, Object> headers = mentioning(users);
        headers.put(MatrixConstants.OVERRIDE_TARGET_EVENT, message);
        return headers;
    }

    private long lookUps() {
        return homeserver.requests().stream()
                .filter(request -> request.contains(Person.encode(room)))
                .filter(request -> request.contains("/event/"))
                .count();
    }

    private JsonNode last() {
        List<JsonNode> messages = alice.messages(room);
        return messages.get(messages.size() - 1).get("content");
    }

    private static List<String> users(JsonNode content) {
        List<String> users = new ArrayList<>();
        content.at("/m.mentions/user_ids").forEach(user -> users.add(user.asText()));
        return users;
    }

    private void assertLast(List<String> notified, List<String> mentioned) {
        JsonNode content = last();
        assertThat(content.has("m.mentions")).isTrue();
        assertThat(users(content)).isEqualTo(notified);
        assertThat(users(content.get("m.new_content"))).isEqualTo(mentioned);
    }

    @Test
    void notifiesThoseWhomTheMessageDidNotMentionBefore() throws Exception {
        try (OperationFixture fixture = new OperationFixture(bot)) {
            String message = fixture.send(SEND_MESSAGE, room, "1", mentioning(alice.userId()));
            fixture.send(EDIT, room, "2", of(message, alice.userId(), CAROL));
            assertLast(List.of(CAROL), List.of(alice.userId(), CAROL));
            fixture.send(EDIT, room, "3", of(message, alice.userId(), CAROL));
            assertLast(List.of(), List.of(alice.userId(), CAROL));
            fixture.send(EDIT, room, "4", of(message));
            assertLast(List.of(), List.of());
            fixture.send(EDIT, room, "5", of(message, CAROL));
            assertLast(List.of(), List.of(CAROL));
        }
        assertThat(lookUps()).isZero();
    }

    @Test
    void asksWhomAMessageOfAnotherProcessHasMentioned() throws Exception {
        String message;
        try (OperationFixture before = new OperationFixture(bot)) {
            message = before.send(SEND_MESSAGE, room, "1", mentioning(alice.userId()));
            before.send(EDIT, room, "2", of(message, CAROL));
        }
        try (OperationFixture fixture = new OperationFixture(bot)) {
            fixture.send(EDIT, room, "3", of(message, alice.userId(), CAROL, "@dan:localhost"));
            assertLast(List.of("@dan:localhost"), List.of(alice.userId(), CAROL, "@dan:localhost"));
            fixture.send(EDIT, room, "4", of(message, "@dan:localhost"));
            assertLast(List.of(), List.of("@dan:localhost"));
        }
        assertThat(lookUps()).isEqualTo(1);
    }

    @Test
    void notifiesTheRoomOnce() throws Exception {
        try (OperationFixture fixture = new OperationFixture(bot);
                OperationFixture all = new OperationFixture(bot, "mentionRoom=true")) {
            String message = fixture.send(SEND_MESSAGE, room, "1", Map.of());
            all.send(EDIT, room, "2", of(message));
            assertThat(last().at("/m.mentions/room").asBoolean()).isTrue();
            all.send(EDIT, room, "3", of(message));
            assertThat(last().at("/m.mentions/room").asBoolean()).isFalse();
            assertThat(last().at("/m.new_content/m.mentions/room").asBoolean()).isTrue();
            String forAll = all.send(SEND_MESSAGE, room, "4", Map.of());
            all.send(EDIT, room, "5", of(forAll));
            assertThat(last().at("/m.mentions/room").asBoolean()).isFalse();
        }
    }

    @Test
    void neverMentionsTheAccountItself() throws Exception {
        try (OperationFixture fixture =
                new OperationFixture(bot, "mentions=" + bot.userId() + ',' + alice.userId())) {
            String message = fixture.send(SEND_MESSAGE, room, "1", Map.of());
            assertThat(users(last())).containsExactly(alice.userId());
            fixture.send(EDIT, room, "2", of(message, CAROL));
            assertLast(List.of(CAROL), List.of(alice.userId(), CAROL));
        }
        try (OperationFixture fixture = new OperationFixture(bot)) {
            fixture.send(SEND_MESSAGE, room, "1", mentioning(bot.userId()));
            assertThat(last().get("m.mentions")).isEmpty();
        }
    }

    @Test
    void notifiesInAnUpdateThoseWhomItsMessageDidNotMentionBefore() throws Exception {
        try (RouteFixture fixture = Alerts.start(new RouteFixture(bot), room, "")) {
            update(fixture, "1", alice.userId());
            Exchange edit = update(fixture, "2", alice.userId(), CAROL);
            assertLast(List.of(CAROL), List.of(alice.userId(), CAROL));
            assertThat(edit.getMessage().getHeader(MatrixConstants.EVENT_ID))
                    .isEqualTo(edit.getMessage().getHeader(MatrixConstants.UPDATED_EVENT));
            update(fixture, "3", CAROL);
            assertLast(List.of(), List.of(CAROL));
        }
    }

    private static Exchange update(RouteFixture fixture, String text, String... users) {
        Exchange exchange =
                fixture.template()
                        .send(
                                "direct:alert",
                                each -> {
                                    each.getMessage().setBody(text);
                                    each.getMessage().setHeaders(mentioning(users));
                                    each.getMessage().setHeader("fingerprint", "disk");
                                });
        assertThat(exchange.getException()).isNull();
        return exchange;
    }
}
