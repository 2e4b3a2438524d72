// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.encryption.EncryptionMode;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Discovery;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.store.MemoryStateStore;
import org.junit.jupiter.api.Test;

/** One session for all requests of an account, with answers from paper and a clock by hand. */
class SessionKeeperTest {

    private static final String LOGIN =
            "{\"user_id\":\"@bot:example.org\",\"device_id\":\"D\",\"access_token\":\"%s\"}";
    private static final String EXPIRED =
            "{\"errcode\":\"M_UNKNOWN_TOKEN\",\"error\":\"gone\",\"soft_logout\":true}";

    private final PaperHomeserver homeserver = new PaperHomeserver();
    private Instant now = Instant.EPOCH;
    private final SessionKeeper keeper = new SessionKeeper(signIn(), () -> now, Runnable::run);

    private SignIn signIn() {
        AccountSettings settings =
                new AccountSettings(
                        new BaseUrl("https://hs.example.org"),
                        new UserId("@bot:example.org"),
                        null,
                        false,
                        new Secret("secret"),
                        null,
                        null,
                        "camel-matrix",
                        null,
                        new EncryptionSettings(
                                EncryptionMode.NONE, Duration.ofHours(1), new MemoryStateStore()));
        return new SignIn(settings, homeserver, new Discovery(homeserver), () -> now);
    }

    private void answerLogin(String token) {
        homeserver.answerOnce("POST login", 200, LOGIN.formatted(token));
    }

    private int logins() {
        return homeserver.asked("POST login").size();
    }

    private String token() {
        return keeper.session().join().credentials().accessToken().value();
    }

    private CompletableFuture<?> listRooms() {
        return keeper.request(
                session -> session.client().memberships().joinedRooms(session.credentials()));
    }

    @Test
    void signsInOnceForAllThatAskAtTheSameTime() {
        var answer = homeserver.hold("POST login");
        var first = keeper.session();
        var second = keeper.session();
        assertThat(first).isNotDone();
        assertThat(keeper.current()).isNull();
        answer.complete(PaperHomeserver.response(200, LOGIN.formatted("one")));
        assertThat(second.join()).isSameAs(first.join()).isSameAs(keeper.current());
        assertThat(token()).isEqualTo("one");
        assertThat(logins()).isEqualTo(1);
    }

    @Test
    void renewsOnceForAllRequestsWhoseTokenIsRefused() {
        answerLogin("one");
        keeper.session().join();
        var first = homeserver.hold("GET joined_rooms");
        var rooms = listRooms();
        homeserver.answerOnce("GET joined_rooms", 401, EXPIRED);
        homeserver.answer("GET joined_rooms", 200, "{\"joined_rooms\":[]}");
        answerLogin("two");
        listRooms().join();
        first.complete(PaperHomeserver.response(401, EXPIRED));
        rooms.join();
        assertThat(token()).isEqualTo("two");
        assertThat(logins()).isEqualTo(2);
        assertThat(homeserver.asked("GET joined_rooms")).hasSize(4);
    }

    @Test
    void givesARequestUpWhoseTokenIsRefusedAgainAndAgain() {
        answerLogin("0");
        homeserver.answer("GET joined_rooms", 401, EXPIRED);
        for (int i = 1; i < 10; i++) {
            answerLogin(String.valueOf(i));
        }
        var rooms =
                keeper.request(
                        session -> {
                            now = now.plus(Duration.ofMinutes(1));
                            return session.client()
                                    .memberships()
                                    .joinedRooms(session.credentials());
                        });
        assertThatThrownBy(rooms::join).hasCauseInstanceOf(MatrixAccountException.class);
        assertThat(homeserver.asked("GET joined_rooms")).hasSize(4);
    }

    @Test
    void doesNotRepeatARefusedPasswordForAMinute() {
        homeserver.answerOnce("POST login", 403, "{\"errcode\":\"M_FORBIDDEN\",\"error\":\"no\"}");
        assertThatThrownBy(this::token).hasCauseInstanceOf(MatrixConfigurationException.class);
        now = now.plusMillis(59_999);
        assertThatThrownBy(this::token).hasCauseInstanceOf(MatrixConfigurationException.class);
        assertThat(logins()).isEqualTo(1);
        now = now.plusMillis(1);
        answerLogin("one");
        assertThat(token()).isEqualTo("one");
    }

    @Test
    void waitsAsLongAsTheHomeserverSaysBeforeItSignsIn() {
        limitLogin(Duration.ofSeconds(10));
        assertThatThrownBy(this::token).hasCauseInstanceOf(MatrixLimitedException.class);
        assertThat(keeper.limitedUntil()).isEqualTo(now.plusSeconds(10));
        now = now.plusSeconds(4);
        assertThatThrownBy(this::token)
                .cause()
                .isInstanceOfSatisfying(
                        MatrixLimitedException.class,
                        limit ->
                                assertThat(limit.getRetryAfter()).isEqualTo(Duration.ofSeconds(6)));
        now = now.plusSeconds(6);
        assertThat(keeper.limitedUntil()).isNull();
        answerLogin("one");
        assertThat(token()).isEqualTo("one");
        assertThat(logins()).isEqualTo(2);
    }

    @Test
    void waitsAtMostFiveMinutesHoweverLongTheHomeserverSays() {
        limitLogin(Duration.ofDays(1));
        assertThatThrownBy(this::token).hasCauseInstanceOf(MatrixLimitedException.class);
        assertThat(keeper.limitedUntil()).isEqualTo(now.plus(Duration.ofMinutes(5)));
    }

    private void limitLogin(Duration pause) {
        homeserver.answerOnce(
                "POST login",
                429,
                "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"error\":\"slow\",\"retry_after_ms\":%d}"
                        .formatted(pause.toMillis()));
    }

    @Test
    void asksAgainAtOnceAfterAHomeserverThatWasAway() {
        homeserver.answerOnce("POST login", 502, "");
        assertThatThrownBy(this::token).hasCauseInstanceOf(MatrixUnavailableException.class);
        answerLogin("one");
        assertThat(token()).isEqualTo("one");
    }

    @Test
    void asksNobodyAgainAfterTheHomeserverEndedTheSession() {
        answerLogin("one");
        keeper.session().join();
        String ended = "{\"errcode\":\"M_UNKNOWN_TOKEN\",\"error\":\"gone\"}";
        homeserver.answer("GET joined_rooms", 401, ended);
        homeserver.answer("GET account/whoami", 401, ended);
        assertThatThrownBy(() -> listRooms().join())
                .hasCauseInstanceOf(MatrixAccountException.class);
        assertThat(keeper.current()).isNull();
        now = now.plus(Duration.ofDays(1));
        assertThatThrownBy(this::token).hasCauseInstanceOf(MatrixAccountException.class);
        assertThat(logins()).isEqualTo(1);
    }
}
