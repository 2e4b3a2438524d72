// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.RetryAfter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages with a key where answers get lost, stores fail and processes die. */
class UpdateByKeyStandInTest {

    private static final String KEPT = "&updateStore=#states";
    private static final String PATIENT = "&maximumRetries=100&maximumRetryTime=10m";
    private static final String ONCE = "&maximumRetries=0";
    private static final String IDENTIFIED = "&idempotentKey=${header.id}";

    @TempDir private Path folder;
    private final MatrixHomeserver homeserver = MatrixHomeserver.start();
    private final Repository repository = new Repository();
    private Person bot;
    private String room;
    private RouteFixture fixture;

    /** A repository whose writes fail on demand. */
    private static final class Repository extends MemoryStateRepository {

        private final AtomicInteger writes = new AtomicInteger();
        private volatile IntPredicate failing = write -> false;

        @Override
        public void setState(String key, String value) {
            if (failing.test(writes.incrementAndGet())) {
                throw new IllegalStateException("the disk is full");
            }
            super.setState(key, value);
        }

        void failFromThe(int number) {
            int from = writes.get() + number;
            failing = write -> write >= from;
        }

        void failNoMore() {
            failing = write -> false;
        }
    }

    @BeforeEach
    void makeRoom() {
        repository.start();
        bot = Person.register(homeserver.url(), "bot");
        room = bot.createRoom("12");
    }

    @AfterEach
    void stop() {
        stopCamel();
        homeserver.close();
    }

    private void stopCamel() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private RouteFixture start(String options) throws Exception {
        stopCamel();
        fixture = new RouteFixture(bot);
        fixture.camel().getRegistry().bind("states", (StateRepository<?, ?>) repository);
        return Alerts.start(fixture, room, options);
    }

    private void succeed(String status, String text) {
        assertThat(send(status, text)).isNull();
    }

    private void fail(String status, String text) {
        assertThat(send(status, text)).isNotNull();
    }

    private Exception send(String status, String text) {
        Exchange exchange = Alerts.send(fixture, "disk", status, text);
        return exchange.getException();
    }

    private List<String> shown() {
        return Alerts.firstMessages(bot, room).stream()
                .map(each -> Alerts.shown(bot, room, each))
                .toList();
    }

    private int edits() {
        return (int)
                bot.messages(room).stream()
                        .filter(
                                event ->
                                        event.at("/content/m.relates_to/rel_type")
                                                .asText()
                                                .equals("m.replace"))
                        .count();
    }

    @Test
    void showsTheLastStateOfEachAlertThroughFaultsAndARestart() throws Exception {
        List.of(
                        Fault.rateLimited(Duration.ofMillis(5), RetryAfter.BODY).chance(0.1),
                        Fault.error(503, "M_UNKNOWN", "Try again later").chance(0.05),
                        Fault.connectionDropped().chance(0.05),
                        Fault.answerLost().chance(0.05))
                .forEach(fault -> homeserver.inject(fault.on(Endpoint.SEND, Endpoint.EVENT)));
        String store = PATIENT + "&updateStore=" + folder.resolve("keys");
        Alerts.fire(start(store), 0, 5);
        Alerts.fire(start(store), 5, Alerts.FIRINGS);
        Alerts.resolve(fixture);
        homeserver.clearFaults();
        assertThat(homeserver.requestCount(Endpoint.SEND)).isGreaterThan(220);
        Alerts.assertResolved(bot, room);
    }

    @Test
    void makesOneMessageWhereTheProcessDiesBetweenSendAndStore() throws Exception {
        start(KEPT + ONCE);
        repository.failFromThe(2);
        fail("firing", "93 %");
        repository.failNoMore();
        start(KEPT + ONCE);
        succeed("firing", "95 %");
        assertThat(shown()).containsExactly("95 %");
        succeed("resolved", "fine");
        assertThat(shown()).containsExactly("fine");
    }

    @Test
    void sendsNothingWhereItCannotBeNoted() throws Exception {
        start(KEPT + ONCE);
        repository.failFromThe(1);
        fail("firing", "93 %");
        assertThat(bot.messages(room)).isEmpty();
    }

    @Test
    void beginsWithTheNextOneWhereTheFirstNeverArrived() throws Exception {
        start(ONCE);
        homeserver.inject(Fault.connectionDropped().on(Endpoint.SEND).times(1));
        fail("firing", "lost");
        succeed("firing", "95 %");
        assertThat(shown()).containsExactly("95 %");
        assertThat(edits()).isZero();
    }

    @Test
    void beginsAnewAfterAnEndThatNobodyHasAnsweredFor() throws Exception {
        start(ONCE);
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));
        fail("resolved", "fine");
        succeed("firing", "95 %");
        assertThat(shown()).containsExactly("fine", "95 %");
    }

    @Test
    void updatesOnceWhereTheAnswerIsLost() throws Exception {
        start("");
        for (String text : List.of("93 %", "95 %", "97 %")) {
            homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));
            succeed("firing", text);
        }
        assertThat(shown()).containsExactly("97 %");
        assertThat(edits()).isEqualTo(2);
    }

    @Test
    void updatesOnceWhereAnotherOneComesInBetween() throws Exception {
        start(IDENTIFIED + ONCE);
        succeed("firing", "93 %");
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));
        fail("firing", "95 %");
        succeed("firing", "97 %");
        succeed("firing", "95 %");
        assertThat(shown()).containsExactly("97 %");
        assertThat(edits()).isEqualTo(2);
    }

    @Test
    void showsTheEndThoughAnotherOneComesInBetween() throws Exception {
        start(IDENTIFIED + ONCE);
        succeed("firing", "93 %");
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));
        fail("resolved", "fine");
        succeed("firing", "97 %");
        succeed("resolved", "fine");
        succeed("firing", "94 %");
        assertThat(shown()).containsExactly("fine", "94 %");
    }

    @Test
    void replacesOnceWhereAnswersAreLost() throws Exception {
        start("&updateMode=replace");
        succeed("firing", "93 %");
        homeserver.inject(Fault.answerLost().on(Endpoint.REDACT).times(1));
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));
        succeed("firing", "95 %");
        assertThat(shown()).containsExactly("95 %");
    }

    @Test
    void doesNothingTwiceThatComesAgainAfterARestart() throws Exception {
        for (int i = 0; i < 2; i++) {
            start(KEPT + IDENTIFIED);
            succeed("firing", "93 %");
            succeed("resolved", "fine");
            succeed("firing", "94 %");
        }
        assertThat(shown()).containsExactly("fine", "94 %");
        assertThat(edits()).isEqualTo(1);
    }

    @Test
    void knowsWhatComesAgainFromTheIdempotentStore() throws Exception {
        start(IDENTIFIED + "&idempotentStore=#states");
        succeed("firing", "93 %");
        succeed("resolved", "fine");
        start(IDENTIFIED + "&idempotentStore=#states");
        succeed("resolved", "fine");
        assertThat(shown()).containsExactly("fine");
    }

    @Test
    void forgetsAKeyThatIsClosedWhereNothingCanComeAgain() throws Exception {
        start("&updateStore=" + folder.resolve("keys"));
        succeed("firing", "93 %");
        assertThat(folder.resolve("keys")).content().contains("update ");
        succeed("resolved", "fine");
        assertThat(folder.resolve("keys")).content().doesNotContain("update ");
    }

    @Test
    void failsWithoutATraceWhereTheHomeserverRefuses() throws Exception {
        start("");
        homeserver.inject(Fault.error(413, "M_TOO_LARGE", "too large").on(Endpoint.SEND).times(1));
        fail("firing", "refused");
        succeed("firing", "95 %");
        assertThat(shown()).containsExactly("95 %");
        assertThat(edits()).isZero();
    }

    @Test
    void saysThatAFileIsNoUpdate() throws Exception {
        start("");
        Exchange exchange =
                fixture.template()
                        .send(
                                "direct:alert",
                                alert -> {
                                    alert.getMessage().setBody(new byte[] {0, 1, 2});
                                    alert.getMessage().setHeader("fingerprint", "disk");
                                });
        assertThat(exchange.getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("updateKey")
                .hasMessageContaining("media");
        assertThat(bot.messages(room)).isEmpty();
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        start("");
        assertThat(Alerts.send(fixture, " ", "firing", "93 %").getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("updateKey");
        assertThat(bot.messages(room)).isEmpty();
        try (RouteFixture wrong = new RouteFixture(bot)) {
            MatrixException failure =
                    wrong.startFailure(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("direct:in").to("matrix:" + room + "?updateEnd=true");
                                }
                            });
            assertThat(failure).hasMessageContaining("updateKey");
        }
    }
}
