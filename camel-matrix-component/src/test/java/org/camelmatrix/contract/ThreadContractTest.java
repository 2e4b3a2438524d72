// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.camelmatrix.component.MatrixOperation.EDIT;
import static org.camelmatrix.component.MatrixOperation.REDACT;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which message clients without threads show as the one that a part of a thread answers. */
class ThreadContractTest extends TwoAccounts {

    private String room;
    private int transaction;

    @BeforeEach
    void makeRoom() {
        room = bot.createRoom("11", alice);
        alice.join(room);
    }

    private String putInThread(String root, String text) {
        return alice.call(
                        "PUT",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(room)
                                + "/send/m.room.message/raw-"
                                + transaction++,
                        Map.of(
                                "msgtype",
                                "m.text",
                                "body",
                                text,
                                "m.relates_to",
                                Map.of("rel_type", "m.thread", "event_id", root)))
                .get("event_id")
                .asText();
    }

    private JsonNode last() {
        List<JsonNode> messages = alice.messages(room);
        return messages.get(messages.size() - 1).at("/content/m.relates_to");
    }

    private void assertLastFallsBackTo(String event) {
        assertThat(last().get("is_falling_back").asBoolean()).isTrue();
        assertThat(last().at("/m.in_reply_to/event_id").asText()).isEqualTo(event);
    }

    private long lookUps() {
        return homeserver.requests().stream()
                .filter(request -> request.contains(Person.encode(room)))
                .filter(request -> request.contains("/event/") || request.contains("/relations/"))
                .count();
    }

    @Test
    void namesTheLatestMessageThatItHasSentThereAndAsksOnceAThread() throws Exception {
        try (OperationFixture fixture = new OperationFixture(bot)) {
            for (String text : List.of("a", "b")) {
                String root = fixture.send(SEND_MESSAGE, room, text, Map.of());
                Map<String, String> there = Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, root);
                String latest = root;
                for (int i = 0; i < 3; i++) {
                    String message = fixture.send(SEND_MESSAGE, room, text + i, there);
                    assertLastFallsBackTo(latest);
                    assertThat(last().get("event_id").asText()).isEqualTo(root);
                    latest = message;
                }
            }
        }
        assertThat(lookUps()).isEqualTo(2);
    }

    @Test
    void namesTheLatestMessageOfOthersThatWasThereBefore() throws Exception {
        try (OperationFixture fixture = new OperationFixture(bot)) {
            String root = fixture.send(SEND_MESSAGE, room, "root", Map.of());
            putInThread(root, "one");
            String two = putInThread(root, "two");
            fixture.send(
                    SEND_MESSAGE,
                    room,
                    "three",
                    Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, root));
            assertLastFallsBackTo(two);
        }
    }

    @Test
    void namesTheEditedMessageAndNotItsEdit() throws Exception {
        try (OperationFixture fixture = new OperationFixture(bot)) {
            String root = fixture.send(SEND_MESSAGE, room, "root", Map.of());
            Map<String, String> there = Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, root);
            String one = fixture.send(SEND_MESSAGE, room, "one", there);
            fixture.send(EDIT, room, "uno", Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, one));
            fixture.send(SEND_MESSAGE, room, "two", there);
            assertLastFallsBackTo(one);
        }
    }

    @Test
    void namesNoMessageThatItHasTakenBack() throws Exception {
        try (OperationFixture fixture = new OperationFixture(bot)) {
            String root = fixture.send(SEND_MESSAGE, room, "root", Map.of());
            Map<String, String> there = Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, root);
            String one = fixture.send(SEND_MESSAGE, room, "one", there);
            String two = fixture.send(SEND_MESSAGE, room, "two", there);
            fixture.send(REDACT, room, null, Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, two));
            fixture.send(SEND_MESSAGE, room, "three", there);
            assertLastFallsBackTo(one);
        }
    }

    @Test
    void writesInTheThreadOfAMessageThatIsNamedAsItsRoot() throws Exception {
        try (OperationFixture fixture = new OperationFixture(bot)) {
            String root = fixture.send(SEND_MESSAGE, room, "root", Map.of());
            String one = putInThread(root, "one");
            fixture.send(
                    SEND_MESSAGE, room, "two", Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, one));
            assertThat(last().get("event_id").asText()).isEqualTo(root);
            assertLastFallsBackTo(one);
        }
    }

    @Test
    void namesThePartBeforeInAThreadOfParts() throws Exception {
        try (OperationFixture fixture = new OperationFixture(bot, "oversize=split")) {
            String root = fixture.send(SEND_MESSAGE, room, "root", Map.of());
            List<?> parts =
                    fixture.succeed(
                                    SEND_MESSAGE,
                                    room,
                                    "word ".repeat(20_000).strip(),
                                    Map.of(MatrixConstants.OVERRIDE_THREAD_ROOT, root))
                            .getMessage()
                            .getHeader(MatrixConstants.SPLIT_EVENT_IDS, List.class);
            assertThat(parts).hasSizeGreaterThan(1);
            assertLastFallsBackTo(String.valueOf(parts.get(parts.size() - 2)));
        }
    }

    @Test
    void namesTheLatestMessageThatARouteHasReceivedThere() throws Exception {
        try (RouteFixture fixture = new RouteFixture(bot)) {
            fixture.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("matrix:" + room + "?startFrom=history&onlyMessageTypes=m.text")
                                    .setHeader(
                                            MatrixConstants.OVERRIDE_THREAD_ROOT,
                                            header(MatrixConstants.THREAD))
                                    .setBody(simple("${body}!"))
                                    .to("matrix:" + room + "?messageType=notice");
                        }
                    });
            String root =
                    fixture.send("matrix:" + room, "root")
                            .getMessage()
                            .getHeader(MatrixConstants.EVENT_ID, String.class);
            for (String text : List.of("one", "two")) {
                String message = putInThread(root, text);
                await().atMost(Duration.ofMinutes(1))
                        .until(() -> alice.bodies(room).contains(text + '!'));
                assertLastFallsBackTo(message);
            }
        }
        assertThat(lookUps()).isZero();
    }
}
