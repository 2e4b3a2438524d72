// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.camelmatrix.event.EventDetails;
import org.camelmatrix.event.EventJson;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.PlainContent;
import org.camelmatrix.internal.http.SyncAnswer.SyncedRoom;
import org.junit.jupiter.api.Test;

/** Answers of /sync as they are, and as they should not be. */
class SyncReaderTest {

    private static final String GOOD =
            "{\"type\":\"m.room.message\",\"event_id\":\"$good%d\",\"sender\":\"@a:x.org\","
                    + "\"origin_server_ts\":5,\"content\":{\"msgtype\":\"m.text\",\"body\":\"hi\"}}";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> ODDITIES =
            List.of(
                    "null",
                    "true",
                    "-1",
                    "1e300",
                    "9223372036854775808",
                    "\"\"",
                    "\"\\u0000\\ud83d\"",
                    "\"" + "x".repeat(70_000) + "\"",
                    "[]",
                    "[[[[{}]]]]",
                    "{}",
                    "{\"😀\":{\"event_id\":7,\"rel_type\":[]}}",
                    "{\"rel_type\":\"m.thread\",\"event_id\":\"nothing\"}",
                    "{\"m.in_reply_to\":{\"event_id\":null}}",
                    "[".repeat(150) + "]".repeat(150));

    private static final List<String> FIELDS =
            List.of(
                    "😀",
                    "",
                    "m.relates_to",
                    "m.mentions",
                    "unsigned",
                    "redacts",
                    "url",
                    "format",
                    "formatted_body",
                    "transaction_id",
                    "state_key");

    @Test
    void keepsGoodEventsBesideBadOnes() throws IOException {
        List<String> bad =
                List.of(
                        "null",
                        "5",
                        "\"text\"",
                        "[]",
                        "{}",
                        "[".repeat(5000) + "]".repeat(5000),
                        good(7).replace("\"hi\"", "{\"a\":".repeat(3000) + "1" + "}".repeat(3000)),
                        good(7).replace("hi", "x".repeat(3_000_000)),
                        good(7).replace("\"origin_server_ts\":5", "\"n\":" + "9".repeat(200_000)),
                        good(7).replace("\"$good7\"", "7"),
                        good(7).replace("$good7", "no id"),
                        good(7).replace("@a:x.org", "nobody"),
                        good(7).replace("\"type\":\"m.room.message\",", ""),
                        "{\"" + "k".repeat(100_000) + "\":1}",
                        "{\"\\ud83d\\ude00\":{\"\\u0000\":[]}}");
        for (String each : bad) {
            SyncedRoom room = room(good(1) + ',' + each + ',' + good(2));
            assertThat(room.timeline().events())
                    .as(each.substring(0, Math.min(60, each.length())))
                    .extracting(event -> event.id().value())
                    .containsSubsequence("$good1", "$good2");
            int expected = room.timeline().events().size() == 3 ? 0 : 1;
            assertThat(room.timeline().unreadable()).isEqualTo(expected);
        }
    }

    @Test
    void leavesEventsOfAnotherRoomOut() throws IOException {
        String own = good(1).replace("\"type\"", "\"room_id\":\"!a:x\",\"type\"");
        String others = good(7).replace("\"type\"", "\"room_id\":\"!other:x\",\"type\"");
        SyncedRoom room = room(own + ',' + others + ',' + good(2));
        assertThat(room.timeline().events())
                .extracting(event -> event.id().value())
                .containsExactly("$good1", "$good2");
        assertThat(room.timeline().unreadable()).isEqualTo(1);
    }

    @Test
    void keepsGoodEventsBesideOnesThatAreChangedByChance() throws IOException {
        Random random = new Random(20_261_123);
        for (int i = 0; i < 3_000; i++) {
            String each = changed(good(7), random);
            SyncedRoom room = room(good(1) + ',' + each + ',' + good(2));
            assertThat(room.timeline().events())
                    .as(each.substring(0, Math.min(200, each.length())))
                    .extracting(event -> event.id().value())
                    .containsSubsequence("$good1", "$good2");
            room.timeline().events().forEach(SyncReaderTest::readAll);
        }
    }

    /** An event with some of its values, fields and names replaced; still JSON. */
    private static String changed(String event, Random random) throws IOException {
        ObjectNode tree = (ObjectNode) JSON.readTree(event);
        for (int i = 0; i <= random.nextInt(3); i++) {
            ObjectNode place =
                    random.nextBoolean() && tree.get("content") instanceof ObjectNode content
                            ? content
                            : tree;
            List<String> names = new ArrayList<>();
            place.fieldNames().forEachRemaining(names::add);
            String name =
                    names.isEmpty() || random.nextInt(4) == 0
                            ? FIELDS.get(random.nextInt(FIELDS.size()))
                            : names.get(random.nextInt(names.size()));
            if (random.nextInt(5) == 0) {
                place.remove(name);
            } else {
                place.set(name, JSON.readTree(ODDITIES.get(random.nextInt(ODDITIES.size()))));
            }
        }
        return tree.toString();
    }

    /** What was seen as it came is what its JSON says. */
    private static void readAll(MatrixEvent event) {
        event.membership();
        event.toString();
        MatrixEvent again =
                MatrixEvent.read(
                                event.room(),
                                new EventJson(
                                        event.json().toString().getBytes(StandardCharsets.UTF_8)))
                        .orElseThrow();
        assertThat(event).usingRecursiveComparison().ignoringFields("json").isEqualTo(again);
        EventDetails details = event.details();
        assertThat(event.relation()).isEqualTo(details.relation());
        assertThat(event.mentions()).isEqualTo(details.mentions());
        assertThat(event.redacts()).isEqualTo(details.redacts());
        assertThat(event.transactionId()).isEqualTo(details.transactionId());
        if (event.plain() != null) {
            assertThat(event.plain())
                    .isEqualTo(
                            new PlainContent(
                                    text(details, "msgtype"),
                                    text(details, "body"),
                                    text(details, "format"),
                                    text(details, "formatted_body")));
        }
    }

    private static String text(EventDetails details, String field) {
        return details.content().path(field).textValue();
    }

    @Test
    void seesThatMostMessagesAreNoMoreThanText() throws IOException {
        String mentioning = good(2).replace("\"body\"", "\"m.mentions\":{},\"body\"");
        String formatted =
                good(3).replace("\"hi\"", "\"hi\",\"format\":\"f\",\"formatted_body\":\"h\"");
        assertThat(room(good(1) + ',' + mentioning + ',' + formatted).timeline().events())
                .extracting(MatrixEvent::plain)
                .containsExactly(
                        new PlainContent("m.text", "hi", null, null),
                        new PlainContent("m.text", "hi", null, null),
                        new PlainContent("m.text", "hi", "f", "h"));
    }

    @Test
    void leavesMoreThanTextToTheJson() throws IOException {
        for (String more :
                List.of(
                        "\"m.relates_to\":{\"event_id\":\"$1\",\"rel_type\":\"m.thread\"}",
                        "\"m.mentions\":{\"room\":true}",
                        "\"url\":\"mxc://x/y\"",
                        "\"redacts\":\"$1\"",
                        "\"body\":7")) {
            String event = good(1).replace("\"hi\"", "\"hi\"," + more);
            assertThat(room(event).timeline().events().get(0).plain()).as(more).isNull();
        }
    }

    @Test
    void readsEventsOfAnySizeWhereverTheBufferEnds() throws IOException {
        StringBuilder events = new StringBuilder();
        Random random = new Random(7);
        int[] sizes = IntStream.range(0, 300).map(i -> random.nextInt(20_000)).toArray();
        for (int i = 0; i < sizes.length; i++) {
            events.append(i == 0 ? "" : ", ")
                    .append(good(i).replace("hi", "é".repeat(sizes[i] / 2)));
        }
        List<MatrixEvent> read = room(events.toString()).timeline().events();
        assertThat(read).hasSize(300);
        for (int i = 0; i < sizes.length; i++) {
            assertThat(read.get(i).content().get("body").asText()).hasSize(sizes[i] / 2);
        }
    }

    @Test
    void passesOverFieldsOfTheWrongType() throws IOException {
        String nextBatch = "\"next_batch\":\"s1\"";
        for (String rooms :
                List.of(
                        "null",
                        "[]",
                        "7",
                        "{\"join\":[]}",
                        "{\"join\":{\"!a:x\":7,\"no room\":{},\"!b:x\":{\"timeline\":[]}}}",
                        "{\"join\":{\"!a:x\":{\"timeline\":{\"events\":{},\"limited\":\"yes\"}}}}",
                        "{\"future\":{\"!a:x\":{}}}")) {
            SyncAnswer answer = read("{\"rooms\":" + rooms + ",\"new\":[{}]," + nextBatch + "}");
            assertThat(answer.nextBatch()).isEqualTo("s1");
        }
        assertThat(read("{\"next_batch\":7}").nextBatch()).isNull();
        assertThat(read("{\"next_batch\":\"\"}").nextBatch()).isNull();
    }

    @Test
    void failsWhereAnAnswerIsCutOff() {
        String whole =
                "{\"next_batch\":\"s1\",\"rooms\":{\"join\":{\"!a:x\":{\"timeline\":{\"events\":["
                        + good(1)
                        + "]}}}}}";
        for (int end = 0; end < whole.length(); end++) {
            String cut = whole.substring(0, end);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void readsStateInEachPlaceWhereItMayBe() throws IOException {
        String state = "{\"events\":[" + good(1) + "]}";
        for (String name : List.of("state", "state_after", "org.matrix.msc4222.state_after")) {
            SyncAnswer answer =
                    read(
                            "{\"next_batch\":\"s1\",\"rooms\":{\"join\":{\"!a:x\":{\""
                                    + name
                                    + "\":"
                                    + state
                                    + "}}}}");
            assertThat(answer.joined().get(0).state()).hasSize(1);
        }
    }

    @Test
    void letsRoomsBeFetchedLaterThatDoNotFit() throws IOException {
        String big = good(1).replace("hi", "x".repeat(60_000));
        byte[] room =
                (",\"!r%d:x\":{\"timeline\":{\"events\":[" + big + "]}}")
                        .getBytes(StandardCharsets.UTF_8);
        InputStream rooms =
                new SequenceInputStream(
                        Collections.enumeration(
                                IntStream.range(0, 1000)
                                        .mapToObj(
                                                i ->
                                                        (InputStream)
                                                                new ByteArrayInputStream(
                                                                        new String(
                                                                                        room,
                                                                                        StandardCharsets
                                                                                                .UTF_8)
                                                                                .formatted(i)
                                                                                .getBytes(
                                                                                        StandardCharsets
                                                                                                .UTF_8)))
                                        .toList()));
        InputStream stream =
                new SequenceInputStream(
                        Collections.enumeration(
                                List.of(
                                        bytes(
                                                "{\"next_batch\":\"s1\",\"rooms\":{\"join\":{\"!a:x\":{}"),
                                        rooms,
                                        bytes("}}}"))));
        SyncAnswer answer = new SyncReader().read(stream);
        assertThat(answer.joined()).hasSize(1001);
        assertThat(answer.joined().get(1).timeline().events()).hasSize(1);
        assertThat(answer.joined().get(1000).timeline().events()).isEmpty();
        assertThat(answer.joined().get(1000).timeline().limited()).isTrue();
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void keepsInvitationsBesideTimelinesThatDoNotFit() throws IOException {
        String large = good(1).replace("hi", "x".repeat(900_000));
        String events = String.join(",", Collections.nCopies(12, large));
        SyncAnswer answer =
                read(
                        "{\"rooms\":{\"join\":{\"!a:x\":{\"timeline\":{\"events\":["
                                + events
                                + "]}}},\"invite\":{\"!b:x\":{\"invite_state\":{\"events\":["
                                + good(2)
                                + "]}}}},\"next_batch\":\"s1\"}");
        assertThat(answer.joined().get(0).timeline().limited()).isTrue();
        assertThat(answer.invited().get(0).state()).hasSize(1);
    }

    private static String good(int number) {
        return GOOD.formatted(number);
    }

    private static SyncedRoom room(String events) throws IOException {
        return read("{\"rooms\":{\"join\":{\"!a:x\":{\"timeline\":{\"events\":["
                        + events
                        + "],\"prev_batch\":\"p\"}}}},\"next_batch\":\"s1\"}")
                .joined()
                .get(0);
    }

    private static SyncAnswer read(String json) throws IOException {
        return new SyncReader().read(bytes(json));
    }
}
