// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;

/**
 * A room in which a bot listens to what others say.
 *
 * @param room the room's id
 * @param fixture the bot's CamelContext
 * @param seen what its route got
 */
record Listening(String room, RouteFixture fixture, List<Seen> seen) implements AutoCloseable {

    static final Duration LONG = Duration.ofSeconds(60);

    /**
     * What a route got.
     *
     * @param body the body as text
     * @param headers the headers
     */
    record Seen(String body, Map<String, Object> headers) {

        static Seen of(Exchange exchange) {
            return new Seen(
                    exchange.getMessage().getBody(String.class),
                    Map.copyOf(exchange.getMessage().getHeaders()));
        }

        Object header(String name) {
            return headers.get(name);
        }
    }

    static Listening in(String room, Person bot) {
        return new Listening(room, new RouteFixture(bot), new CopyOnWriteArrayList<>());
    }

    /** Starts a route that notes what it gets and answers with a text, which may be null. */
    Listening start(String options, String answer) throws Exception {
        fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("matrix:" + room + "?syncTimeout=10s&startFrom=history" + options)
                                .routeId("listening")
                                .process(exchange -> seen.add(Seen.of(exchange)))
                                .process(exchange -> exchange.getMessage().setBody(answer));
                    }
                });
        return this;
    }

    List<String> bodies() {
        return seen.stream().map(Seen::body).toList();
    }

    Seen await(String body) {
        Awaitility.await().atMost(LONG).until(() -> bodies().contains(body));
        return seen.stream().filter(each -> body.equals(each.body())).findFirst().orElseThrow();
    }

    /** The first answer of the bot in the room. */
    JsonNode answer(Person reader, Person bot) {
        List<JsonNode> answers = new CopyOnWriteArrayList<>();
        Awaitility.await()
                .atMost(LONG)
                .until(
                        () -> {
                            reader.messages(room).stream()
                                    .filter(
                                            event ->
                                                    event.path("sender")
                                                            .asText()
                                                            .equals(bot.userId()))
                                    .forEach(answers::add);
                            return !answers.isEmpty();
                        });
        return answers.get(0);
    }

    @Override
    public void close() {
        fixture.close();
    }
}
