// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.EDIT;
import static org.camelmatrix.component.MatrixOperation.GET_EVENT;
import static org.camelmatrix.component.MatrixOperation.PIN;
import static org.camelmatrix.component.MatrixOperation.REACT;
import static org.camelmatrix.component.MatrixOperation.REDACT;
import static org.camelmatrix.component.MatrixOperation.RELATIONS;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;
import static org.camelmatrix.component.MatrixOperation.UNPIN;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.camel.Exchange;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixOperation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an edit is for, and what follows it in a route, as another member of the room finds it. */
class EditContractTest extends OperationsContract {

    private String room;
    private int transaction;

    @BeforeEach
    void makeRoom() {
        room = bot.createRoom("11", alice);
        alice.join(room);
    }

    /** The next step of a route: the headers of the one before are still there. */
    private Exchange next(Exchange before, MatrixOperation operation, Object body) {
        return next(before, operation, body, Map.of());
    }

    private Exchange next(
            Exchange before, MatrixOperation operation, Object body, Map<String, ?> more) {
        Map<String, Object> headers = new HashMap<>(before.getMessage().getHeaders());
        headers.putAll(more);
        return fixture.succeed(operation, room, body, headers);
    }

    private Exchange send(String text) {
        return fixture.succeed(SEND_MESSAGE, room, text, Map.of());
    }

    private static String eventId(Exchange exchange) {
        return exchange.getMessage().getHeader(MatrixConstants.EVENT_ID, String.class);
    }

    private String put(Map<String, ?> content) {
        return bot.call(
                        "PUT",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(room)
                                + "/send/m.room.message/raw-"
                                + transaction++,
                        content)
                .get("event_id")
                .asText();
    }

    private String putText(String text) {
        return put(Map.of("msgtype", "m.text", "body", text));
    }

    /** An edit as another client sends it. */
    private String putEdit(String message, String text) {
        return put(
                Map.of(
                        "msgtype",
                        "m.text",
                        "body",
                        "* " + text,
                        "m.new_content",
                        Map.of("msgtype", "m.text", "body", text),
                        "m.relates_to",
                        Map.of("rel_type", "m.replace", "event_id", message)));
    }

    private JsonNode event(String id) {
        return alice.call(
                "GET",
                "/_matrix/client/v3/rooms/" + Person.encode(room) + "/event/" + Person.encode(id),
                null);
    }

    private JsonNode relation(String event) {
        return event(event).at("/content/m.relates_to");
    }

    private List<String> related(String event, String relation) {
        return StreamSupport.stream(
                        alice.call(
                                        "GET",
                                        "/_matrix/client/v1/rooms/"
                                                + Person.encode(room)
                                                + "/relations/"
                                                + Person.encode(event)
                                                + '/'
                                                + relation,
                                        null)
                                .get("chunk")
                                .spliterator(),
                        false)
                .map(each -> each.get("event_id").asText())
                .toList();
    }

    private List<String> pinned() {
        return StreamSupport.stream(
                        alice.call(
                                        "GET",
                                        "/_matrix/client/v3/rooms/"
                                                + Person.encode(room)
                                                + "/state/m.room.pinned_events/",
                                        null)
                                .get("pinned")
                                .spliterator(),
                        false)
                .map(JsonNode::asText)
                .toList();
    }

    private String last() {
        List<JsonNode> messages = alice.messages(room);
        return messages.get(messages.size() - 1).get("event_id").asText();
    }

    @Test
    void editsTheSameMessageHoweverManyEditsWentBefore() {
        Exchange step = send("0 %");
        String message = eventId(step);
        for (String text : List.of("50 %", "75 %", "100 %")) {
            step = next(step, EDIT, text);
            assertThat(eventId(step)).isEqualTo(message);
            assertThat(step.getMessage().getHeader(MatrixConstants.EDIT_EVENT_ID))
                    .isEqualTo(last());
        }
        assertThat(related(message, "m.replace")).hasSize(3);
        assertThat(Alerts.shown(alice, room, event(message))).isEqualTo("100 %");
        Exchange other = next(step, SEND_MESSAGE, "another");
        assertThat(other.getMessage().getHeaders())
                .doesNotContainKey(MatrixConstants.EDIT_EVENT_ID);
    }

    @Test
    void meansTheMessageInWhatFollowsAnEdit() {
        Exchange message = send("first");
        String id = eventId(message);
        Exchange edit = next(message, EDIT, "second");
        next(edit, REACT, "👍");
        next(edit, PIN, null);
        String reply =
                eventId(
                        next(
                                edit,
                                SEND_MESSAGE,
                                "answer",
                                Map.of(MatrixConstants.OVERRIDE_REPLY_TO, eventId(edit))));
        String inThread =
                eventId(
                        next(
                                edit,
                                SEND_MESSAGE,
                                "more",
                                Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, eventId(edit))));
        assertThat(related(id, "m.annotation")).hasSize(1);
        assertThat(pinned()).containsExactly(id);
        assertThat(relation(reply).at("/m.in_reply_to/event_id").asText()).isEqualTo(id);
        assertThat(related(id, "m.thread")).containsExactly(inThread);
        next(edit, UNPIN, null);
        assertThat(pinned()).isEmpty();
        next(edit, REDACT, null);
        assertThat(event(id).get("content")).isEmpty();
    }

    @Test
    void takesAnEditThatIsNamedForItsMessage() throws Exception {
        String id = putText("first");
        String edit = putEdit(id, "second");
        Map<String, String> target = Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, edit);
        fixture.succeed(REACT, room, "👍", target);
        fixture.succeed(PIN, room, null, target);
        String again = eventId(fixture.succeed(EDIT, room, "third", target));
        String reply =
                fixture.send(
                        SEND_MESSAGE,
                        room,
                        "answer",
                        Map.of(MatrixConstants.OVERRIDE_REPLY_TO, edit));
        String inThread =
                fixture.send(
                        SEND_MESSAGE,
                        room,
                        "more",
                        Map.of(
                                MatrixConstants.OVERRIDE_THREAD_ROOT,
                                edit,
                                MatrixConstants.OVERRIDE_REPLY_TO,
                                edit));
        Object relations =
                fixture.succeed(
                                RELATIONS,
                                room,
                                null,
                                Map.of(
                                        MatrixConstants.OVERRIDE_TARGET_EVENT,
                                        edit,
                                        MatrixConstants.OVERRIDE_RELATION_TYPE,
                                        "m.replace"))
                        .getMessage()
                        .getBody();
        assertThat(again).isEqualTo(id);
        assertThat(related(id, "m.annotation")).hasSize(1);
        assertThat(pinned()).containsExactly(id);
        assertThat(Alerts.shown(alice, room, event(id))).isEqualTo("third");
        assertThat(relation(reply).at("/m.in_reply_to/event_id").asText()).isEqualTo(id);
        assertThat(relation(inThread).at("/m.in_reply_to/event_id").asText()).isEqualTo(id);
        assertThat(related(id, "m.thread")).containsExactly(inThread);
        assertThat((Iterable<?>) relations).hasSize(2);
        assertThat(
                        homeserver.requests().stream()
                                .filter(request -> request.contains("/event/"))
                                .filter(request -> request.endsWith(Person.encode(edit))))
                .hasSize(1);
        fixture.succeed(REDACT, room, null, target);
        assertThat(event(id).get("content")).isEmpty();
    }

    @Test
    void givesTheEditItselfWhereItIsReadById() {
        String edit = putEdit(putText("first"), "second");
        JsonNode found =
                fixture.succeed(
                                GET_EVENT,
                                room,
                                null,
                                Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, edit))
                        .getMessage()
                        .getBody(JsonNode.class);
        assertThat(found.get("event_id").asText()).isEqualTo(edit);
    }

    @Test
    void unpinsWhatAnotherClientHasPinnedAsAnEdit() {
        String message = putText("first");
        String edit = putEdit(message, "second");
        bot.putState(room, "m.room.pinned_events", Map.of("pinned", List.of(edit, "$other")));
        fixture.succeed(UNPIN, room, null, Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, edit));
        assertThat(pinned()).containsExactly("$other");
    }

    @Test
    void followsAnEditOfAnEditToTheFirstMessage() {
        String message = putText("first");
        String edit = putEdit(putEdit(message, "second"), "third");
        Exchange exchange =
                fixture.succeed(
                        EDIT, room, "4th", Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, edit));
        assertThat(eventId(exchange)).isEqualTo(message);
        assertThat(Alerts.shown(alice, room, event(message))).isEqualTo("4th");
    }

    @Test
    void answersAnEditOfAThreadedMessageInItsThread() {
        String root = putText("root");
        String message =
                fixture.send(
                        SEND_MESSAGE,
                        room,
                        "one",
                        Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, root));
        String edit = putEdit(message, "two");
        String reply =
                fixture.send(
                        SEND_MESSAGE,
                        room,
                        "answer",
                        Map.of(MatrixConstants.OVERRIDE_REPLY_TO, edit));
        assertThat(relation(reply).get("event_id").asText()).isEqualTo(root);
        assertThat(relation(reply).at("/m.in_reply_to/event_id").asText()).isEqualTo(message);
        String more =
                fixture.send(
                        SEND_MESSAGE,
                        room,
                        "more",
                        Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, edit));
        assertThat(relation(more).get("event_id").asText()).isEqualTo(root);
    }

    @Test
    void knowsAnEditThatARouteWroteItself() {
        String message = eventId(send("first"));
        Exchange edit =
                fixture.succeed(
                        SEND_MESSAGE,
                        room,
                        Map.of(
                                "msgtype",
                                "m.text",
                                "body",
                                "* second",
                                "m.new_content",
                                Map.of("msgtype", "m.text", "body", "second"),
                                "m.relates_to",
                                Map.of("rel_type", "m.replace", "event_id", message)),
                        Map.of());
        assertThat(eventId(edit)).isEqualTo(message);
        next(edit, REACT, "👍");
        assertThat(related(message, "m.annotation")).hasSize(1);
    }

    @Test
    void keepsTheIdsOfASplitMessageWhenOneOfItsPartsIsEdited() throws Exception {
        try (OperationFixture split = new OperationFixture(bot, "oversize=split")) {
            Exchange message =
                    split.succeed(SEND_MESSAGE, room, "word ".repeat(20_000).strip(), Map.of());
            List<?> parts =
                    message.getMessage().getHeader(MatrixConstants.SPLIT_EVENT_IDS, List.class);
            Exchange edit = next(message, EDIT, "other");
            assertThat(parts).hasSizeGreaterThan(1);
            assertThat(eventId(edit)).isEqualTo(parts.get(0));
            assertThat(edit.getMessage().getHeader(MatrixConstants.SPLIT_EVENT_IDS))
                    .isEqualTo(parts);
            assertThat(next(edit, SEND_MESSAGE, "new").getMessage().getHeaders())
                    .doesNotContainKey(MatrixConstants.SPLIT_EVENT_IDS);
        }
    }

    @Test
    void asksNothingAboutItsOwnMessages() {
        Exchange message = send("first");
        Exchange edit = next(message, EDIT, "second");
        next(edit, REACT, "👍");
        next(
                edit,
                SEND_MESSAGE,
                "answer",
                Map.of(MatrixConstants.OVERRIDE_REPLY_TO, eventId(edit)));
        next(
                edit,
                EDIT,
                "third",
                Map.of(MatrixConstants.OVERRIDE_MENTION_USERS, List.of(alice.userId())));
        next(edit, REDACT, null);
        String asked = Person.encode(room) + "/event/";
        assertThat(homeserver.requests()).noneMatch(request -> request.contains(asked));
    }

    @Test
    void meansTheMessageInWhatFollowsAReaction() {
        Exchange message = send("first");
        String id = eventId(message);
        Exchange reaction = next(message, REACT, "👀");
        assertThat(eventId(reaction)).isNotEqualTo(id);
        Exchange other = next(reaction, REACT, "👍");
        String reply =
                eventId(
                        next(
                                other,
                                SEND_MESSAGE,
                                "answer",
                                Map.of(MatrixConstants.OVERRIDE_REPLY_TO, eventId(other))));
        String inThread =
                eventId(
                        next(
                                other,
                                SEND_MESSAGE,
                                "more",
                                Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, eventId(other))));
        next(other, PIN, null);
        Exchange edit = next(other, EDIT, "second");
        assertThat(related(id, "m.annotation"))
                .containsExactlyInAnyOrder(eventId(reaction), eventId(other));
        assertThat(relation(reply).at("/m.in_reply_to/event_id").asText()).isEqualTo(id);
        assertThat(related(id, "m.thread")).containsExactly(inThread);
        assertThat(pinned()).containsExactly(id);
        assertThat(eventId(edit)).isEqualTo(id);
        assertThat(Alerts.shown(alice, room, event(id))).isEqualTo("second");
        next(other, UNPIN, null);
        assertThat(pinned()).isEmpty();
    }

    @Test
    void takesBackTheReactionAndNotItsMessage() {
        Exchange message = send("first");
        Exchange reaction = next(message, REACT, "👀");
        next(reaction, REDACT, null);
        assertThat(event(eventId(reaction)).get("content")).isEmpty();
        assertThat(event(eventId(message)).at("/content/body").asText()).isEqualTo("first");
    }

    @Test
    void takesBackAReactionThatWasThereBefore() {
        Exchange message = send("first");
        String id = eventId(next(message, REACT, "👀"));
        Exchange again = next(message, REACT, "👀");
        assertThat(eventId(again)).isEqualTo(id);
        next(again, REDACT, null);
        assertThat(related(eventId(message), "m.annotation")).isEmpty();
        assertThat(event(eventId(message)).at("/content/body").asText()).isEqualTo("first");
    }

    @Test
    void takesBackAReactionOfBeforeARestart() throws Exception {
        Exchange message = send("first");
        String id = eventId(next(message, REACT, "👀"));
        alice.call(
                "PUT",
                "/_matrix/client/v3/rooms/" + Person.encode(room) + "/send/m.reaction/alices",
                Map.of(
                        "m.relates_to",
                        Map.of(
                                "rel_type",
                                "m.annotation",
                                "event_id",
                                eventId(message),
                                "key",
                                "👀")));
        try (OperationFixture restarted = new OperationFixture(bot)) {
            Map<String, Object> headers = message.getMessage().getHeaders();
            Exchange again = restarted.succeed(REACT, room, "👀", headers);
            assertThat(eventId(again)).isEqualTo(id);
            restarted.succeed(REDACT, room, null, again.getMessage().getHeaders());
        }
        assertThat(related(eventId(message), "m.annotation")).hasSize(1);
        assertThat(event(eventId(message)).at("/content/body").asText()).isEqualTo("first");
    }

    @Test
    void takesAReactionOfAnotherClientForItsMessage() throws Exception {
        String id = putText("first");
        String reaction =
                alice.call(
                                "PUT",
                                "/_matrix/client/v3/rooms/"
                                        + Person.encode(room)
                                        + "/send/m.reaction/raw",
                                Map.of(
                                        "m.relates_to",
                                        Map.of(
                                                "rel_type",
                                                "m.annotation",
                                                "event_id",
                                                putEdit(id, "second"),
                                                "key",
                                                "👍")))
                        .get("event_id")
                        .asText();
        Map<String, String> target = Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, reaction);
        fixture.succeed(PIN, room, null, target);
        fixture.succeed(EDIT, room, "third", target);
        String reply =
                fixture.send(
                        SEND_MESSAGE,
                        room,
                        "answer",
                        Map.of(MatrixConstants.OVERRIDE_REPLY_TO, reaction));
        assertThat(pinned()).containsExactly(id);
        assertThat(Alerts.shown(alice, room, event(id))).isEqualTo("third");
        assertThat(relation(reply).at("/m.in_reply_to/event_id").asText()).isEqualTo(id);
        JsonNode found =
                fixture.succeed(GET_EVENT, room, null, target).getMessage().getBody(JsonNode.class);
        assertThat(found.get("event_id").asText()).isEqualTo(reaction);
    }

    @Test
    void takesBackAllPartsOfASplitMessage() throws Exception {
        try (OperationFixture split = new OperationFixture(bot, "oversize=split")) {
            Exchange message =
                    split.succeed(SEND_MESSAGE, room, "word ".repeat(20_000).strip(), Map.of());
            List<?> parts =
                    message.getMessage().getHeader(MatrixConstants.SPLIT_EVENT_IDS, List.class);
            Exchange redaction = next(next(message, EDIT, "other"), REDACT, null);
            assertThat(parts)
                    .hasSizeGreaterThan(1)
                    .allSatisfy(
                            part -> assertThat(event(part.toString()).get("content")).isEmpty());
            assertThat(
                            redaction
                                    .getMessage()
                                    .getHeader(MatrixConstants.SPLIT_EVENT_IDS, List.class))
                    .hasSameSizeAs(parts)
                    .doesNotContainAnyElementsOf(parts);
        }
    }

    @Test
    void takesBackTheNamedPartOfASplitMessageAlone() throws Exception {
        try (OperationFixture split = new OperationFixture(bot, "oversize=split")) {
            Exchange message =
                    split.succeed(SEND_MESSAGE, room, "word ".repeat(20_000).strip(), Map.of());
            List<?> parts =
                    message.getMessage().getHeader(MatrixConstants.SPLIT_EVENT_IDS, List.class);
            next(
                    message,
                    REDACT,
                    null,
                    Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, parts.get(1)));
            assertThat(event(parts.get(0).toString()).get("content")).isNotEmpty();
            assertThat(event(parts.get(1).toString()).get("content")).isEmpty();
        }
    }
}
