// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;

/** Alerts that fire several times each, and resolve in the end, from many threads. */
final class Alerts {

    static final int KEYS = 20;
    static final int FIRINGS = 9;
    private static final int THREADS = 8;

    private Alerts() {}

    /**
     * A route from {@code direct:alert} to a room.
     *
     * @param options further options of the endpoint
     */
    static RouteFixture start(RouteFixture fixture, String room, String options) throws Exception {
        return fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:alert")
                                .errorHandler(noErrorHandler())
                                .to(
                                        "matrix:"
                                                + room
                                                + "?updateKey=${header.fingerprint}"
                                                + "&updateEnd=${header.status} == 'resolved'"
                                                + options)
                                .id("room");
                    }
                });
    }

    /** One alert; the exchange tells what became of it. */
    static Exchange send(RouteFixture fixture, String key, String status, String text) {
        return send(fixture.template(), key, status, text);
    }

    private static Exchange send(
            ProducerTemplate template, String key, String status, String text) {
        return template.send(
                "direct:alert",
                exchange -> {
                    exchange.getMessage().setBody(text);
                    exchange.getMessage()
                            .setHeaders(
                                    new HashMap<>(Map.of("fingerprint", key, "status", status)));
                    exchange.getMessage().setHeader("id", key + ' ' + text);
                });
    }

    /** The firings of all keys, from which rounds are taken, in an order by chance. */
    static void fire(RouteFixture fixture, int fromRound, int toRound) throws Exception {
        List<String[]> alerts = new ArrayList<>();
        for (int round = fromRound; round < toRound; round++) {
            for (int key = 0; key < KEYS; key++) {
                alerts.add(new String[] {"key " + key, "firing", "firing " + round});
            }
        }
        Collections.shuffle(alerts, new Random(fromRound));
        sendAll(fixture, alerts);
    }

    static void resolve(RouteFixture fixture) throws Exception {
        sendAll(
                fixture,
                IntStream.range(0, KEYS)
                        .mapToObj(key -> new String[] {"key " + key, "resolved", "resolved " + key})
                        .toList());
    }

    private static void sendAll(RouteFixture fixture, List<String[]> alerts) throws Exception {
        ProducerTemplate template = fixture.template();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Exchange>> sent =
                    alerts.stream()
                            .map(
                                    alert ->
                                            threads.submit(
                                                    () ->
                                                            send(
                                                                    template, alert[0], alert[1],
                                                                    alert[2])))
                            .toList();
            for (Future<Exchange> each : sent) {
                Exchange exchange = each.get(180, TimeUnit.SECONDS);
                if (exchange.getException() != null) {
                    throw new AssertionError("an alert failed", exchange.getException());
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The messages of a room that are no edits. */
    static List<JsonNode> firstMessages(Person reader, String room) {
        return reader.messages(room).stream()
                .filter(event -> !event.get("content").isEmpty())
                .filter(event -> event.at("/content/m.relates_to").isMissingNode())
                .toList();
    }

    /** What is related to an event, the newest first. */
    static List<JsonNode> related(Person reader, String room, JsonNode event, String relation) {
        List<JsonNode> related = new ArrayList<>();
        reader.call(
                        "GET",
                        "/_matrix/client/v1/rooms/"
                                + Person.encode(room)
                                + "/relations/"
                                + Person.encode(event.get("event_id").asText())
                                + '/'
                                + relation
                                + "?limit=100",
                        null)
                .get("chunk")
                .forEach(related::add);
        return related;
    }

    /** What a message shows. */
    static String shown(Person reader, String room, JsonNode event) {
        List<JsonNode> edits = related(reader, room, event, "m.replace");
        return edits.isEmpty()
                ? event.at("/content/body").asText()
                : edits.get(0).at("/content/m.new_content/body").asText();
    }

    /** Requires that the room has a message for each key, which was updated and is resolved. */
    static void assertResolved(Person reader, String room) {
        List<JsonNode> messages = firstMessages(reader, room);
        assertThat(messages).hasSize(KEYS);
        assertThat(messages)
                .extracting(each -> shown(reader, room, each))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, KEYS).mapToObj(key -> "resolved " + key).toList());
        assertThat(messages)
                .allSatisfy(
                        each ->
                                assertThat(related(reader, room, each, "m.replace"))
                                        .hasSize(FIRINGS));
    }
}
