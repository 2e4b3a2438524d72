// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.event.MatrixEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What redacted events do, and what other components make of events that are no text. */
class EventsWithoutTextContractTest extends TwoAccounts {

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;
    private String room;
    private Listening listening;
    private int transaction;

    @BeforeEach
    void makeRoom() {
        room = alice.createRoom(Map.of("preset", "public_chat"));
        bot.join(room);
        listening = Listening.in(room, bot);
    }

    @AfterEach
    void stop() {
        listening.close();
    }

    private String send(String type, Map<String, ?> content) {
        return put("/send/" + type + "/w" + transaction++, content);
    }

    private String say(String text) {
        return send("m.room.message", Map.of("msgtype", "m.text", "body", text));
    }

    private void redact(String event) {
        put("/redact/" + Person.encode(event) + "/w" + transaction++, Map.of("reason", "spam"));
    }

    private String react(String event) {
        Map<String, String> relation =
                Map.of("rel_type", "m.annotation", "event_id", event, "key", "+");
        return send("m.reaction", Map.of("m.relates_to", relation));
    }

    private String put(String path, Map<String, ?> content) {
        return alice.call("PUT", "/_matrix/client/v3/rooms/" + Person.encode(room) + path, content)
                .get("event_id")
                .asText();
    }

    @Test
    void beginsNothingWithWhatWasRedacted() throws Exception {
        String message = say("a secret");
        redact(react(message));
        redact(message);
        say("last");
        listening.start("&onlyEventTypes=m.room.message,m.reaction", null);
        listening.await("last");
        assertThat(listening.bodies()).containsExactly("last");
    }

    @Test
    void beginsNothingWithAnEditOfWhatWasRedacted() throws Exception {
        String message = say("a secret");
        Map<String, ?> relation = Map.of("rel_type", "m.replace", "event_id", message);
        Map<String, ?> newContent = Map.of("msgtype", "m.text", "body", "another secret");
        send(
                "m.room.message",
                Map.of(
                        "msgtype",
                        "m.text",
                        "body",
                        "*",
                        "m.new_content",
                        newContent,
                        "m.relates_to",
                        relation));
        redact(message);
        say("last");
        listening.start("&includeEdits=true", null);
        listening.await("last");
        assertThat(listening.bodies()).containsExactly("last");
    }

    @Test
    void beginsWithWhatWasRedactedWhereThatIsAskedFor() throws Exception {
        String message = say("a secret");
        redact(message);
        say("last");
        listening.start("&includeRedacted=true", null);
        listening.await("last");
        Listening.Seen redacted = listening.seen().get(0);
        assertThat(redacted.header(MatrixConstants.REDACTED)).isEqualTo(true);
        assertThat(redacted.header(MatrixConstants.EVENT_ID)).isEqualTo(message);
        assertThat(JSON.readTree(redacted.body()).path("event_id").asText()).isEqualTo(message);
        assertThat(redacted.body()).doesNotContain("a secret");
    }

    @Test
    void beginsWithStateThatWasRedactedAsItIsStillState() throws Exception {
        String member =
                put(
                        "/state/m.room.member/" + Person.encode(alice.userId()),
                        Map.of("membership", "join", "displayname", "a bad word"));
        redact(member);
        say("last");
        listening.start("&onlyEventTypes=m.room.member,m.room.message", null);
        listening.await("last");
        assertThat(listening.seen())
                .filteredOn(each -> member.equals(each.header(MatrixConstants.EVENT_ID)))
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.header(MatrixConstants.REDACTED)).isEqualTo(true);
                            assertThat(each.body()).doesNotContain("a bad word");
                        });
    }

    @Test
    void isWrittenIntoAFolderAsJson() throws Exception {
        String message = say("x");
        String reaction = react(message);
        write("&onlyEventTypes=m.reaction,m.room.message", null);
        List<JsonNode> files = files(2);
        assertThat(files)
                .anySatisfy(
                        file -> {
                            assertThat(file.path("event_id").asText()).isEqualTo(reaction);
                            assertThat(file.path("room_id").asText()).isEqualTo(room);
                        });
    }

    @Test
    void goesToADeadLetterFolderAsJson() throws Exception {
        String empty = send("org.example.empty", Map.of());
        write("&onlyEventTypes=org.example.*", "it fails");
        assertThat(files(1).get(0).path("event_id").asText()).isEqualTo(empty);
    }

    private void write(String options, String failure) throws Exception {
        String uri = "file:" + folder + "?fileName=${header.CamelMatrixSafeEventId}";
        listening
                .fixture()
                .start(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + "?startFrom=history" + options)
                                        .errorHandler(deadLetterChannel(uri))
                                        .process(
                                                exchange -> {
                                                    if (failure != null) {
                                                        throw new IllegalStateException(failure);
                                                    }
                                                })
                                        .to(uri);
                            }
                        });
    }

    private List<JsonNode> files(int count) throws Exception {
        await().atMost(Listening.LONG)
                .until(
                        () -> {
                            try (Stream<Path> files = Files.list(folder)) {
                                return files.count() == count;
                            }
                        });
        List<JsonNode> read = new CopyOnWriteArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                read.add(text.startsWith("{") ? JSON.readTree(text) : JSON.nullNode());
            }
        }
        return read;
    }

    @Test
    void isTheRecordAMapAndAJsonNodeToo() throws Exception {
        String reaction = react(say("x"));
        List<Object> kinds = new CopyOnWriteArrayList<>();
        listening
                .fixture()
                .start(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:"
                                                + room
                                                + "?startFrom=history&onlyEventTypes=m.reaction")
                                        .process(
                                                exchange -> {
                                                    var in = exchange.getMessage();
                                                    kinds.add(in.getBody());
                                                    kinds.add(in.getBody(MatrixEvent.class));
                                                    kinds.add(in.getBody(Map.class));
                                                    kinds.add(in.getBody(JsonNode.class));
                                                })
                                        .convertBodyTo(MatrixEvent.class)
                                        .marshal()
                                        .json()
                                        .process(
                                                exchange ->
                                                        kinds.add(
                                                                exchange.getMessage()
                                                                        .getBody(String.class)));
                            }
                        });
        await().atMost(Listening.LONG).until(() -> kinds.size() == 5);
        JsonNode json = JSON.readTree((String) kinds.get(0));
        assertThat(json.path("event_id").asText()).isEqualTo(reaction);
        assertThat(((MatrixEvent) kinds.get(1)).id().value()).isEqualTo(reaction);
        assertThat(((Map<?, ?>) kinds.get(2)).get("event_id")).isEqualTo(reaction);
        assertThat(kinds.get(3)).isEqualTo(json);
        assertThat(JSON.readTree((String) kinds.get(4))).isEqualTo(json);
    }
}
