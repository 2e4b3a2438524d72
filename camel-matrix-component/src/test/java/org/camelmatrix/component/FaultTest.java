// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.PluginHelper;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RetryAfter;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a route learns when the homeserver or the way to it fails. */
@ExtendWith(MatrixHomeserverExtension.class)
class FaultTest {

    private CamelContext camel;
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private String room;

    @BeforeEach
    void start(MatrixHomeserver homeserver) throws Exception {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        room = homeserver.createRoom(bot);
        camel = new DefaultCamelContext();
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(homeserver.url().toString());
        options.setAccessToken(bot.accessToken());
        options.setResponseTimeout(2000);
        options.setMaximumRetries(0);
        options.setMaximumWait(0L);
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:once").to("matrix:" + room);
                        from("direct:instead")
                                .doTry()
                                .to("matrix:" + room)
                                .doCatch(MatrixException.class)
                                .setBody(constant("delivery failed"))
                                .to("matrix:" + room)
                                .end();
                        from("direct:retrying")
                                .errorHandler(
                                        defaultErrorHandler()
                                                .maximumRedeliveries(3)
                                                .redeliveryDelay(1))
                                .to("matrix:" + room)
                                .to("matrix:" + room);
                    }
                });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void mayBeTriedAgainWhenARoomCannotBeEnteredAgainJustNow() {
        TestAccount alice = homeserver.register("alice", "secret");
        String open = homeserver.createRoom(alice, RoomSetup.publicRoom());
        assertThat(send("matrix:" + open, "before").getException()).isNull();
        homeserver.as(alice).kick(open, bot.userId());
        homeserver.inject(Fault.rateLimited(Duration.ofMillis(1)).on(Endpoint.JOIN).times(1));
        assertThat(failure("matrix:" + open, "after").isRetryable()).isTrue();
        assertThat(send("matrix:" + open + "?maximumWait=1m", "after").getException()).isNull();
        assertThat(homeserver.messages(open)).hasSize(2);
    }

    @ParameterizedTest
    @EnumSource(RetryAfter.class)
    void tellsHowLongARateLimitedSendShouldWait(RetryAfter said) {
        homeserver.inject(
                Fault.rateLimited(Duration.ofSeconds(7), said).on(Endpoint.SEND).times(1));
        MatrixLimitedException failure =
                (MatrixLimitedException) failure("direct:once", "too much");
        assertThat(failure.getStatus()).isEqualTo(429);
        assertThat(failure.getErrcode()).isEqualTo("M_LIMIT_EXCEEDED");
        assertThat(failure.isRetryable()).isTrue();
        if (said == RetryAfter.NONE) {
            assertThat(failure.getRetryAfter()).isNull();
        } else {
            assertThat(failure.getRetryAfter())
                    .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
        }
        assertThat(homeserver.requestCount(Endpoint.SEND)).isEqualTo(1);
    }

    @Test
    void sendsOnceWhenTheResponseIsLost() {
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(2));
        assertThat(send("direct:retrying", "once").getException()).isNull();
        assertThat(homeserver.messages(room)).hasSize(2);
        assertThat(homeserver.requestCount(Endpoint.SEND)).isEqualTo(4);
    }

    /** As a consumer does that ends the unit of work when its thread was interrupted. */
    @Test
    void sendsOnceWhenTheUnitOfWorkEndsBeforeTheAnswer() throws Exception {
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));
        homeserver.inject(Fault.rateLimited(Duration.ofSeconds(2)).on(Endpoint.SEND).times(1));
        org.apache.camel.Endpoint endpoint =
                camel.getEndpoint("matrix:" + room + "?maximumRetries=5&maximumWait=1m");
        AsyncProducer producer = endpoint.createAsyncProducer();
        producer.start();
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody("once");
        UnitOfWork unit = PluginHelper.getUnitOfWorkFactory(camel).createUnitOfWork(exchange);
        exchange.getExchangeExtension().setUnitOfWork(unit);
        CompletableFuture<Boolean> called = new CompletableFuture<>();
        assertThat(producer.process(exchange, called::complete)).isFalse();
        await().until(() -> homeserver.requestCount(Endpoint.SEND) == 2);
        unit.done(exchange);
        exchange.getExchangeExtension().setUnitOfWork(null);
        called.get(1, TimeUnit.MINUTES);
        assertThat(homeserver.requestCount(Endpoint.SEND)).isEqualTo(3);
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    @Test
    void sendsNothingAnyMoreForATransactionWhoseThreadWasInterrupted() throws Exception {
        homeserver.inject(Fault.rateLimited(Duration.ofSeconds(2)).on(Endpoint.SEND).times(1));
        String patient = "matrix:" + room + "?maximumWait=1m";
        CompletableFuture<Exchange> rolledBack = new CompletableFuture<>();
        Thread transaction =
                new Thread(
                        () ->
                                rolledBack.complete(
                                        camel.createProducerTemplate()
                                                .send(
                                                        patient,
                                                        each -> {
                                                            each.getExchangeExtension()
                                                                    .setTransacted(true);
                                                            each.getMessage().setBody("first");
                                                        })));
        transaction.start();
        await().until(() -> homeserver.requestCount(Endpoint.SEND) == 1);
        await().until(() -> transaction.getState() == Thread.State.WAITING);
        transaction.interrupt();
        assertThat(rolledBack.get(1, TimeUnit.MINUTES).getException())
                .hasMessageContaining("interrupted");
        assertThat(send(patient, "next").getException()).isNull();
        assertThat(homeserver.messages(room))
                .extracting(message -> message.body().orElse(""))
                .containsExactly("next");
    }

    @Test
    void sendsWhatARouteSendsInsteadWhenTheResponseIsLost() {
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));
        assertThat(send("direct:instead", "the order").getException()).isNull();
        assertThat(homeserver.messages(room))
                .extracting(message -> message.body().orElse(""))
                .containsExactly("the order", "delivery failed");
    }

    @Test
    void asksAMutedAccountsHomeserverOnceForAMessageAfterTheFirst() throws Exception {
        TestAccount alice = homeserver.register("alice", "secret");
        String stage =
                homeserver.createRoom(alice, RoomSetup.publicRoom().alias("stage").levelToSend(50));
        long afterTheFirst = 0;
        for (int i = 0; i < 5; i++) {
            MatrixException failure =
                    (MatrixException)
                            camel.createProducerTemplate()
                                    .send("matrix:" + stage, each -> each.getMessage().setBody("x"))
                                    .getException();
            assertThat(failure.getErrcode()).isEqualTo("M_FORBIDDEN");
            assertThat(failure).hasMessageContaining("permission");
            afterTheFirst = i == 0 ? homeserver.requestCount() : afterTheFirst;
        }
        assertThat(homeserver.requestCount(Endpoint.SEND)).isEqualTo(5);
        assertThat(homeserver.requestCount()).isEqualTo(afterTheFirst + 4);
    }

    @Test
    void sendsOnceWhenTheConnectionIsDropped() {
        homeserver.inject(Fault.connectionDropped().on(Endpoint.SEND).times(2));
        assertThat(send("direct:retrying", "once").getException()).isNull();
        assertThat(homeserver.messages(room)).hasSize(2);
    }

    @Test
    void doesNotRepeatARequestByItself() {
        homeserver.inject(Fault.connectionDropped().on(Endpoint.SEND));
        assertThat(failure("direct:once", "x"))
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("broke the connection off");
        assertThat(homeserver.requestCount(Endpoint.SEND)).isEqualTo(1);
    }

    @Test
    void takesAnAnswerWithoutAnEventIdAsUnknown() {
        homeserver.inject(Fault.emptyAnswer().on(Endpoint.SEND).times(1));
        assertThat(failure("direct:once", "x"))
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("answered 200 with nothing");
        homeserver.inject(Fault.raw(200, "application/json", "{}").on(Endpoint.SEND).times(1));
        assertThat(failure("direct:once", "x"))
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("event_id");
        homeserver.inject(Fault.truncatedAnswer().on(Endpoint.SEND).times(1));
        assertThat(failure("direct:once", "x")).isInstanceOf(MatrixUnavailableException.class);
        homeserver.inject(Fault.html(200).on(Endpoint.SEND).times(1));
        assertThat(failure("direct:once", "x"))
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("without Matrix's JSON");
        homeserver.inject(Fault.raw(200, "application/json", "[".repeat(50_000)).times(1));
        assertThat(failure("direct:once", "x")).isInstanceOf(MatrixUnavailableException.class);
    }

    @Test
    void tellsServerErrorsFromRefusals() {
        homeserver.inject(Fault.error(503, "M_UNKNOWN", "busy").on(Endpoint.SEND).times(1));
        assertThat(failure("direct:once", "x"))
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("503 M_UNKNOWN (busy)");
        homeserver.inject(Fault.html(502).on(Endpoint.SEND).times(1));
        assertThat(failure("direct:once", "x")).isInstanceOf(MatrixUnavailableException.class);
        homeserver.inject(Fault.error(413, "M_TOO_LARGE", "big").on(Endpoint.SEND).times(1));
        assertThat(failure("direct:once", "x").isRetryable()).isFalse();
    }

    @Test
    void takesNoFailureForARoomInClear() {
        homeserver.inject(Fault.error(502, "M_NOT_FOUND", "proxy").on(Endpoint.STATE).times(2));
        assertThat(failure("direct:once", "x")).isInstanceOf(MatrixUnavailableException.class);
        assertThat(homeserver.messages(room)).isEmpty();
    }

    @Test
    void showsNoTokenThatAHomeserverEchoes() {
        homeserver.inject(
                Fault.error(
                                400,
                                "M_UNKNOWN",
                                "bad\r\ntoken " + bot.accessToken(),
                                Map.of("echo", bot.accessToken()))
                        .on(Endpoint.SEND)
                        .times(1));
        assertThat(failure("direct:once", "x"))
                .hasMessageContaining("bad token ***")
                .hasMessageNotContaining(bot.accessToken());
    }

    @Test
    void takesTheTokenToNoOtherServer() {
        WireMockServer other =
                new WireMockServer(
                        WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));
        other.start();
        try {
            homeserver.inject(
                    Fault.redirect(307, URI.create(other.baseUrl() + "/x")).on(Endpoint.SEND));
            assertThat(failure("direct:once", "x"))
                    .hasMessageContaining("which is not followed")
                    .hasMessageContaining("homeserverUrl");
            assertThat(other.findAll(WireMock.anyRequestedFor(WireMock.anyUrl()))).isEmpty();
        } finally {
            other.stop();
        }
    }

    @Test
    void boundsAnswersInSizeAndTime() {
        homeserver.inject(Fault.hugeAnswer(10_000_000).on(Endpoint.SEND).times(1));
        assertThat(failure("direct:once", "x"))
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("longer than 65536 bytes");
        homeserver.inject(Fault.delayed(Duration.ofSeconds(10)).on(Endpoint.SEND).times(1));
        assertThat(failure("direct:once", "x"))
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("did not answer in time");
    }

    @Test
    void failsWhenTheTokenIsTakenAway() {
        homeserver.invalidate(bot.accessToken());
        assertThat(failure("direct:once", "x"))
                .hasMessageContaining("M_UNKNOWN_TOKEN")
                .hasMessageContaining("accessToken");
    }

    private Exchange send(String route, String body) {
        return camel.createProducerTemplate()
                .send(route, exchange -> exchange.getMessage().setBody(body));
    }

    private MatrixException failure(String route, String body) {
        return (MatrixException) send(route, body).getException();
    }
}
