// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomEvent;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Routes that answer, and rooms that a bot is invited to, removed from, or follows. */
@ExtendWith(MatrixHomeserverExtension.class)
class BotTest {

    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private TestAccount alice;
    private String room;
    private ReceiverFixture camel;

    @BeforeEach
    void start(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        alice = homeserver.register("alice", "secret");
        room = homeserver.createRoom(alice);
        homeserver.as(alice).invite(room, bot.userId());
        homeserver.join(bot, room);
        camel = new ReceiverFixture(homeserver, bot);
    }

    @AfterEach
    void stop() {
        camel.close();
    }

    private void listen(String uri, String answer) throws Exception {
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from(uri).process(camel::note).setBody(simple(answer));
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
    }

    private RoomEvent answer() {
        await().until(() -> !answers().isEmpty());
        return answers().get(answers().size() - 1);
    }

    private List<RoomEvent> answers() {
        return homeserver.messages(room).stream()
                .filter(event -> event.sender().equals(bot.userId()))
                .toList();
    }

    @Test
    void answersAsANoticeThatIsAReply() throws Exception {
        listen("matrix:" + room + "?exchangePattern=InOut", "You said **${body}**");
        String id = homeserver.as(alice).send(room, "hello");
        RoomEvent answer = answer();
        assertThat(answer.body()).contains("You said **hello**");
        assertThat(answer.msgtype()).contains("m.notice");
        JsonNode relation = answer.content().get("m.relates_to");
        assertThat(relation.get("m.in_reply_to").get("event_id").asText()).isEqualTo(id);
        assertThat(relation.has("rel_type")).isFalse();
    }

    @Test
    void answersInTheThreadThatTheEventIsIn() throws Exception {
        listen("matrix:" + room + "?exchangePattern=InOut", "ok");
        String root = homeserver.as(alice).send(room, "root");
        answer();
        homeserver
                .as(alice)
                .send(
                        room,
                        "m.room.message",
                        Map.of(
                                "msgtype",
                                "m.text",
                                "body",
                                "x",
                                "m.relates_to",
                                Map.of("rel_type", "m.thread", "event_id", root)));
        await().until(() -> answers().size() == 2);
        JsonNode relation = answer().content().get("m.relates_to");
        assertThat(relation.get("rel_type").asText()).isEqualTo("m.thread");
        assertThat(relation.get("event_id").asText()).isEqualTo(root);
    }

    @Test
    void beginsAThreadOrSendsAMessageOfItsOwnWhereThatIsAskedFor() throws Exception {
        listen("matrix:" + room + "?exchangePattern=InOut&replyAs=thread", "ok");
        String id = homeserver.as(alice).send(room, "hello");
        JsonNode relation = answer().content().get("m.relates_to");
        assertThat(relation.get("rel_type").asText()).isEqualTo("m.thread");
        assertThat(relation.get("event_id").asText()).isEqualTo(id);
        assertThat(relation.get("is_falling_back").asBoolean()).isTrue();
    }

    @Test
    void answersNothingToNoticesAndWhereTheBodyIsUnchangedOrNull() throws Exception {
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + "?exchangePattern=InOut")
                                        .process(camel::note)
                                        .filter(simple("${body} == 'nothing'"))
                                        .setBody(constant(null));
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
        homeserver.as(alice).send(room, "nothing");
        homeserver
                .as(alice)
                .send(room, "m.room.message", Map.of("msgtype", "m.notice", "body", "bot"));
        homeserver.as(alice).send(room, "end");
        await().until(() -> camel.received().contains("end"));
        assertThat(camel.received()).containsExactly("nothing", "end");
        await().until(
                        () ->
                                camel.figures("matrix:" + room + "?exchangePattern=InOut")
                                                .completedCount()
                                        == 2);
        assertThat(answers()).isEmpty();
    }

    @Test
    void answersNothingWithInOnly() throws Exception {
        listen("matrix:" + room, "answer");
        homeserver.as(alice).sendAll(room, List.of("one", "two"));
        await().until(() -> camel.received().size() == 2);
        await().until(() -> camel.figures("matrix:" + room).completedCount() == 2);
        assertThat(answers()).isEmpty();
    }

    @Test
    void answersOnceWhenAnEventComesAgain() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                errorHandler(noErrorHandler());
                                from("matrix:" + room)
                                        .setBody(simple("at ${date:now:HHmmss.SSS}"))
                                        .to("matrix:" + room)
                                        .process(
                                                exchange -> {
                                                    if (attempts.incrementAndGet() < 3) {
                                                        throw new IllegalStateException("later");
                                                    }
                                                });
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
        homeserver.as(alice).send(room, "go");
        await().until(() -> camel.figures("matrix:" + room).completedCount() == 1);
        assertThat(attempts).hasValue(3);
        assertThat(answers()).hasSize(1);
    }

    @Test
    void showsThatItTypesAndWhatItHasRead() throws Exception {
        CountDownLatch goOn = new CountDownLatch(1);
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + "?sendReceipts=true&sendTyping=true")
                                        .process(exchange -> goOn.await(30, TimeUnit.SECONDS));
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
        String id = homeserver.as(alice).send(room, "hello");
        await().until(() -> homeserver.typing(room).contains(bot.userId()));
        assertThat(homeserver.readReceipts(room)).doesNotContainValue(id);
        goOn.countDown();
        await().until(() -> id.equals(homeserver.readReceipts(room).get(bot.userId())));
        await().until(() -> homeserver.typing(room).isEmpty());
    }

    @Test
    void acceptsInvitationsOfThoseWhoAreListed() throws Exception {
        TestAccount mallory = homeserver.register("mallory", "secret");
        listen(
                "matrix:*?acceptInvites=listed&invitesFrom=RAW(@al*:localhost)"
                        + "&onlyEventTypes=m.room.message,m.room.member",
                "x");
        String bad = homeserver.createRoom(mallory);
        homeserver.as(mallory).invite(bad, bot.userId());
        String good = homeserver.createRoom(alice);
        homeserver.as(alice).invite(good, bot.userId());
        await().until(() -> homeserver.requestCount(Endpoint.JOIN) > 0);
        await().until(
                        () ->
                                homeserver.events(good).stream()
                                        .anyMatch(
                                                event ->
                                                        event.sender().equals(bot.userId())
                                                                && event.type()
                                                                        .equals("m.room.member")));
        homeserver.as(alice).send(good, "welcome");
        await().until(() -> camel.received().contains("welcome"));
        assertThat(camel.received()).anyMatch(body -> body.contains("\"invite\""));
        assertThat(homeserver.events(bad)).noneMatch(event -> event.sender().equals(bot.userId()));
    }

    @Test
    void acceptsNoInvitationWithoutBeingTold() throws Exception {
        listen("matrix:*", "x");
        String other = homeserver.createRoom(alice);
        homeserver.as(alice).invite(other, bot.userId());
        homeserver.as(alice).send(room, "after");
        await().until(() -> camel.received().contains("after"));
        assertThat(homeserver.events(other))
                .noneMatch(event -> event.sender().equals(bot.userId()));
    }

    @Test
    void followsARoomThatIsUpgraded() throws Exception {
        listen("matrix:" + room, "x");
        homeserver.as(alice).send(room, "before");
        await().until(() -> camel.received().contains("before"));
        String next = homeserver.as(alice).upgrade(room, "11");
        homeserver.as(alice).invite(next, bot.userId());
        int[] n = {0};
        await().until(
                        () -> {
                            homeserver.as(alice).send(next, "after" + n[0]++);
                            return camel.received().size() > 1;
                        });
        camel.camel()
                .createProducerTemplate()
                .sendBody("matrix:" + room, "to the old room's address");
        assertThat(homeserver.messages(next))
                .anySatisfy(
                        event -> assertThat(event.body()).contains("to the old room's address"));
    }

    @Test
    void keepsTheOrderOfWhatWaitsWhileItsRoomIsUpgraded() throws Exception {
        listen("matrix:" + room, "x");
        homeserver.inject(
                Fault.error(503, "M_UNKNOWN", "busy").on(Endpoint.SEND).forUser(bot.userId()));
        CompletableFuture<Object> first =
                camel.camel().createProducerTemplate().asyncSendBody("matrix:" + room, "first");
        MatrixEndpoint endpoint = camel.camel().getEndpoint("matrix:" + room, MatrixEndpoint.class);
        await().until(() -> endpoint.getRetried() > 0);
        String next = homeserver.as(alice).upgrade(room, "11");
        homeserver.as(alice).invite(next, bot.userId());
        await().until(() -> isIn(next));
        long tried = Math.max(5, endpoint.getRetried() + 2);
        await().atMost(Duration.ofMinutes(1)).until(() -> endpoint.getRetried() >= tried);
        homeserver.clearFaults();
        camel.camel().createProducerTemplate().sendBody("matrix:" + room, "second");
        first.get(1, TimeUnit.MINUTES);
        assertThat(homeserver.messages(next))
                .extracting(event -> event.body().orElse(""))
                .containsExactly("first", "second");
    }

    @Test
    void getsWhatWasSaidInTheNewRoomBeforeItCame() throws Exception {
        listen("matrix:" + room, "x");
        long joins = homeserver.requestCount(Endpoint.JOIN);
        String next = homeserver.as(alice).upgrade(room, "11");
        homeserver.as(alice).send(next, "early");
        await().until(() -> homeserver.requestCount(Endpoint.JOIN) > joins);
        homeserver.inject(Fault.answerLost().on(Endpoint.JOIN).forUser(bot.userId()).times(1));
        homeserver.as(alice).invite(next, bot.userId());
        await().until(() -> camel.received().contains("early"));
        homeserver.as(alice).send(next, "late");
        await().until(() -> camel.received().contains("late"));
        assertThat(camel.received()).containsExactly("early", "late");
    }

    @Test
    void getsAfterASuspensionWhatWasSaidInARoomThatWasReplacedMeanwhile() throws Exception {
        camel.notes("matrix:" + room)
                .routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + "?consumerId=other").to("mock:other");
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
        homeserver.as(alice).send(room, "one");
        await().until(() -> camel.received().contains("one"));
        camel.camel().getRouteController().suspendRoute("notes");
        homeserver.as(alice).send(room, "two");
        String next = homeserver.as(alice).upgrade(room, "11");
        homeserver.as(alice).invite(next, bot.userId());
        await().until(() -> isIn(next));
        homeserver.as(alice).send(next, "three");
        await().until(
                        () ->
                                camel.camel()
                                                .getEndpoint("mock:other", MockEndpoint.class)
                                                .getReceivedCounter()
                                        == 3);
        camel.camel().getRouteController().resumeRoute("notes");
        await().until(() -> camel.received().contains("three"));
        assertThat(camel.received()).containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void followsARoomThatIsUpgradedByWhomItDoesNotListenTo() throws Exception {
        TestAccount bob = homeserver.register("bob", "secret");
        homeserver.as(alice).invite(room, bob.userId());
        homeserver.join(bob, room);
        listen("matrix:" + room + "?onlySenders=RAW(" + bob.userId() + ")", "x");
        String next = homeserver.as(alice).upgrade(room, "11");
        homeserver.as(alice).invite(next, bot.userId());
        homeserver.as(alice).invite(next, bob.userId());
        homeserver.join(bob, next);
        homeserver.as(bob).send(next, "here");
        await().until(() -> camel.received().contains("here"));
    }

    @Test
    void followsAnUpgradeAndAcceptsAnInvitationThoughItMayNotJoinJustNow() throws Exception {
        listen("matrix:*?acceptInvites=any", "x");
        homeserver.inject(
                Fault.rateLimited(Duration.ofMillis(200))
                        .on(Endpoint.JOIN)
                        .forUser(bot.userId())
                        .times(2));
        String other = homeserver.createRoom(alice);
        homeserver.as(alice).invite(other, bot.userId());
        await().until(() -> isIn(other));
        homeserver.inject(
                Fault.error(502, "M_UNKNOWN", "x")
                        .on(Endpoint.JOIN)
                        .forUser(bot.userId())
                        .times(2));
        String next = homeserver.as(alice).upgrade(room, "11");
        homeserver.as(alice).invite(next, bot.userId());
        await().until(() -> isIn(next));
    }

    @Test
    void followsNoRoomThatDoesNotNameTheOldOneAsItsPredecessor() throws Exception {
        String other = homeserver.createRoom(alice, RoomSetup.publicRoom());
        listen("matrix:" + room, "x");
        homeserver
                .as(alice)
                .setState(room, "m.room.tombstone", "", Map.of("replacement_room", other));
        await().until(() -> isIn(other) && !isMember(other));
        homeserver.as(alice).send(room, "still here");
        await().until(() -> camel.received().contains("still here"));
        assertThat(isMember(other)).isFalse();
    }

    private boolean isMember(String somewhere) {
        return homeserver.events(somewhere).stream()
                .filter(event -> event.type().equals("m.room.member"))
                .filter(event -> bot.userId().equals(event.stateKey()))
                .reduce((earlier, later) -> later)
                .filter(event -> "join".equals(event.content().path("membership").asText()))
                .isPresent();
    }

    private boolean isIn(String somewhere) {
        return homeserver.events(somewhere).stream()
                .anyMatch(
                        event ->
                                event.sender().equals(bot.userId())
                                        && event.type().equals("m.room.member"));
    }

    @Test
    void acceptsAfterASuspensionWhatItWasInvitedToMeanwhile() throws Exception {
        camel.routes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("matrix:*?acceptInvites=any").routeId("host").to("mock:host");
                    }
                });
        listen("matrix:" + room, "x");
        homeserver.as(alice).send(room, "one");
        await().until(() -> camel.received().contains("one"));
        camel.camel().getRouteController().suspendRoute("host");
        String other = homeserver.createRoom(alice);
        homeserver.as(alice).invite(other, bot.userId());
        homeserver.as(alice).send(room, "two");
        await().until(() -> camel.received().contains("two"));
        camel.camel().getRouteController().resumeRoute("host");
        await().until(() -> isIn(other));
    }

    @Test
    void answersAnInvitation() throws Exception {
        listen(
                "matrix:*?exchangePattern=InOut&acceptInvites=any"
                        + "&onlyEventTypes=m.room.message,m.room.member",
                "hello");
        room = homeserver.createRoom(alice);
        homeserver.as(alice).invite(room, bot.userId());
        await().until(() -> !homeserver.messages(room).isEmpty());
        RoomEvent answer = answer();
        assertThat(answer.body()).contains("hello");
        assertThat(answer.content().has("m.relates_to")).isFalse();
    }

    @Test
    void answersNothingWhereTheRouteIsRolledBack() throws Exception {
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + "?exchangePattern=InOut&onFailure=skip")
                                        .process(camel::note)
                                        .setBody(constant("half"))
                                        .markRollbackOnly();
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
        homeserver.as(alice).send(room, "one");
        await().until(() -> camel.received().contains("one"));
        homeserver.as(alice).send(room, "two");
        await().until(() -> camel.received().contains("two"));
        assertThat(answers()).isEmpty();
    }

    @Test
    void reactsToTheMessageOfAReceivedEdit() throws Exception {
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + "?includeEdits=true")
                                        .filter(header(MatrixConstants.REPLACES).isNotNull())
                                        .setBody(constant("seen"))
                                        .to("matrix:" + room + "?operation=react");
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
        String message = homeserver.as(alice).send(room, "first");
        homeserver
                .as(alice)
                .send(
                        room,
                        "m.room.message",
                        Map.of(
                                "msgtype",
                                "m.text",
                                "body",
                                "* second",
                                "m.new_content",
                                Map.of("msgtype", "m.text", "body", "second"),
                                "m.relates_to",
                                Map.of("rel_type", "m.replace", "event_id", message)));
        await().untilAsserted(
                        () ->
                                assertThat(homeserver.events(room))
                                        .filteredOn(each -> each.type().equals("m.reaction"))
                                        .singleElement()
                                        .satisfies(
                                                each ->
                                                        assertThat(
                                                                        each.content()
                                                                                .at(
                                                                                        "/m.relates_to/event_id")
                                                                                .asText())
                                                                .isEqualTo(message)));
    }

    @Test
    void tellsTheRoomOnceThatAnEventCouldNotBeProcessedAndNotWhy() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + "?failureNotice=RAW(That *failed*.)")
                                        .process(
                                                exchange -> {
                                                    if (attempts.incrementAndGet() < 3) {
                                                        throw new IllegalStateException("secret");
                                                    }
                                                    camel.note(exchange);
                                                });
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
        String id = homeserver.as(alice).send(room, "one");
        await().until(() -> camel.received().contains("one"));
        assertThat(answers()).hasSize(1);
        assertThat(answer().body()).contains("That *failed*.");
        assertThat(answer().msgtype()).contains("m.notice");
        assertThat(answer().content().at("/m.relates_to/m.in_reply_to/event_id").asText())
                .isEqualTo(id);
    }

    /** Two bots that tell each other of failures would never stop. */
    @Test
    void tellsTheRoomNothingOfANoticeThatCouldNotBeProcessed() throws Exception {
        AtomicInteger failures = new AtomicInteger();
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + "?failureNotice=failed&onFailure=skip")
                                        .process(
                                                exchange -> {
                                                    failures.incrementAndGet();
                                                    throw new IllegalStateException();
                                                });
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
        homeserver.as(alice).send(room, "m.room.message", notice("plain"));
        Map<String, Object> mentions = new HashMap<>(notice("mentions"));
        mentions.put("m.mentions", Map.of("user_ids", List.of(bot.userId())));
        homeserver.as(alice).send(room, "m.room.message", mentions);
        homeserver.as(alice).send(room, "last");
        await().until(() -> !answers().isEmpty() && failures.get() == 3);
        assertThat(answers()).hasSize(1);
    }

    private static Map<String, Object> notice(String text) {
        return Map.of("msgtype", "m.notice", "body", text);
    }

    @Test
    void tellsTheRoomNothingOfAFailureThatIsHandled() throws Exception {
        camel.routes(
                        new RouteBuilder() {
                            @Override
                            public void configure() {
                                from("matrix:" + room + "?failureNotice=failed")
                                        .onException(IllegalStateException.class)
                                        .handled(true)
                                        .process(camel::note)
                                        .end()
                                        .throwException(IllegalStateException.class, "secret");
                            }
                        })
                .start();
        await().until(() -> homeserver.longPolls() > 0);
        homeserver.as(alice).send(room, "one");
        homeserver.as(alice).send(room, "two");
        await().until(() -> camel.received().contains("two"));
        assertThat(answers()).isEmpty();
    }

    @Test
    void followsARoomThatWasUpgradedBeforeTheRouteStarted() throws Exception {
        String next = homeserver.as(alice).upgrade(room, "11");
        homeserver.as(alice).invite(next, bot.userId());
        listen("matrix:" + room, "x");
        int[] n = {0};
        await().until(
                        () -> {
                            homeserver.as(alice).send(next, "after" + n[0]++);
                            return !camel.received().isEmpty();
                        });
        assertThat(camel.received().get(0)).startsWith("after");
    }

    @Test
    void goesOnInOtherRoomsAfterItWasRemovedFromOne() throws Exception {
        listen("matrix:*", "x");
        String other = homeserver.createRoom(alice);
        homeserver.as(alice).invite(other, bot.userId());
        homeserver.join(bot, other);
        homeserver.as(alice).send(other, "last");
        homeserver.as(alice).kick(other, bot.userId());
        homeserver.as(alice).send(room, "next");
        await().until(() -> camel.received().contains("next"));
        assertThat(camel.received()).contains("next");
        homeserver.inject(Fault.error(500, "M_UNKNOWN", "x").on(Endpoint.SYNC).times(1));
        homeserver.as(alice).send(room, "still");
        await().until(() -> camel.received().contains("still"));
    }
}
