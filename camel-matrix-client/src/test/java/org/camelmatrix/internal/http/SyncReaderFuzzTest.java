// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import org.camelmatrix.Fuzz;
import org.camelmatrix.OddEvents;
import org.camelmatrix.event.EventDetails;
import org.camelmatrix.event.EventJson;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.PlainContent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.http.SyncAnswer.SyncedRoom;
import org.junit.jupiter.api.Test;

/** Answers with events of every shape. */
class SyncReaderFuzzTest {

    private static final String GOOD =
            "{\"type\":\"m.room.message\",\"event_id\":\"$good%d\",\"sender\":\"@a:x.org\","
                    + "\"origin_server_ts\":5,\"content\":{\"msgtype\":\"m.text\",\"body\":\"hi\"}}";
    private static final String ROOM =
            "{\"timeline\":{\"events\":[%s],\"limited\":%s},\"state\":{\"events\":[%s]},"
                    + "\"invite_state\":{\"events\":[%s]}}";
    private static final String ANSWER =
            "{\"next_batch\":\"s1\",\"rooms\":{\"join\":{\"!a:x\":%s},\"invite\":{\"!b:x\":%s},"
                    + "\"leave\":{\"!c:x\":%s}}}";

    @Test
    void keepsGoodEventsBesideOddOnesAndReadsAllTheSameTwice() {
        Fuzz.run(
                800,
                random -> {
                    String odd = OddEvents.next(random);
                    String events = GOOD.formatted(1) + ',' + odd + ',' + GOOD.formatted(2);
                    SyncAnswer answer = read(answer(events, random));
                    SyncedRoom room = answer.joined().get(0);
                    assertThat(room.timeline().events())
                            .extracting(event -> event.id().value())
                            .containsSubsequence("$good1", "$good2");
                    assertThat(room.timeline().events().size() + room.timeline().unreadable())
                            .isEqualTo(3);
                    room.timeline().events().forEach(SyncReaderFuzzTest::readAgain);
                    answer.invited().get(0).state().forEach(MatrixEvent::details);
                    answer.left().get(0).timeline().events().forEach(MatrixEvent::details);
                });
    }

    private static String answer(String events, Random random) {
        String odd = OddEvents.next(random);
        String oddity = OddEvents.value(random.nextInt());
        return ANSWER.formatted(
                ROOM.formatted(events, random.nextBoolean(), odd, odd),
                ROOM.formatted(odd, oddity, oddity, odd + ',' + odd),
                ROOM.formatted(odd, "true", odd, oddity));
    }

    /** What was seen as the event came is what its JSON says. */
    private static void readAgain(MatrixEvent event) {
        EventJson json = new EventJson(event.json().toString().getBytes(StandardCharsets.UTF_8));
        MatrixEvent again = MatrixEvent.read(event.room(), json).orElseThrow();
        assertThat(event).usingRecursiveComparison().ignoringFields("json").isEqualTo(again);
        EventDetails details = event.details();
        PlainContent plain = event.plain();
        if (plain != null) {
            assertThat(plain).isEqualTo(details.texts());
            assertThat(details.file()).isNull();
            assertThat(details.relation()).isNull();
            assertThat(details.redacted()).isFalse();
            assertThat(details.mentions().users()).isEmpty();
            assertThat(details.mentions().room()).isFalse();
            assertThat(details.redacts()).isNull();
            assertThat(details.transactionId()).isNull();
        }
    }

    @Test
    void readsAnswersOfEveryShape() {
        Fuzz.run(
                600,
                random -> {
                    String room = ROOM.formatted("%s", "%s", "%s", "%s");
                    String part = random.nextBoolean() ? room : "%s";
                    String answer = ANSWER.formatted(part, part, part);
                    while (answer.contains("%s")) {
                        answer = answer.replaceFirst("%s", oddity(random));
                    }
                    read(answer);
                });
    }

    private static String oddity(Random random) {
        String text =
                random.nextInt(3) == 0 ? OddEvents.next(random) : OddEvents.value(random.nextInt());
        return Matcher.quoteReplacement(text.replace("%s", "_"));
    }

    @Test
    void failsAsABrokenAnswerWhereBytesAreDamaged() {
        Fuzz.run(
                500,
                random -> {
                    byte[] bytes =
                            answer(OddEvents.next(random), random).getBytes(StandardCharsets.UTF_8);
                    for (int i = random.nextInt(4); i >= 0; i--) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                    }
                    int length =
                            random.nextInt(3) == 0 ? random.nextInt(bytes.length) : bytes.length;
                    try {
                        SyncAnswer answer =
                                new SyncReader().read(new ByteArrayInputStream(bytes, 0, length));
                        for (SyncedRoom room : answer.joined()) {
                            room.timeline().events().forEach(MatrixEvent::details);
                        }
                    } catch (IOException e) {
                        assertThat(e).isNotNull();
                    }
                });
    }

    @Test
    void readsSingleEventsOfEveryShape() {
        RoomId room = new RoomId("!a:x");
        Fuzz.run(
                600,
                random -> {
                    String odd = OddEvents.next(random);
                    List<MatrixEvent> listed =
                            read(answer(odd, new Random(1))).joined().get(0).timeline().events();
                    assertThat(
                                    EventReader.single(
                                            room,
                                            new ByteArrayInputStream(
                                                    odd.getBytes(StandardCharsets.UTF_8))))
                            .map(MatrixEvent::id)
                            .isEqualTo(listed.stream().findFirst().map(MatrixEvent::id));
                });
    }

    private static SyncAnswer read(String json) throws IOException {
        return new SyncReader()
                .read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }
}
