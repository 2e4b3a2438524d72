// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.logging.log4j.Level;
import org.camelmatrix.component.LogMemory;
import org.camelmatrix.component.MatrixStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What begins routes: all of it, in order, whoever was away meanwhile or failed. */
class ReceivingContractTest extends TwoAccounts {

    private static final int MISSED = 1_000;
    private static final Duration LONG = Duration.ofMinutes(2);

    @TempDir private Path folder;
    private final List<String> a = new CopyOnWriteArrayList<>();
    private final List<String> b = new CopyOnWriteArrayList<>();
    private String roomA;
    private String roomB;
    private RouteFixture fixture;
    private int transaction;

    @BeforeEach
    void makeRooms() {
        roomA = alice.createRoom(Map.of("preset", "public_chat"));
        roomB = alice.createRoom(Map.of("preset", "public_chat"));
        for (String room : List.of(roomA, roomB)) {
            bot.call("POST", "/_matrix/client/v3/join/" + Person.encode(room), Map.of());
        }
        fixture = new RouteFixture(bot);
        fixture.matrix()
                .getConfiguration()
                .setSinceStore(new MatrixStore.File(folder.resolve("since")));
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    @Test
    void fillsWhatASuspendedRouteHasMissedWhileOthersGoOn() throws Exception {
        fixture.start(notes(roomA, "a", "", a));
        fixture.camel().addRoutes(notes(roomB, "b", "", b));
        sendUntilReceived(roomA, a);
        sendUntilReceived(roomB, b);
        fixture.camel().getRouteController().suspendRoute("a");
        a.clear();
        b.clear();
        List<String> sent = IntStream.range(0, MISSED).mapToObj(i -> "m" + i).toList();
        sent.forEach(text -> send(roomA, text));
        send(roomB, "meanwhile");
        await().atMost(LONG).until(() -> b.contains("meanwhile"));
        assertThat(a).isEmpty();
        fixture.camel().getRouteController().resumeRoute("a");
        await().atMost(LONG).until(() -> a.contains("m" + (MISSED - 1)));
        send(roomA, "live again");
        await().atMost(LONG).until(() -> a.contains("live again"));
        List<String> received = List.copyOf(a);
        int first = received.indexOf("m0");
        assertThat(received.subList(first, first + MISSED)).containsExactlyElementsOf(sent);
        assertThat(received).doesNotHaveDuplicates();
    }

    @Test
    void beginsWhereStartFromSays() throws Exception {
        IntStream.range(0, 50).forEach(i -> send(roomA, "old" + i));
        JsonNode middle = alice.messages(roomA).get(25);
        List<String> since = new CopyOnWriteArrayList<>();
        List<String> now = new CopyOnWriteArrayList<>();
        fixture.start(notes(roomA, "history", "&startFrom=history", a));
        fixture.camel()
                .addRoutes(
                        notes(
                                roomA,
                                "since",
                                "&startFrom=" + middle.path("origin_server_ts").asLong(),
                                since));
        fixture.camel().addRoutes(notes(roomA, "now", "&startFrom=now", now));
        sendUntilReceived(roomA, now);
        String last = now.get(0);
        await().atMost(LONG).until(() -> a.contains(last) && since.contains(last));
        List<String> old = IntStream.range(0, 50).mapToObj(i -> "old" + i).toList();
        assertThat(List.copyOf(a).subList(0, 50)).containsExactlyElementsOf(old);
        assertThat(since).containsSubsequence(old.subList(25, 50)).doesNotContain("old10");
        assertThat(now).doesNotContainAnyElementsOf(old);
    }

    @Test
    void goesOnWhereItWasAfterARestartAndGivesNothingTwice() throws Exception {
        fixture.start(notes(roomA, "a", "", a));
        sendUntilReceived(roomA, a);
        fixture.close();
        List<String> before = List.copyOf(a);
        a.clear();
        IntStream.range(0, 30).forEach(i -> send(roomA, "missed" + i));
        fixture = new RouteFixture(bot);
        fixture.matrix()
                .getConfiguration()
                .setSinceStore(new MatrixStore.File(folder.resolve("since")));
        fixture.start(notes(roomA, "a", "", a));
        await().atMost(LONG).until(() -> a.contains("missed29"));
        send(roomA, "live");
        await().atMost(LONG).until(() -> a.contains("live"));
        List<String> received = List.copyOf(a);
        int first = received.indexOf("missed0");
        assertThat(received.subList(first, first + 30))
                .containsExactlyElementsOf(
                        IntStream.range(0, 30).mapToObj(i -> "missed" + i).toList());
        assertThat(received).doesNotContainAnyElementsOf(before);
        assertThat(a).doesNotHaveDuplicates();
    }

    @Test
    void letsOtherRoomsFlowWhileOneEventFailsForEver() throws Exception {
        fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("matrix:*")
                                .errorHandler(noErrorHandler())
                                .process(ReceivingContractTest.this::failOnPoison)
                                .process(exchange -> b.add(textOf(exchange)));
                    }
                });
        sendUntilReceived(roomB, b);
        send(roomA, "poison");
        send(roomA, "behind it");
        IntStream.range(0, 20).forEach(i -> send(roomB, "flows" + i));
        await().atMost(LONG).until(() -> b.contains("flows19"));
        await().atMost(LONG).until(() -> a.size() >= 2);
        assertThat(a).containsOnly("poison");
        assertThat(b).doesNotContain("behind it");
    }

    @Test
    void tellsWhatItWasRemovedFromAndGoesOnInOtherRooms() throws Exception {
        fixture.start(notes("*", "all", "", b));
        sendUntilReceived(roomA, b);
        try (LogMemory log = new LogMemory("org.camelmatrix", Level.WARN)) {
            remove(roomA, "kick", "too loud");
            await().atMost(LONG)
                    .untilAsserted(
                            () ->
                                    assertThat(log.lines())
                                            .anyMatch(
                                                    line ->
                                                            line.contains(
                                                                    "was removed from the room "
                                                                            + roomA
                                                                            + " by "
                                                                            + alice.userId()
                                                                            + ": too loud")));
            remove(roomB, "ban", "too loud here too");
            await().atMost(LONG)
                    .untilAsserted(
                            () ->
                                    assertThat(log.lines())
                                            .anyMatch(
                                                    line ->
                                                            line.contains(
                                                                    "was banned from the room "
                                                                            + roomB)));
        }
        String other = alice.createRoom(Map.of("preset", "public_chat"));
        bot.join(other);
        b.clear();
        sendUntilReceived(other, b);
    }

    private void remove(String room, String how, String reason) {
        alice.call(
                "POST",
                "/_matrix/client/v3/rooms/" + Person.encode(room) + "/" + how,
                Map.of("user_id", bot.userId(), "reason", reason));
    }

    @Test
    void handsAPoisonedEventToTheDeadLetterChannelAndGoesOn() throws Exception {
        fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("matrix:" + roomA)
                                .errorHandler(deadLetterChannel("mock:dead"))
                                .process(ReceivingContractTest.this::failOnPoison)
                                .process(exchange -> b.add(textOf(exchange)));
                    }
                });
        sendUntilReceived(roomA, b);
        MockEndpoint dead = fixture.camel().getEndpoint("mock:dead", MockEndpoint.class);
        dead.expectedBodiesReceived("poison");
        send(roomA, "poison");
        send(roomA, "behind it");
        await().atMost(LONG).until(() -> b.contains("behind it"));
        dead.assertIsSatisfied();
        assertThat(
                        dead.getReceivedExchanges()
                                .get(0)
                                .getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                .hasMessage("it is poison");
        assertThat(a).containsExactly("poison");
    }

    private void failOnPoison(Exchange exchange) {
        if ("poison".equals(textOf(exchange))) {
            a.add("poison");
            throw new IllegalStateException("it is poison");
        }
    }

    private static RouteBuilder notes(
            String room, String route, String options, List<String> notes) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("matrix:" + room + "?syncTimeout=10s" + options)
                        .routeId(route)
                        .process(exchange -> notes.add(textOf(exchange)));
            }
        };
    }

    private static String textOf(Exchange exchange) {
        return exchange.getMessage().getBody(String.class);
    }

    /** A route listens a moment after it has started. */
    private void sendUntilReceived(String room, List<String> notes) {
        await().atMost(LONG)
                .until(
                        () -> {
                            send(room, "are you there " + transaction);
                            return !notes.isEmpty();
                        });
    }

    private void send(String room, String text) {
        alice.call(
                "PUT",
                "/_matrix/client/v3/rooms/"
                        + Person.encode(room)
                        + "/send/m.room.message/t"
                        + transaction++,
                Map.of("msgtype", "m.text", "body", text));
    }
}
