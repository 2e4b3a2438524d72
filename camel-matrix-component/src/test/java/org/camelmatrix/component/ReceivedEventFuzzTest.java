// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.camelmatrix.Fuzz;
import org.camelmatrix.OddEvents;
import org.camelmatrix.component.internal.body.MediaBody;
import org.camelmatrix.event.EventDetails;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Original;
import org.camelmatrix.event.PlainContent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.ReadEvents;
import org.camelmatrix.internal.sync.Interest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Events of every shape, as filters see them and as exchanges hold them. */
class ReceivedEventFuzzTest {

    private static final RoomId ROOM = new RoomId("!a:x.org");
    private static final UserId BOT = new UserId("@bot:x.org");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final CamelContext CAMEL = new DefaultCamelContext();

    private final ReceivedContent content = new ReceivedContent(url -> () -> null, "!go");

    @BeforeAll
    static void start() {
        CAMEL.start();
    }

    @AfterAll
    static void stop() {
        CAMEL.stop();
    }

    @Test
    void fillsAnExchangeWhateverAnEventHolds() {
        Fuzz.run(
                1_500,
                random -> {
                    MatrixEvent event = event(random);
                    if (event != null) {
                        check(event, exchange(event).getMessage());
                    }
                });
    }

    private static MatrixEvent event(Random random) throws Exception {
        Optional<MatrixEvent> event = ReadEvents.of(ROOM, OddEvents.next(random));
        return event.orElse(null);
    }

    private Exchange exchange(MatrixEvent event) {
        MatrixMessage message = new MatrixMessage(CAMEL, event);
        Exchange exchange = new DefaultExchange(CAMEL);
        exchange.setIn(message);
        PlainContent plain = event.plain();
        if (plain == null) {
            EventDetails details = event.details();
            Original original = details.isEdit() ? Original.of(event) : null;
            content.fill(message, event, details, original);
        } else {
            content.fill(message, event, plain);
        }
        return exchange;
    }

    private static void check(MatrixEvent event, Message message) throws Exception {
        Object body = message.getBody();
        assertThat(body).isInstanceOfAny(String.class, MediaBody.class);
        JsonNode tree = message.getBody(JsonNode.class);
        assertThat(tree.path("room_id").asText()).isEqualTo(ROOM.value());
        assertThat(message.getBody(MatrixEvent.class)).isSameAs(event);
        assertThat(message.getBody(Map.class)).containsKey("sender");
        assertThat(JSON.writeValueAsString(event)).isEqualTo(tree.toString());
        try (InputStream stream = EventConverters.toStream(event)) {
            assertThat(JSON.readTree(stream)).isNotNull();
        }
        boolean isText = event.isMessage() && event.details().texts().body() != null;
        if (body instanceof String text && !isText) {
            assertThat(text).isEqualTo(tree.toString());
        }
        assertThat(InjectionTest.own()).containsAll(message.getHeaders().keySet());
        message.getHeaders().forEach(ReceivedEventFuzzTest::checkHeader);
        assertThat(message.getHeader(MatrixConstants.SAFE_EVENT_ID, String.class))
                .matches("[0-9A-Za-z_][0-9A-Za-z_-]{42}|[0-9a-f]{64}");
    }

    private static void checkHeader(String name, Object value) {
        assertThat(value).isInstanceOfAny(String.class, Long.class, Boolean.class, List.class);
        if (name.equals(Exchange.FILE_NAME)) {
            assertThat((String) value).doesNotContain("/", "\\").doesNotStartWith(".").isNotBlank();
        }
    }

    @Test
    void letsFiltersSeeWhatExchangesHold() {
        Interest any = interest(Set.of(), false, null, true);
        Interest commands = interest(Set.of(), false, "!go", true);
        Interest texts = interest(Set.of("m.text"), false, null, true);
        Interest mentions = interest(Set.of(), true, null, true);
        Interest unchanged = interest(Set.of(), false, null, false);
        Fuzz.run(
                1_500,
                random -> {
                    MatrixEvent event = event(random);
                    if (event == null || !any.wants(event, BOT)) {
                        return;
                    }
                    Map<String, Object> headers = exchange(event).getMessage().getHeaders();
                    boolean isMessage = event.isMessage();
                    assertThat(commands.wants(event, BOT))
                            .isEqualTo(isMessage && headers.containsKey(MatrixConstants.ARGUMENTS));
                    assertThat(texts.wants(event, BOT))
                            .isEqualTo(
                                    !isMessage
                                            || "m.text"
                                                    .equals(
                                                            headers.get(
                                                                    MatrixConstants.MESSAGE_TYPE)));
                    assertThat(mentions.wants(event, BOT))
                            .isEqualTo(
                                    headers.containsKey(MatrixConstants.ROOM_MENTIONED)
                                            || headers.getOrDefault(
                                                            MatrixConstants.MENTIONS, List.of())
                                                    .toString()
                                                    .contains(BOT.value()));
                    assertThat(unchanged.wants(event, BOT))
                            .isEqualTo(!headers.containsKey(MatrixConstants.REPLACES));
                    assertThat(event.stateKey() == null && event.details().redacted()).isFalse();
                });
    }

    private static Interest interest(
            Set<String> messageTypes, boolean mentionsOnly, String command, boolean edits) {
        return new Interest(
                Set.of("*"),
                messageTypes,
                Set.of(),
                true,
                false,
                edits,
                mentionsOnly,
                command,
                false);
    }
}
