// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.RoomSetup;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are kept, renewed, lost and ended. */
@ExtendWith(MatrixHomeserverExtension.class)
class SessionTest {

    @TempDir private Path folder;
    private MatrixHomeserver homeserver;
    private TestAccount bot;
    private String room;
    private Path store;
    private DefaultCamelContext camel;

    @BeforeEach
    void prepare(MatrixHomeserver homeserver) {
        this.homeserver = homeserver;
        homeserver.accessTokenLifetime(Duration.ofHours(1));
        bot = homeserver.register("bot", "secret");
        room = homeserver.createRoom(bot);
        store = folder.resolve("state.json");
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @RepeatedTest(10)
    void renewsTheTokenOnceForAllWhoFindItExpired() throws Exception {
        start(password());
        homeserver.expire(currentToken());
        ExecutorService threads = Executors.newFixedThreadPool(20);
        List<CompletableFuture<MatrixException>> sent =
                IntStream.range(0, 20)
                        .mapToObj(i -> CompletableFuture.supplyAsync(() -> send("m" + i), threads))
                        .toList();
        assertThat(sent).allSatisfy(each -> assertThat(each.join()).isNull());
        threads.shutdown();
        assertThat(homeserver.messages(room)).hasSize(20);
        assertThat(homeserver.requestCount(Endpoint.REFRESH)).isEqualTo(1);
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
    }

    @Test
    void signsInAgainAsTheSameDeviceAfterASoftLogout() throws Exception {
        start(password());
        List<String> devices = devices();
        homeserver.invalidateSoftly(currentToken());
        homeserver.inject(
                Fault.error(401, "M_UNKNOWN_TOKEN", "gone", Map.of("soft_logout", true))
                        .on(Endpoint.REFRESH));
        assertThat(send("again")).isNull();
        assertThat(homeserver.messages(room)).hasSize(1);
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(2);
        assertThat(devices()).isEqualTo(devices);
    }

    @Test
    void givesUpWhenAnotherProcessUsesTheDevice() throws Exception {
        start(password());
        homeserver.inject(
                Fault.error(401, "M_UNKNOWN_TOKEN", "gone", Map.of("soft_logout", true))
                        .on(Endpoint.REFRESH));
        homeserver.invalidateSoftly(currentToken());
        assertThat(send("once")).isNull();
        homeserver.invalidateSoftly(currentToken());
        assertThat(send("twice"))
                .isInstanceOf(MatrixAccountException.class)
                .hasMessageContaining("another process uses this device");
        long requests = homeserver.requestCount();
        assertThat(send("no more")).isInstanceOf(MatrixAccountException.class);
        assertThat(homeserver.requestCount()).as("nobody is asked any more").isEqualTo(requests);
    }

    @Test
    void saysWhatToDoWhenTheSessionWasEndedAndStartsAnew() throws Exception {
        start(password());
        homeserver.invalidate(currentToken());
        assertThat(send("x"))
                .isInstanceOf(MatrixAccountException.class)
                .hasMessageContaining("signed out")
                .hasMessageContaining("start the route again");
        long requests = homeserver.requestCount();
        assertThat(send("x")).isInstanceOf(MatrixAccountException.class);
        assertThat(homeserver.requestCount()).isEqualTo(requests);
        camel.stop();
        start(password());
        assertThat(send("back")).isNull();
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(2);
    }

    @Test
    void doesNotGiveASessionUpThatOnlyAProxyRefuses() throws Exception {
        start(password());
        homeserver.inject(
                Fault.error(401, "M_UNKNOWN_TOKEN", "proxy", Map.of())
                        .on(Endpoint.SEND, Endpoint.REFRESH)
                        .times(2));
        assertThat(send("x")).isNull();
        assertThat(homeserver.messages(room)).hasSize(1);
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
    }

    @Test
    void tellsTheStatesOfAnAccountApart() throws Exception {
        start(password());
        homeserver.suspend(bot.userId());
        assertThat(accountFailure("M_USER_SUSPENDED")).hasMessageContaining("suspended");
        homeserver.unsuspend(bot.userId());
        homeserver.lock(bot.userId());
        assertThat(accountFailure("M_USER_LOCKED")).hasMessageContaining("locked");
        homeserver.unlock(bot.userId());
        homeserver.inject(
                Fault.error(
                                403,
                                "M_RESOURCE_LIMIT_EXCEEDED",
                                "full",
                                Map.of("admin_contact", "mailto:admin@example.org"))
                        .on(Endpoint.SEND)
                        .times(1));
        assertThat(accountFailure("M_RESOURCE_LIMIT_EXCEEDED"))
                .hasMessageContaining("mailto:admin@example.org");
        homeserver.inject(
                Fault.error(403, "M_USER_DEACTIVATED", "gone", Map.of())
                        .on(Endpoint.SEND)
                        .times(1));
        assertThat(accountFailure("M_USER_DEACTIVATED")).hasMessageContaining("for good");
        assertThat(send("works again")).isNull();
    }

    @Test
    void signsInWithAOneTimeTokenOnceForAllStarts() throws Exception {
        String options =
                "&authenticationToken=" + homeserver.loginToken(bot) + "&sessionStore=" + store;
        start(options);
        assertThat(send("one")).isNull();
        camel.stop();
        start(options);
        assertThat(send("two")).isNull();
        assertThat(homeserver.messages(room)).hasSize(2);
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
    }

    @Test
    void goesOnWithAKeptSessionWithoutAPassword() throws Exception {
        start(password());
        camel.stop();
        start("&sessionStore=file:" + store);
        assertThat(send("one")).isNull();
        homeserver.expire(currentToken());
        assertThat(send("two")).isNull();
        assertThat(homeserver.messages(room)).hasSize(2);
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
    }

    @Test
    void saysWhatToDoWithoutAPasswordAndWithoutASession() throws Exception {
        camel = new DefaultCamelContext();
        addRoute("&sessionStore=file:" + store);
        assertThatThrownBy(camel::start)
                .rootCause()
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContainingAll("@bot:localhost", store.toString(), "password", "login");
        assertThat(folder).isEmptyDirectory();
        assertThat(homeserver.requestCount()).isZero();
    }

    @Test
    void saysWhatToDoWhenASessionWithoutAPasswordHasEnded() throws Exception {
        start(password());
        camel.stop();
        homeserver.invalidate(currentToken());
        camel = new DefaultCamelContext();
        addRoute("&sessionStore=file:" + store);
        assertThatThrownBy(camel::start)
                .rootCause()
                .isInstanceOf(MatrixAccountException.class)
                .hasMessageContainingAll("signed out", "set the option password", "setup login");
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
    }

    @Test
    void saysWhatToDoWhenASessionWithoutAPasswordWouldNeedOneToGoOn() throws Exception {
        start(password());
        camel.stop();
        start("&sessionStore=file:" + store);
        homeserver.inject(
                Fault.error(401, "M_UNKNOWN_TOKEN", "gone", Map.of("soft_logout", true))
                        .on(Endpoint.REFRESH));
        homeserver.invalidateSoftly(currentToken());
        assertThat(send("x"))
                .isInstanceOf(MatrixAccountException.class)
                .hasMessageContaining("set the option password to sign in again");
    }

    @Test
    void sendsAsTheUsersOfAnApplicationService() throws Exception {
        homeserver.applicationService("as-token", "@bridge_.*:localhost");
        TestAccount one = homeserver.register("bridge_one", "secret");
        TestAccount two = homeserver.register("bridge_two", "secret");
        String open = homeserver.createRoom(bot, RoomSetup.publicRoom());
        camel = new DefaultCamelContext();
        String account =
                "matrix:%s?homeserverUrl=%s&accessToken=as-token&applicationService=true&userId=%s";
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .to(account.formatted(open, homeserver.url(), one.userId()))
                                .to(
                                        account.formatted(open, homeserver.url(), two.userId())
                                                + "&deviceId="
                                                + two.deviceId());
                    }
                });
        camel.start();
        assertThat(send("hello")).isNull();
        assertThat(homeserver.messages(open))
                .extracting(message -> message.sender())
                .containsExactly(one.userId(), two.userId());
    }

    @Test
    void keepsTheSessionInAStateRepository() throws Exception {
        MemoryStateRepository repository = new MemoryStateRepository();
        repository.start();
        for (int start = 0; start < 2; start++) {
            camel = new DefaultCamelContext();
            camel.getRegistry().bind("repository", repository);
            addRoute("&password=secret&sessionStore=#repository");
            camel.start();
            assertThat(send("start " + start)).isNull();
            camel.stop();
        }
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isEqualTo(1);
    }

    @Test
    void takesAKeptTokenToNoOtherHomeserver() throws Exception {
        start(password());
        camel.stop();
        try (MatrixHomeserver stranger = MatrixHomeserver.start()) {
            Files.writeString(
                    store,
                    Files.readString(store)
                            .replace(homeserver.url().toString(), stranger.url().toString()));
            start(password());
            assertThat(send("home")).isNull();
            assertThat(stranger.requests()).isEmpty();
        }
    }

    @Test
    void keepsTheSessionWhileTheHomeserverUrlIsWrong() throws Exception {
        start(password());
        String kept = Files.readString(store);
        camel.stop();
        camel = new DefaultCamelContext();
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .to(
                                        ("matrix:%s?homeserverUrl=http://127.0.0.1:1&userId=%s%s"
                                                        + "&maximumRetries=0")
                                                .formatted(room, bot.userId(), password()));
                    }
                });
        camel.start();
        assertThat(send("nobody there")).isInstanceOf(MatrixUnavailableException.class);
        assertThat(Files.readString(store)).isEqualTo(kept);
    }

    @Test
    void namesTheOptionWhenTheSessionCannotBeKept() throws Exception {
        Files.createDirectories(store.resolve("in the way"));
        camel = new DefaultCamelContext();
        addRoute(password());
        assertThatThrownBy(camel::start)
                .hasRootCauseInstanceOf(IOException.class)
                .hasStackTraceContaining("check the option sessionStore");
        assertThat(homeserver.requestCount(Endpoint.LOGIN)).isZero();
    }

    private String password() {
        return "&password=secret&sessionStore=file:" + store;
    }

    private void start(String options) throws Exception {
        camel = new DefaultCamelContext();
        addRoute(options);
        camel.start();
    }

    private void addRoute(String options) throws Exception {
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .to(
                                        "matrix:%s?homeserverUrl=%s&userId=%s%s"
                                                .formatted(
                                                        room,
                                                        homeserver.url(),
                                                        bot.userId(),
                                                        options));
                    }
                });
    }

    private MatrixException send(String body) {
        Exchange exchange =
                camel.createProducerTemplate()
                        .send("direct:in", each -> each.getMessage().setBody(body));
        return (MatrixException) exchange.getException();
    }

    private MatrixException accountFailure(String errcode) {
        MatrixException failure = send("x");
        assertThat(failure).isInstanceOf(MatrixAccountException.class);
        assertThat(failure.getErrcode()).isEqualTo(errcode);
        assertThat(failure.isRetryable()).isFalse();
        return failure;
    }

    private String currentToken() throws Exception {
        return Files.readString(store)
                .replaceAll("(?s).*access_token\\\\\":\\\\\"([^\\\\]+).*", "$1");
    }

    private List<String> devices() throws Exception {
        return List.of(
                Files.readString(store)
                        .replaceAll("(?s).*device_id\\\\\":\\\\\"([^\\\\]+).*", "$1"));
    }
}
