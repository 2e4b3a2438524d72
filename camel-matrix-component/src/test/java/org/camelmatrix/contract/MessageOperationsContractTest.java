// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.EDIT;
import static org.camelmatrix.component.MatrixOperation.REACT;
import static org.camelmatrix.component.MatrixOperation.RECEIPT;
import static org.camelmatrix.component.MatrixOperation.REDACT;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;
import static org.camelmatrix.component.MatrixOperation.TYPING;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Messages that belong to others, as another member of the room finds them. */
class MessageOperationsContractTest extends OperationsContract {

    private String room;

    @BeforeEach
    void makeRoom() {
        room = alice.createRoom("12", bot);
    }

    private JsonNode last() {
        List<JsonNode> messages = alice.messages(room);
        return messages.get(messages.size() - 1);
    }

    @Test
    void answersAnEvent() {
        String first = fixture.send(SEND_MESSAGE, room, "first", Map.of());
        Exchange exchange =
                fixture.succeed(
                        SEND_MESSAGE,
                        room,
                        "second",
                        Map.of(MatrixConstants.OVERRIDE_REPLY_TO, first));
        JsonNode relation = last().at("/content/m.relates_to");
        assertThat(relation.at("/m.in_reply_to/event_id").asText()).isEqualTo(first);
        assertThat(relation.has("rel_type")).isFalse();
        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKeys(
                        MatrixConstants.OVERRIDE_REPLY_TO, MatrixConstants.OVERRIDE_OPERATION);
    }

    @Test
    void writesInAThread() {
        String root = fixture.send(SEND_MESSAGE, room, "root", Map.of());
        fixture.send(SEND_MESSAGE, room, "one", Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, root));
        JsonNode plain = last().at("/content/m.relates_to");
        assertThat(plain.get("rel_type").asText()).isEqualTo("m.thread");
        assertThat(plain.get("event_id").asText()).isEqualTo(root);
        assertThat(plain.get("is_falling_back").asBoolean()).isTrue();
        String one = last().get("event_id").asText();
        fixture.send(
                SEND_MESSAGE,
                room,
                "two",
                Map.of(
                        MatrixConstants.OVERRIDE_THREAD_ROOT,
                        root,
                        MatrixConstants.OVERRIDE_REPLY_TO,
                        one));
        JsonNode answer = last().at("/content/m.relates_to");
        assertThat(answer.get("event_id").asText()).isEqualTo(root);
        assertThat(answer.get("is_falling_back").asBoolean()).isFalse();
        assertThat(answer.at("/m.in_reply_to/event_id").asText()).isEqualTo(one);
        assertThat(related(root, "m.thread")).hasSize(2);
    }

    private JsonNode related(String event, String relation) {
        return alice.call(
                        "GET",
                        "/_matrix/client/v1/rooms/"
                                + Person.encode(room)
                                + "/relations/"
                                + Person.encode(event)
                                + '/'
                                + relation,
                        null)
                .get("chunk");
    }

    @Test
    void mentionsUsersAndTheRoom() throws Exception {
        fixture.send(
                SEND_MESSAGE,
                room,
                "look",
                Map.of(MatrixConstants.OVERRIDE_MENTION_USERS, List.of(alice.userId())));
        assertThat(last().at("/content/m.mentions/user_ids/0").asText()).isEqualTo(alice.userId());
        assertThat(last().at("/content/m.mentions").has("room")).isFalse();
        try (OperationFixture all =
                new OperationFixture(bot, "mentionRoom=true", "mentions=@carol:localhost")) {
            all.send(
                    SEND_MESSAGE,
                    room,
                    "all",
                    Map.of(MatrixConstants.OVERRIDE_MENTION_USERS, alice.userId()));
        }
        JsonNode mentions = last().at("/content/m.mentions");
        assertThat(mentions.get("room").asBoolean()).isTrue();
        assertThat(mentions.get("user_ids"))
                .extracting(JsonNode::asText)
                .containsExactly("@carol:localhost", alice.userId());
    }

    @Test
    void givesAMessageAnotherText() {
        String message = fixture.send(SEND_MESSAGE, room, "**firing**", Map.of());
        fixture.send(
                EDIT, room, "*resolved*", Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, message));
        JsonNode content = last().get("content");
        assertThat(content.at("/m.relates_to/rel_type").asText()).isEqualTo("m.replace");
        assertThat(content.at("/m.relates_to/event_id").asText()).isEqualTo(message);
        assertThat(content.at("/m.new_content/body").asText()).isEqualTo("*resolved*");
        assertThat(content.at("/m.new_content/formatted_body").asText())
                .isEqualTo("<em>resolved</em>");
        assertThat(content.get("body").asText()).isEqualTo("* *resolved*");
        assertThat(related(message, "m.replace")).hasSize(1);
    }

    private JsonNode event(String id) {
        return alice.call(
                "GET",
                "/_matrix/client/v3/rooms/" + Person.encode(room) + "/event/" + Person.encode(id),
                null);
    }

    @Test
    void reactsOnceHoweverOftenItIsAsked() {
        String message = fixture.send(SEND_MESSAGE, room, "done", Map.of());
        Map<String, String> target = Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, message);
        fixture.succeed(REACT, room, "👍", target);
        fixture.succeed(REACT, room, "👍", target);
        assertThat(alice.events(room, "m.reaction"))
                .singleElement()
                .satisfies(
                        reaction -> {
                            JsonNode relation = reaction.at("/content/m.relates_to");
                            assertThat(relation.get("rel_type").asText()).isEqualTo("m.annotation");
                            assertThat(relation.get("event_id").asText()).isEqualTo(message);
                            assertThat(relation.get("key").asText()).isEqualTo("👍");
                        });
    }

    @Test
    void takesAnEventBack() {
        String message = fixture.send(SEND_MESSAGE, room, "a secret", Map.of());
        fixture.send(
                REDACT,
                room,
                null,
                Map.of(
                        MatrixConstants.OVERRIDE_REASON,
                        "too loud",
                        MatrixConstants.OVERRIDE_TARGET_EVENT,
                        message));
        JsonNode gone = event(message);
        assertThat(gone.get("content")).isEmpty();
        assertThat(gone.at("/unsigned/redacted_because/content/reason").asText())
                .isEqualTo("too loud");
    }

    @Test
    void typesAndTellsWhatItHasRead() {
        String message =
                alice.call(
                                "PUT",
                                "/_matrix/client/v3/rooms/"
                                        + Person.encode(room)
                                        + "/send/m.room.message/1",
                                Map.of("msgtype", "m.text", "body", "hello"))
                        .get("event_id")
                        .asText();
        fixture.succeed(TYPING, room, null, Map.of());
        fixture.succeed(
                RECEIPT, room, null, Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, message));
        String now = ephemeral().toString();
        assertThat(now).contains("\"m.typing\"").contains(bot.userId()).contains(message);
        fixture.succeed(TYPING, room, null, Map.of(MatrixConstants.OVERRIDE_TYPING_TIMEOUT, 0));
        assertThat(ephemeral())
                .filteredOn(event -> event.get("type").asText().equals("m.typing"))
                .allSatisfy(event -> assertThat(event.at("/content/user_ids")).isEmpty());
    }

    @Test
    void saysWhichHeaderIsNoNumber() {
        Exchange exchange =
                fixture.ask(
                        TYPING,
                        room,
                        null,
                        Map.of(MatrixConstants.OVERRIDE_TYPING_TIMEOUT, "a while"));
        assertThat(exchange.getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(MatrixConstants.OVERRIDE_TYPING_TIMEOUT);
    }

    private JsonNode ephemeral() {
        return alice.call(
                        "GET",
                        "/_matrix/client/v3/sync?timeout=0&filter="
                                + Person.encode(
                                        "{\"presence\":{\"not_types\":[\""
                                                + Math.random()
                                                + "\"]}}"),
                        null)
                .at("/rooms/join")
                .get(room)
                .at("/ephemeral/events");
    }

    @Test
    void doesOnlyWhatTheEndpointAllows() throws Exception {
        try (RouteFixture plain = new RouteFixture(bot)) {
            plain.camel().start();
            Exchange exchange =
                    plain.template()
                            .send(
                                    "matrix:" + Person.encode(room),
                                    each -> {
                                        each.getMessage().setBody("👍");
                                        each.getMessage()
                                                .setHeader(
                                                        MatrixConstants.OVERRIDE_OPERATION,
                                                        "redact");
                                    });
            assertThat(exchange.getException())
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("allowedOperations");
        }
        assertThat(homeserver.requests())
                .noneMatch(
                        request ->
                                request.contains(Person.encode(room))
                                        && request.contains("/redact/"));
    }
}
