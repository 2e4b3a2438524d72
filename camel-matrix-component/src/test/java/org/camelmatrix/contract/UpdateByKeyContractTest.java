// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages with a key, as another member of the room finds them. */
class UpdateByKeyContractTest extends TwoAccounts {

    @TempDir private Path folder;
    private String room;
    private RouteFixture fixture;

    @BeforeEach
    void makeRoom() {
        room = alice.createRoom("12", bot);
    }

    @AfterEach
    void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private RouteFixture start(String options) throws Exception {
        stop();
        fixture = new RouteFixture(bot);
        fixture.camel()
                .getRegistry()
                .bind(
                        "states",
                        FileStateRepository.fileStateRepository(
                                folder.resolve("repository").toFile()));
        return Alerts.start(fixture, room, options);
    }

    private Exchange send(String status, String text) {
        Exchange exchange = Alerts.send(fixture, "disk", status, text);
        if (exchange.getException() != null) {
            throw new AssertionError(exchange.getException());
        }
        return exchange;
    }

    private List<JsonNode> firstMessages() {
        return Alerts.firstMessages(alice, room);
    }

    private List<String> shown() {
        return firstMessages().stream().map(each -> Alerts.shown(alice, room, each)).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "bean"})
    void showsTheLastStateOfEachAlertInOneMessageAlsoOverARestart(String kind) throws Exception {
        String store =
                "&updateStore="
                        + (kind.equals("file") ? "file:" + folder.resolve("keys") : "#states");
        Alerts.fire(start(store), 0, 5);
        Alerts.fire(start(store), 5, Alerts.FIRINGS);
        Alerts.resolve(fixture);
        Alerts.assertResolved(alice, room);
        Alerts.send(fixture, "key 3", "firing", "once more");
        assertThat(firstMessages()).hasSize(Alerts.KEYS + 1);
        assertThat(shown()).contains("once more");
    }

    @Test
    void tellsWhichMessageItHasUpdated() throws Exception {
        start("");
        Exchange first = send("firing", "**93 %**");
        Exchange second = send("firing", "**95 %**");
        String event = first.getMessage().getHeader(MatrixConstants.EVENT_ID, String.class);
        assertThat(first.getMessage().getHeader(MatrixConstants.UPDATED_EVENT)).isEqualTo(event);
        assertThat(second.getMessage().getHeader(MatrixConstants.UPDATED_EVENT)).isEqualTo(event);
        assertThat(second.getMessage().getHeader(MatrixConstants.EVENT_ID)).isEqualTo(event);
        assertThat(firstMessages())
                .singleElement()
                .satisfies(
                        message -> {
                            assertThat(message.get("event_id").asText()).isEqualTo(event);
                            JsonNode edit =
                                    Alerts.related(alice, room, message, "m.replace").get(0);
                            assertThat(edit.get("event_id").asText())
                                    .isEqualTo(
                                            second.getMessage()
                                                    .getHeader(MatrixConstants.EDIT_EVENT_ID));
                            assertThat(edit.at("/content/m.new_content/formatted_body").asText())
                                    .isEqualTo("<strong>95 %</strong>");
                        });
    }

    @Test
    void makesOneMessageOfANewKeyOfTwoThreads() throws Exception {
        start("");
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 10; i++) {
                String key = "key " + i;
                Callable<Exchange> alert = () -> Alerts.send(fixture, key, "firing", "on");
                for (Future<Exchange> each : threads.invokeAll(List.of(alert, alert))) {
                    assertThat(each.get().getException()).isNull();
                }
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(firstMessages())
                .hasSize(10)
                .allSatisfy(
                        each ->
                                assertThat(Alerts.related(alice, room, each, "m.replace"))
                                        .hasSize(1));
    }

    @Test
    void keepsTheKeysOfRoomsApart() throws Exception {
        String other = alice.createRoom("12", bot);
        start("");
        send("firing", "here");
        fixture.template()
                .send(
                        "direct:alert",
                        exchange -> {
                            exchange.getMessage().setBody("there");
                            exchange.getMessage().setHeader("fingerprint", "disk");
                            exchange.getMessage().setHeader(MatrixConstants.OVERRIDE_ROOM, other);
                        });
        assertThat(shown()).containsExactly("here");
        assertThat(alice.bodies(other)).containsExactly("there");
    }

    @Test
    void goesOnInAThreadBelowTheFirst() throws Exception {
        start("&updateMode=thread");
        send("firing", "one");
        send("firing", "two");
        send("resolved", "three");
        send("firing", "anew");
        assertThat(firstMessages())
                .extracting(each -> each.at("/content/body").asText())
                .containsExactly("one", "anew");
        assertThat(Alerts.related(alice, room, firstMessages().get(0), "m.thread"))
                .extracting(each -> each.at("/content/body").asText())
                .containsExactly("three", "two");
    }

    @Test
    void takesThePlaceOfTheOneBefore() throws Exception {
        start("&updateMode=replace");
        send("firing", "one");
        send("firing", "two");
        send("resolved", "three");
        send("firing", "anew");
        assertThat(shown()).containsExactly("three", "anew");
        assertThat(alice.events(room, "m.room.redaction")).hasSize(2);
    }

    @Test
    void beginsAnewWhereSomebodyTookTheMessageBack() throws Exception {
        for (String mode : List.of("edit", "thread", "replace")) {
            start("&updateMode=" + mode);
            String first =
                    send("firing", "one")
                            .getMessage()
                            .getHeader(MatrixConstants.EVENT_ID, String.class);
            alice.call(
                    "PUT",
                    "/_matrix/client/v3/rooms/"
                            + Person.encode(room)
                            + "/redact/"
                            + Person.encode(first)
                            + "/by-alice-"
                            + mode,
                    Map.of());
            send("resolved", mode);
        }
        assertThat(shown()).containsExactly("edit", "thread", "replace");
    }

    @Test
    void saysThatATextIsTooLargeForAnEdit() throws Exception {
        start("");
        String large = "x".repeat(40_000);
        send("firing", large);
        Exchange second = Alerts.send(fixture, "disk", "firing", large + 'y');
        assertThat(second.getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("too large");
        send("resolved", "small");
        assertThat(shown()).containsExactly("small");
    }

    @Test
    void keepsItsExpressionsInADynamicEndpoint() throws Exception {
        fixture = new RouteFixture(bot);
        fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:alert")
                                .toD(
                                        "matrix:${header.room}?updateKey=${header.fingerprint}"
                                                + "&updateEnd=${header.status} == 'resolved'");
                    }
                });
        List<String> sent = new ArrayList<>();
        for (String status : List.of("firing", "resolved", "firing")) {
            Exchange exchange =
                    fixture.template()
                            .send(
                                    "direct:alert",
                                    each -> {
                                        each.getMessage().setBody(status + ' ' + sent.size());
                                        each.getMessage().setHeader("fingerprint", "disk");
                                        each.getMessage().setHeader("status", status);
                                        each.getMessage().setHeader("room", room);
                                    });
            assertThat(exchange.getException()).isNull();
            sent.add(status);
        }
        assertThat(shown()).containsExactly("resolved 1", "firing 2");
        assertThat(fixture.camel().getEndpoints())
                .filteredOn(each -> each.getEndpointUri().startsWith("matrix:"))
                .hasSize(1);
    }
}
