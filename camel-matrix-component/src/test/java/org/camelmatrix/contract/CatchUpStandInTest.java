// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixEndpoint;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.HistoryPages;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RetryAfter;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was missed reaches the route, whatever {@code /messages} answers; only the stand-in can. */
class CatchUpStandInTest {

    /** More than a timeline of {@code /sync} holds, so that the rest has to be fetched. */
    private static final int MISSED = 150;

    @TempDir private Path folder;
    private MatrixHomeserver homeserver = MatrixHomeserver.start();
    private TestAccount bot;
    private TestAccount alice;
    private String room;
    private CamelContext camel;
    private final List<String> received = new CopyOnWriteArrayList<>();

    private void people() {
        bot = homeserver.register("bot", "secret");
        alice = homeserver.register("alice", "secret");
        room = homeserver.createRoom(alice);
        homeserver.as(alice).invite(room, bot.userId());
        homeserver.join(bot, room);
    }

    @AfterEach
    void stop() {
        if (camel != null) {
            camel.stop();
        }
        homeserver.close();
    }

    private String uri() {
        return "matrix:*?sinceStore=" + folder.resolve("since.json");
    }

    private void startBot() throws Exception {
        camel = new DefaultCamelContext();
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(homeserver.url().toString());
        options.setAccessToken(bot.accessToken());
        options.setSyncTimeout(10_000);
        camel.getShutdownStrategy().setTimeout(10);
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(uri())
                                .routeId("notes")
                                .process(e -> received.add(e.getMessage().getBody(String.class)));
                    }
                });
        camel.start();
        await().until(() -> homeserver.longPolls() > 0);
    }

    private void say(int from, int to) {
        IntStream.range(from, to).forEach(i -> homeserver.as(alice).send(room, "message " + i));
    }

    private static List<String> messages(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "message " + i).toList();
    }

    private long gaps() {
        return ((MatrixEndpoint) camel.getEndpoint(uri())).getGaps();
    }

    /** Lets the bot stop after so many messages, and then miss some. */
    private void missAfter(int before) throws Exception {
        people();
        startBot();
        say(0, before);
        await().until(() -> received.size() == before);
        camel.stop();
        say(before, before + MISSED);
    }

    private void assertAllReceivedOnce(int count) {
        await().atMost(Duration.ofSeconds(30)).until(() -> received.size() >= count);
        say(count, count + 1);
        await().until(() -> received.contains("message " + count));
        assertThat(received).containsExactlyElementsOf(messages(0, count + 1));
        assertThat(gaps()).isZero();
    }

    static Stream<Fault> noPages() {
        return Stream.of(
                Fault.raw(200, "application/json", "{}"),
                Fault.raw(200, "application/json", "{\"chunk\":null}"),
                Fault.raw(200, "application/json", "{\"chunk\":null,\"end\":\"s1\"}"),
                Fault.raw(200, "application/json", "{\"chunk\":{},\"start\":\"s1\"}"),
                Fault.raw(200, "application/json", "{\"chunk\":[],\"end\":5}"),
                Fault.raw(200, "application/json", "{\"start\":\"s1\",\"end\":\"s0\"}"),
                Fault.raw(200, "application/json", "[]"),
                Fault.raw(200, "application/json", ""),
                Fault.html(200),
                Fault.html(403),
                Fault.raw(403, "application/json", "{\"error\":\"no code\"}"),
                Fault.error(403, "M_FORBIDDEN", "not now"),
                Fault.error(400, "M_UNKNOWN", "not now"));
    }

    @ParameterizedTest
    @MethodSource("noPages")
    void asksAgainWhereAnAnswerIsNoPageOfAHistory(Fault fault) throws Exception {
        missAfter(1);
        homeserver.inject(fault.on(Endpoint.MESSAGES).times(1));
        startBot();
        assertAllReceivedOnce(1 + MISSED);
    }

    @Test
    void waitsWhileTheHistoryOfARoomOfTheAccountIsRefused() throws Exception {
        missAfter(1);
        homeserver.inject(Fault.error(403, "M_FORBIDDEN", "not now").on(Endpoint.MESSAGES));
        startBot();
        await().until(() -> homeserver.requestCount(Endpoint.JOINED_ROOMS) > 0);
        assertThat(received).hasSize(1);
        homeserver.clearFaults();
        assertAllReceivedOnce(1 + MISSED);
    }

    @Test
    void leavesOutWhatIsRefusedForGoodWhenTheAccountIsNotInTheRoomAnyMore() throws Exception {
        missAfter(1);
        homeserver.as(alice).kick(room, bot.userId());
        homeserver.inject(Fault.error(403, "M_FORBIDDEN", "not in it").on(Endpoint.MESSAGES));
        startBot();
        await().until(() -> gaps() == 1);
        assertThat(homeserver.requestCount(Endpoint.MESSAGES)).isGreaterThan(1);
        assertThat(homeserver.requestCount(Endpoint.JOINED_ROOMS)).isPositive();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 1000})
    void doesNotGiveAgainWhatWasDoneWhereAHomeserverIgnoresTo(int page) throws Exception {
        homeserver.close();
        homeserver =
                MatrixHomeserver.builder()
                        .historyPages(HistoryPages.IGNORE_TO)
                        .largestHistoryPage(page)
                        .start();
        missAfter(100);
        startBot();
        assertAllReceivedOnce(100 + MISSED);
    }

    @Test
    void goesOnAtThePageThatWasLimited() throws Exception {
        homeserver.close();
        homeserver = MatrixHomeserver.builder().largestHistoryPage(10).start();
        missAfter(1);
        homeserver.inject(
                Fault.rateLimited(Duration.ofMillis(1), RetryAfter.BODY)
                        .on(Endpoint.MESSAGES)
                        .chance(0.4)
                        .seed(1));
        startBot();
        assertAllReceivedOnce(1 + MISSED);
    }

    @Test
    void goesOnAtThePageThatFailed() throws Exception {
        homeserver.close();
        homeserver = MatrixHomeserver.builder().largestHistoryPage(50).start();
        missAfter(1);
        homeserver.inject(Fault.html(502).on(Endpoint.MESSAGES).chance(0.6).seed(2));
        startBot();
        assertAllReceivedOnce(1 + MISSED);
    }
}
