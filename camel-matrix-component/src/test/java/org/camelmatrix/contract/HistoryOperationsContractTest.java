// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.GET_EVENT;
import static org.camelmatrix.component.MatrixOperation.MESSAGES;
import static org.camelmatrix.component.MatrixOperation.RELATIONS;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.event.MatrixEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A room's history as a route reads it, which others have written. */
class HistoryOperationsContractTest extends OperationsContract {

    private static final int MORE_THAN_A_PAGE = 104;

    private String room;

    @BeforeEach
    void makeRoom() {
        room = alice.createRoom("12", bot);
        bot.join(room);
    }

    private String say(Map<String, ?> content, String type, String transaction) {
        return alice.call(
                        "PUT",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(room)
                                + "/send/"
                                + type
                                + '/'
                                + Person.encode(transaction),
                        content)
                .get("event_id")
                .asText();
    }

    private String say(String text) {
        return say(Map.of("msgtype", "m.text", "body", text), "m.room.message", text);
    }

    private List<String> sayMoreThanAPage() {
        List<String> texts =
                IntStream.range(0, MORE_THAN_A_PAGE).mapToObj(String::valueOf).toList();
        texts.forEach(this::say);
        return texts;
    }

    private static List<String> texts(Iterable<?> events) {
        List<String> texts = new ArrayList<>();
        for (Object each : events) {
            MatrixEvent event = (MatrixEvent) each;
            if (event.type().equals("m.room.message")) {
                texts.add(event.content().get("body").asText());
            }
        }
        return texts;
    }

    private Iterable<?> history(Map<String, ?> headers) {
        return fixture.succeed(MESSAGES, room, null, headers).getMessage().getBody(Iterable.class);
    }

    private long pagesAsked() {
        return homeserver.requests().stream()
                .filter(request -> request.contains(room) || request.contains(Person.encode(room)))
                .filter(request -> request.contains("/messages?"))
                .count();
    }

    @Test
    void readsAllInEitherDirectionPageByPage() {
        List<String> said = sayMoreThanAPage();
        List<String> backwards = new ArrayList<>(said);
        Collections.reverse(backwards);
        Iterable<?> history = history(Map.of());
        assertThat(pagesAsked()).isEqualTo(1);
        Iterator<?> events = history.iterator();
        events.next();
        assertThat(pagesAsked()).isEqualTo(1);
        assertThat(texts(history)).isEqualTo(backwards);
        assertThat(pagesAsked()).isGreaterThan(1);
        assertThat(texts(history(Map.of(MatrixConstants.OVERRIDE_HISTORY_DIRECTION, "f"))))
                .isEqualTo(said);
        assertThat(texts(history(Map.of(MatrixConstants.OVERRIDE_HISTORY_LIMIT, 3))))
                .isEqualTo(backwards.subList(0, 3));
        assertThat(texts(history(Map.of(MatrixConstants.OVERRIDE_HISTORY_LIMIT, "102"))))
                .isEqualTo(backwards.subList(0, 102));
    }

    @Test
    void readsBetweenTwoTokens() {
        say("before");
        String from = token();
        say("one");
        say("two");
        String to = token();
        say("after");
        assertThat(
                        texts(
                                history(
                                        Map.of(
                                                MatrixConstants.OVERRIDE_HISTORY_FROM, from,
                                                MatrixConstants.OVERRIDE_HISTORY_TO, to,
                                                MatrixConstants.OVERRIDE_HISTORY_DIRECTION, "f"))))
                .containsExactly("one", "two");
    }

    private String token() {
        return alice.call(
                        "GET",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(room)
                                + "/messages?dir=b&limit=1",
                        null)
                .get("start")
                .asText();
    }

    @Test
    void splitsAHistoryAsItComes() throws Exception {
        List<String> said = sayMoreThanAPage();
        List<String> seen = new ArrayList<>();
        try (RouteFixture splitting = new RouteFixture(bot)) {
            splitting.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in")
                                    .setHeader(
                                            MatrixConstants.OVERRIDE_HISTORY_DIRECTION,
                                            constant("f"))
                                    .to("matrix:" + Person.encode(room) + "?operation=messages")
                                    .split(body())
                                    .streaming()
                                    .filter(simple("${body.type} == 'm.room.message'"))
                                    .process(
                                            exchange ->
                                                    seen.add(
                                                            exchange.getMessage()
                                                                    .getBody(Map.class)
                                                                    .get("content")
                                                                    .toString()));
                        }
                    });
            Exchange exchange = splitting.send("direct:in", "go");
            assertThat(exchange.getException()).isNull();
        }
        assertThat(seen).hasSameSizeAs(said).first().asString().contains("body=0");
    }

    @Test
    void readsAnEventThatWasReceived() {
        String event = say("look at me");
        Exchange exchange =
                fixture.succeed(GET_EVENT, room, null, Map.of(MatrixConstants.EVENT_ID, event));
        MatrixEvent read = exchange.getMessage().getBody(MatrixEvent.class);
        assertThat(read.id().value()).isEqualTo(event);
        assertThat(read.sender().value()).isEqualTo(alice.userId());
        assertThat(read.content().get("body").asText()).isEqualTo("look at me");
        assertThat(fixture.ask(GET_EVENT, room, null, Map.of()).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(MatrixConstants.OVERRIDE_TARGET_EVENT);
    }

    @Test
    void readsWhatBelongsToAnEvent() {
        String root = say("root");
        for (int i = 0; i < 3; i++) {
            say(
                    Map.of(
                            "msgtype",
                            "m.text",
                            "body",
                            "in the thread " + i,
                            "m.relates_to",
                            Map.of("rel_type", "m.thread", "event_id", root)),
                    "m.room.message",
                    "thread" + i);
        }
        say(
                Map.of(
                        "m.relates_to",
                        Map.of("rel_type", "m.annotation", "event_id", root, "key", "👍")),
                "m.reaction",
                "reaction");
        assertThat(related(Map.of(MatrixConstants.OVERRIDE_TARGET_EVENT, root))).hasSize(4);
        assertThat(
                        texts(
                                related(
                                        Map.of(
                                                MatrixConstants.OVERRIDE_TARGET_EVENT,
                                                root,
                                                MatrixConstants.OVERRIDE_RELATION_TYPE,
                                                "m.thread",
                                                MatrixConstants.OVERRIDE_HISTORY_LIMIT,
                                                2,
                                                MatrixConstants.OVERRIDE_HISTORY_DIRECTION,
                                                "f"))))
                .containsExactly("in the thread 0", "in the thread 1");
        assertThat(
                        related(
                                Map.of(
                                        MatrixConstants.OVERRIDE_TARGET_EVENT,
                                        root,
                                        MatrixConstants.RELATION_TYPE,
                                        "m.thread",
                                        MatrixConstants.OVERRIDE_RELATION_TYPE,
                                        "m.annotation",
                                        MatrixConstants.OVERRIDE_EVENT_TYPE,
                                        "m.reaction")))
                .singleElement()
                .extracting(event -> ((MatrixEvent) event).relation().toString())
                .asString()
                .contains("👍");
    }

    private Iterable<?> related(Map<String, ?> headers) {
        return fixture.succeed(RELATIONS, room, null, headers).getMessage().getBody(Iterable.class);
    }

    @Test
    void failsAtOnceWhereItMayNotRead() {
        String closed = alice.createRoom("12");
        assertThat(
                        fixture.ask(MESSAGES, closed, null, Map.of())
                                .getException(MatrixRejectedException.class)
                                .getErrcode())
                .isEqualTo("M_FORBIDDEN");
    }
}
