// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.test.MatrixHomeserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A homeserver that forgets all transaction ids at once, as when it keeps them in memory. */
class ForgottenTransactionsStandInTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir private Path folder;
    private final MatrixHomeserver homeserver = MatrixHomeserver.start();
    private final MemoryStateRepository sentBefore = new MemoryStateRepository();
    private Person alice;
    private Person bot;
    private String room;
    private RouteFixture fixture;

    @BeforeEach
    void makeRoom() {
        sentBefore.start();
        alice = Person.register(homeserver.url(), "alice");
        bot = Person.register(homeserver.url(), "bot");
        room = bot.createRoom("12", alice);
        alice.join(room);
    }

    @AfterEach
    void stop() {
        fixture.close();
        homeserver.close();
    }

    /** Another process, after the homeserver has forgotten everything. */
    private RouteFixture restart() {
        if (fixture != null) {
            fixture.close();
            homeserver.forgetTransactions();
        }
        fixture = new RouteFixture(bot);
        fixture.camel().getRegistry().bind("sentBefore", (StateRepository<?, ?>) sentBefore);
        return fixture;
    }

    private Exchange send(String body, Map<String, Object> headers) {
        Exchange exchange =
                fixture.template()
                        .send(
                                "direct:in",
                                each -> {
                                    each.getMessage().setBody(body);
                                    headers.forEach(each.getMessage()::setHeader);
                                });
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    private RouteBuilder to(String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to("matrix:" + room + '?' + options).id("room");
            }
        };
    }

    @Test
    void sendsOnceWhatTheStoreKnows() throws Exception {
        String options = "idempotentKey=${header.order}&idempotentStore=#sentBefore";
        Set<Object> events = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            restart().start(to(options));
            events.add(
                    send("order", Map.of("order", "17"))
                            .getMessage()
                            .getHeader(MatrixConstants.EVENT_ID));
        }
        assertThat(alice.bodies(room)).containsExactly("order");
        assertThat(events).hasSize(1);
    }

    @Test
    void editsOnceWhatTheStoreKnowsAndStillNamesTheMessage() throws Exception {
        String options = "operation=edit&idempotentKey=${header.order}&idempotentStore=#sentBefore";
        String message =
                bot.call(
                                "PUT",
                                "/_matrix/client/v3/rooms/"
                                        + Person.encode(room)
                                        + "/send/m.room.message/raw",
                                Map.of("msgtype", "m.text", "body", "first"))
                        .get("event_id")
                        .asText();
        Set<Object> edits = new HashSet<>();
        for (int i = 0; i < 2; i++) {
            restart().start(to(options));
            Exchange edit =
                    send(
                            "second",
                            Map.of("order", "17", MatrixConstants.OVERRIDE_TARGET_EVENT, message));
            assertThat(edit.getMessage().getHeader(MatrixConstants.EVENT_ID)).isEqualTo(message);
            edits.add(edit.getMessage().getHeader(MatrixConstants.EDIT_EVENT_ID));
        }
        assertThat(alice.bodies(room)).containsExactly("first", "* second");
        assertThat(edits).hasSize(1).doesNotContain(message);
    }

    @Test
    void answersAndForwardsAReceivedEventOnceThatComesAgain() throws Exception {
        String journal = bot.createRoom("12", alice);
        alice.join(journal);
        alice.call(
                "PUT",
                "/_matrix/client/v3/rooms/" + Person.encode(room) + "/send/m.room.message/1",
                Map.of("msgtype", "m.text", "body", "help"));
        for (int i = 0; i < 3; i++) {
            String position = folder.resolve("position" + i).toString();
            restart()
                    .start(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("matrix:"
                                                    + room
                                                    + "?consumerId=help&startFrom=history"
                                                    + "&exchangePattern=InOut&sinceStore="
                                                    + position
                                                    + "&idempotentStore=#sentBefore")
                                            .to(
                                                    "matrix:"
                                                            + journal
                                                            + "?idempotentStore=#sentBefore")
                                            .id("log")
                                            .setBody(simple("${body}: coming"));
                                }
                            });
            Path kept = Path.of(position);
            await().atMost(LONG).until(() -> kept.toFile().length() > 0);
            await().atMost(LONG).until(() -> alice.bodies(room).contains("help: coming"));
        }
        assertThat(alice.bodies(journal)).containsExactly("help");
        assertThat(alice.bodies(room)).containsExactly("help", "help: coming");
    }

    @Test
    void updatesOneMessageForEachKeyFromTheUpdateStore() throws Exception {
        String options =
                "updateKey=${header.key}&updateStore="
                        + folder.resolve("keys")
                        + "&idempotentKey=${header.id}";
        for (String text : List.of("1", "2", "2", "3", "3")) {
            restart().start(to(options));
            for (String key : List.of("a", "b")) {
                send(key + text, Map.of("key", key, "id", key + text));
            }
        }
        assertThat(alice.bodies(room)).containsExactly("a1", "b1", "* a2", "* b2", "* a3", "* b3");
    }
}
