// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.Result;
import org.apache.camel.health.HealthCheck.State;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the readiness of an application says about its accounts. */
@ExtendWith(MatrixHomeserverExtension.class)
class HealthTest {

    private static final String CHECK = "matrix-@bot:localhost";

    private final CamelContext camel = new DefaultCamelContext();
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private String room;

    @BeforeEach
    void configure(MatrixHomeserver homeserver) throws Exception {
        this.homeserver = homeserver;
        bot = homeserver.register("bot", "secret");
        room = homeserver.createRoom(bot);
        signsIn(camel.getComponent("matrix", MatrixComponent.class));
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to("matrix:" + room);
                        from("direct:once").to("matrix:" + room + "?maximumRetries=0");
                    }
                });
    }

    private void signsIn(MatrixComponent component) {
        MatrixConfiguration options = component.getConfiguration();
        options.setHomeserverUrl(homeserver.url().toString());
        options.setUserId(bot.userId());
        options.setPassword("secret");
        options.setDeviceId("DEVICE");
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void isUpWithTheAccountInItsDetails() {
        Instant before = Instant.now();
        camel.start();
        Result result = readiness();
        assertThat(result.getState()).isEqualTo(State.UP);
        assertThat(result.getDetails())
                .containsEntry("homeserver", homeserver.url().toString())
                .containsEntry("user", bot.userId())
                .containsEntry("device", "DEVICE")
                .containsEntry("pending", 0)
                .containsEntry(HealthCheck.CHECK_GROUP, "camel")
                .containsEntry(HealthCheck.CHECK_KIND, HealthCheck.Kind.READINESS)
                .doesNotContainKey("limitedUntil");
        assertThat(Instant.parse((String) result.getDetails().get("lastContact")))
                .isBetween(before, Instant.now());
        assertThat(HealthCheckHelper.invokeLiveness(camel, "full"))
                .extracting(each -> each.getCheck().getId())
                .doesNotContain(CHECK);
    }

    static Stream<Fault> absences() {
        return Stream.of(Fault.connectionDropped(), Fault.html(502));
    }

    @ParameterizedTest
    @MethodSource("absences")
    void isDownWithoutTheHomeserverAndUpOnceItIsThereWithoutAnyMessage(Fault absence) {
        homeserver.inject(absence);
        camel.start();
        Result down = readiness();
        assertThat(down.getState()).isEqualTo(State.DOWN);
        assertThat(down.getMessage()).get().asString().contains("Could not sign in");
        assertThat(down.getDetails()).doesNotContainKey("lastContact");
        await().until(() -> homeserver.requestCount(Endpoint.LOGIN) > 2);
        assertThat(readiness().getState()).isEqualTo(State.DOWN);

        homeserver.clearFaults();
        await().until(() -> readiness().getState() == State.UP);
        assertThat(homeserver.requestCount(Endpoint.SEND)).isZero();
        assertThat(send("direct:in")).isNull();
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("absences")
    void isDownAfterTheHomeserverDidNotAnswerAndUpOnceItDoes(Fault absence) {
        camel.start();
        homeserver.inject(absence);
        assertThat(send("direct:once")).isInstanceOf(MatrixUnavailableException.class);
        assertThat(readiness().getState()).isEqualTo(State.DOWN);
        await().until(() -> homeserver.requestCount(Endpoint.WHOAMI) > 2);
        assertThat(readiness().getState()).isEqualTo(State.DOWN);

        homeserver.clearFaults();
        await().until(() -> readiness().getState() == State.UP);
        assertThat(readiness().getMessage()).isEmpty();
        assertThat(homeserver.messages(room)).isEmpty();
    }

    @Test
    void waitsAsLongAsTheHomeserverSaysBeforeItSignsInAgainByItself() {
        homeserver.inject(Fault.rateLimited(Duration.ofSeconds(2)).on(Endpoint.LOGIN).times(1));
        Instant before = Instant.now();
        camel.start();
        Result down = readiness();
        assertThat(down.getState()).isEqualTo(State.DOWN);
        assertThat(limitedUntil(down)).isAfter(before.plusSeconds(1));
        await().until(() -> readiness().getState() == State.UP);
        assertThat(Instant.now()).isAfterOrEqualTo(limitedUntil(down));
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(2);
    }

    @Test
    void tellsAMessageWhatIsLeftOfThePauseBeforeTheSignIn() {
        homeserver.inject(Fault.rateLimited(Duration.ofSeconds(60)).on(Endpoint.LOGIN));
        camel.start();
        Exchange refused =
                camel.createProducerTemplate()
                        .send(
                                "matrix:" + room + "?maximumWait=0",
                                each -> each.getMessage().setBody("x"));
        assertThat(refused.getException()).isInstanceOf(MatrixLimitedException.class);
        assertThat(((MatrixLimitedException) refused.getException()).getRetryAfter())
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(60).minusNanos(1));
    }

    @Test
    void isDownForGoodWhenTheSessionIsEnded() {
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setPassword(null);
        options.setDeviceId(null);
        options.setAccessToken(bot.accessToken());
        camel.start();
        assertThat(readiness().getState()).isEqualTo(State.UP);
        homeserver.invalidate(bot.accessToken());
        assertThat(send("direct:in")).isInstanceOf(MatrixAccountException.class);
        Result down = readiness();
        assertThat(down.getState()).isEqualTo(State.DOWN);
        assertThat(down.getMessage()).get().asString().contains("M_UNKNOWN_TOKEN");
        assertThat(account().status().refused()).isTrue();
        assertThat(account().status().signedIn()).isFalse();
    }

    @Test
    void isDownWhileTheAccountIsLocked() {
        camel.start();
        homeserver.lock(bot.userId());
        assertThat(send("direct:in")).isInstanceOf(MatrixAccountException.class);
        assertThat(readiness().getState()).isEqualTo(State.DOWN);
        homeserver.unlock(bot.userId());
        assertThat(send("direct:in")).isNull();
        assertThat(readiness().getState()).isEqualTo(State.UP);
    }

    @Test
    void isUpWhenOneRoomRefusesAMessage() {
        camel.start();
        homeserver.inject(Fault.error(403, "M_FORBIDDEN", "not here").on(Endpoint.SEND));
        assertThat(send("direct:in")).isNotNull();
        assertThat(readiness().getState()).isEqualTo(State.UP);
        assertThat(account().status().lastFailure()).contains("M_FORBIDDEN");
        homeserver.clearFaults();
        assertThat(send("direct:in")).isNull();
        assertThat(account().status().lastFailure()).isNull();
    }

    @Test
    void isUpAndTellsUntilWhenTheHomeserverLimitsTheAccount() {
        camel.start();
        homeserver.inject(Fault.rateLimited(Duration.ofSeconds(40)).on(Endpoint.SEND));
        camel.createProducerTemplate().asyncSendBody("direct:in", "x");
        await().until(() -> readiness().getDetails().containsKey("limitedUntil"));
        Result limited = readiness();
        assertThat(limited.getState()).isEqualTo(State.UP);
        assertThat(limitedUntil(limited))
                .isBetween(Instant.now().plusSeconds(10), Instant.now().plusSeconds(40));
        assertThat(limited.getDetails()).containsEntry("pending", 1);
    }

    @Test
    void tellsAccountsOfTheSameUserApartAndForgetsThoseOfAStoppedComponent() throws Exception {
        MatrixComponent other = new MatrixComponent();
        signsIn(other);
        other.getConfiguration().setDeviceId("OTHER");
        camel.addComponent("other", other);
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:other").to("other:" + room);
                    }
                });
        camel.start();
        assertThat(ids(camel)).containsExactlyInAnyOrder(CHECK, CHECK + "-2");
        other.stop();
        assertThat(ids(camel)).hasSize(1);
        assertThat(devices()).containsExactly("DEVICE");
        camel.stop();
        assertThat(ids(camel)).isEmpty();
    }

    @Test
    void canBeTurnedOff() {
        camel.getComponent("matrix", MatrixComponent.class).setHealthCheckEnabled(false);
        camel.start();
        assertThat(ids(camel)).isEmpty();
    }

    private static List<String> ids(CamelContext camel) {
        return HealthCheckRegistry.get(camel).stream()
                .map(HealthCheck::getId)
                .filter(id -> id.startsWith("matrix-"))
                .toList();
    }

    private List<Object> devices() {
        Collection<Result> results = HealthCheckHelper.invokeReadiness(camel, "full");
        return results.stream()
                .filter(each -> each.getCheck().getId().startsWith("matrix-"))
                .map(each -> each.getDetails().get("device"))
                .toList();
    }

    private Result readiness() {
        return HealthCheckHelper.invokeReadiness(camel, "full").stream()
                .filter(each -> each.getCheck().getId().equals(CHECK))
                .findFirst()
                .orElseThrow();
    }

    private static Instant limitedUntil(Result result) {
        return Instant.parse((String) result.getDetails().get("limitedUntil"));
    }

    private MatrixAccount account() {
        return camel.getEndpoint("matrix:" + room, MatrixEndpoint.class).account();
    }

    private Exception send(String route) {
        Exchange exchange =
                camel.createProducerTemplate().send(route, each -> each.getMessage().setBody("x"));
        return exchange.getException();
    }
}
