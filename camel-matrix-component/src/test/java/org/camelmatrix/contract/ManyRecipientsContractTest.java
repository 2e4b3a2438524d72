// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.MatrixRecipientsException;
import org.camelmatrix.RecipientResult;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixOperation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A message to several rooms: each gets it once, whatever becomes of it at the others. */
class ManyRecipientsContractTest extends TwoAccounts {

    private RouteFixture fixture;

    @BeforeEach
    void start() throws Exception {
        fixture = new RouteFixture(bot);
        fixture.matrix().getConfiguration().setMaximumRetries(0);
        fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .errorHandler(
                                        defaultErrorHandler()
                                                .maximumRedeliveries(2)
                                                .redeliveryDelay(0))
                                .to("matrix:*");
                    }
                });
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private Exchange send(Object body, Object rooms) {
        return fixture.template()
                .send(
                        "direct:in",
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeader(MatrixConstants.OVERRIDE_ROOM, rooms);
                        });
    }

    @SuppressWarnings("unchecked")
    private static List<RecipientResult> results(Exchange exchange) {
        return exchange.getMessage().getHeader(MatrixConstants.RESULTS, List.class);
    }

    @Test
    void reachesEachOfSeveralRooms() {
        String one = alice.createRoom("12", bot);
        String two = alice.createRoom("11", bot);
        Exchange listed = send("by list", List.of(one, two, one));
        assertThat(listed.getException()).isNull();
        assertThat(results(listed)).extracting(RecipientResult::roomId).containsExactly(one, two);
        assertThat(send("with commas", one + ", " + two).getException()).isNull();
        byte[] bytes = "as a stream".getBytes(StandardCharsets.UTF_8);
        assertThat(send(new ByteArrayInputStream(bytes), List.of(one, two)).getException())
                .isNull();
        for (String room : List.of(one, two)) {
            assertThat(alice.bodies(room)).containsExactly("by list", "with commas", "as a stream");
        }
    }

    @Test
    void saysWhichRoomFailedAndReachesTheOthersOnce() {
        String one = alice.createRoom("12", bot);
        String closed = alice.createRoom(Map.of("preset", "private_chat"));
        String two = alice.createRoom("12", bot);
        Exchange exchange = send("hello", List.of(one, closed, "nonsense", two));
        assertThat(exchange.getException())
                .isInstanceOf(MatrixRecipientsException.class)
                .hasMessageContaining("2 of 4")
                .hasMessageContaining(closed);
        assertThat(((MatrixRecipientsException) exchange.getException()).isRetryable()).isFalse();
        assertThat(results(exchange))
                .extracting(RecipientResult::isFailed)
                .containsExactly(false, true, true, false);
        assertThat(alice.bodies(one)).containsExactly("hello");
        assertThat(alice.bodies(two)).containsExactly("hello");
    }

    @Test
    void tellsWhatEachRoomGave() throws Exception {
        List<String> rooms = List.of(alice.createRoom("12", bot), alice.createRoom("12", bot));
        for (String room : rooms) {
            alice.putState(room, "m.room.topic", Map.of("topic", "of " + room));
        }
        try (OperationFixture operations = new OperationFixture(bot)) {
            Exchange joined =
                    operations.succeed(
                            MatrixOperation.JOIN,
                            null,
                            null,
                            Map.of(MatrixConstants.OVERRIDE_ROOM, rooms));
            assertThat(results(joined))
                    .extracting(RecipientResult::roomId)
                    .containsExactlyElementsOf(rooms);
            Exchange topics =
                    operations.succeed(
                            MatrixOperation.GET_STATE,
                            null,
                            null,
                            Map.of(
                                    MatrixConstants.OVERRIDE_ROOM,
                                    rooms,
                                    MatrixConstants.OVERRIDE_EVENT_TYPE,
                                    "m.room.topic"));
            assertThat(results(topics))
                    .extracting(result -> ((JsonNode) result.body()).get("topic").asText())
                    .containsExactly("of " + rooms.get(0), "of " + rooms.get(1));
        }
    }
}
