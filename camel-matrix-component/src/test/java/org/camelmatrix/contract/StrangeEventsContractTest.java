// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Content that homeservers take and no client writes stops no room. */
@ExtendWith(ContractExtension.class)
@OddContents
class StrangeEventsContractTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String DEEP = "d".repeat(3_000);

    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private Person alice;
    private String room;
    private RouteFixture fixture;
    private int transaction;

    @BeforeEach
    void makeRoom(Homeserver homeserver) {
        alice = homeserver.register("alice");
        Person bot = homeserver.register("bot");
        room = alice.createRoom(Map.of("preset", "public_chat"));
        bot.join(room);
        fixture = new RouteFixture(bot);
    }

    @AfterEach
    void stop() {
        fixture.close();
    }

    private void listen(String options) throws Exception {
        fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("matrix:" + room + "?syncTimeout=10s" + options)
                                .routeId("strange")
                                .errorHandler(noErrorHandler())
                                .process(
                                        exchange -> {
                                            exchange.getMessage().getHeaders();
                                            bodies.add(exchange.getMessage().getBody(String.class));
                                        });
                    }
                });
        await().atMost(LONG)
                .until(
                        () -> {
                            say("are you there");
                            return !bodies.isEmpty();
                        });
    }

    private String say(String text) {
        return send("m.room.message", Map.of("msgtype", "m.text", "body", text));
    }

    private String send(String type, Map<String, ?> content) {
        return alice.call(
                        "PUT",
                        "/_matrix/client/v3/rooms/"
                                + Person.encode(room)
                                + "/send/"
                                + type
                                + "/s"
                                + transaction++,
                        content)
                .get("event_id")
                .asText();
    }

    private void edit(String target, Object newContent, Map<String, ?> more) {
        Map<String, Object> content = new HashMap<>();
        content.put("msgtype", "m.text");
        content.put("body", "* edited");
        content.put("m.new_content", newContent);
        content.put("m.relates_to", Map.of("rel_type", "m.replace", "event_id", target));
        content.putAll(more);
        send("m.room.message", content);
    }

    private void goesOn() {
        say("behind it");
        await().atMost(LONG).until(() -> bodies.contains("behind it"));
    }

    @Test
    void readsAnEditWhoseNewContentHasNoMessageType() throws Exception {
        listen("&includeEdits=true");
        edit(say("first"), Map.of("body", "better"), Map.of());
        goesOn();
        assertThat(bodies).contains("better");
    }

    @Test
    void goesOnBehindEditsOfEveryShape() throws Exception {
        listen("&includeEdits=true");
        String target = say("first");
        edit(target, Map.of(), Map.of());
        edit(target, "no object", Map.of());
        edit(target, List.of(), Map.of());
        edit(target, Map.of("msgtype", 5, "body", List.of("x")), Map.of());
        edit(target, Map.of("msgtype", "m.image", "url", 7), Map.of());
        edit(target, Map.of("msgtype", "m.file", "url", "mxc://"), Map.of());
        edit(target, Map.of("msgtype", "m.text"), Map.of("m.mentions", Map.of("room", true)));
        edit(target, Map.of("body", "> <@"), Map.of("m.mentions", Map.of("x", 1)));
        edit(target, Map.of("body", DEEP), Map.of("info", Map.of("size", "big")));
        goesOn();
        assertThat(bodies).contains(DEEP);
    }

    @Test
    void goesOnBehindStickersReactionsAndStateOfEveryShape() throws Exception {
        listen("&onlyEventTypes=RAW(*)");
        send("m.sticker", Map.of());
        send("m.sticker", Map.of("url", Map.of(), "info", List.of()));
        send("org.example.empty", Map.of());
        send("org.example.relation", Map.of("m.relates_to", Map.of("m.in_reply_to", "x")));
        send("org.example.relation", Map.of("m.relates_to", Map.of("event_id", "x")));
        send("m.room.encrypted", Map.of());
        alice.putState(room, "m.room.topic", Map.of("topic", ""));
        alice.putState(room, "org.example.state", Map.of("msgtype", Map.of()));
        goesOn();
    }
}
