// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.encryption.EncryptionMode;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Discovery;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.store.MemoryStateStore;
import org.camelmatrix.store.StateStore;
import org.junit.jupiter.api.Test;

/**
 * How an account gets its session, with answers from paper, a store in memory and a clock by hand.
 */
class SignInTest {

    private static final BaseUrl HOMESERVER = new BaseUrl("https://hs.example.org");
    private static final UserId BOT = new UserId("@bot:example.org");
    private static final String KEY = StoredSession.key(BOT, null);
    private static final String ENDED = "{\"errcode\":\"M_UNKNOWN_TOKEN\",\"error\":\"gone\"}";
    private static final String SOFT =
            "{\"errcode\":\"M_UNKNOWN_TOKEN\",\"error\":\"gone\",\"soft_logout\":true}";
    private static final String MINE = "{\"user_id\":\"@bot:example.org\",\"device_id\":\"D\"}";

    private final PaperHomeserver homeserver = new PaperHomeserver();
    private final Store store = new Store();
    private Instant now = Instant.EPOCH;

    /** A store that notes what happens. */
    private final class Store implements StateStore {

        private final StateStore texts = new MemoryStateStore();
        private final List<String> log = new ArrayList<>();

        @Override
        public Optional<String> get(String key) {
            return texts.get(key);
        }

        @Override
        public void put(String key, String value) {
            texts.put(key, value);
            log.add("put");
        }

        @Override
        public void remove(String key) {
            texts.remove(key);
            log.add("remove");
        }

        @Override
        public Lease lease() {
            log.add("lease");
            return () -> log.add("release");
        }

        StoredSession session() {
            return texts.get(KEY).flatMap(StoredSession::read).orElse(null);
        }
    }

    private SignIn signIn(String accessToken, String password) {
        AccountSettings settings =
                new AccountSettings(
                        HOMESERVER,
                        BOT,
                        secret(accessToken),
                        false,
                        secret(password),
                        null,
                        null,
                        "camel-matrix",
                        store,
                        new EncryptionSettings(
                                EncryptionMode.NONE, Duration.ofHours(1), new MemoryStateStore()));
        return new SignIn(settings, homeserver, new Discovery(homeserver), () -> now);
    }

    private static Secret secret(String text) {
        return text == null ? null : new Secret(text);
    }

    private SignIn withPassword() {
        return signIn(null, "secret");
    }

    private void answerLogin(String device, String accessToken) {
        homeserver.answerOnce(
                "POST login",
                200,
                "{\"user_id\":\"@bot:example.org\",\"device_id\":\"%s\",\"access_token\":\"%s\"}"
                        .formatted(device, accessToken));
    }

    private Session keep(String accessToken, String refreshToken) {
        StoredSession stored =
                new StoredSession(HOMESERVER, "D", new Secret(accessToken), secret(refreshToken));
        store.texts.put(KEY, stored.write());
        homeserver.answerOnce("GET account/whoami", 200, MINE);
        return withPassword().begin().join();
    }

    private static MatrixAccountException refusal(boolean isSoft) {
        return new MatrixAccountException("gone", 401, "M_UNKNOWN_TOKEN", isSoft);
    }

    @Test
    void asksWhoseTheAccessTokenIsAndSignsNobodyIn() {
        homeserver.answer("GET account/whoami", 200, MINE);
        Session session = signIn("t", null).begin().join();
        assertThat(session.user()).isEqualTo(BOT);
        assertThat(session.deviceId()).isEqualTo("D");
        assertThat(homeserver.asked).containsExactly("GET account/whoami");
        assertThat(store.log).isEmpty();
    }

    @Test
    void refusesTheAccessTokenOfAnotherUser() {
        homeserver.answer("GET account/whoami", 200, "{\"user_id\":\"@eve:example.org\"}");
        assertThatThrownBy(() -> signIn("t", null).begin().join())
                .hasCauseInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("userId")
                .hasMessageContaining("@eve:example.org");
    }

    @Test
    void writesTheDeviceDownBeforeItSignsIn() {
        homeserver.answerOnce("POST login", 502, "");
        assertThatThrownBy(() -> withPassword().begin().join())
                .hasCauseInstanceOf(MatrixUnavailableException.class);
        String device = store.session().deviceId();
        assertThat(store.session().accessToken()).isNull();
        assertThat(homeserver.bodies.get(0)).contains("\"device_id\":\"" + device + '"');

        answerLogin(device, "new");
        assertThat(withPassword().begin().join().deviceId()).isEqualTo(device);
        assertThat(homeserver.bodies.get(1)).contains("\"device_id\":\"" + device + '"');
        assertThat(store.session().accessToken()).isEqualTo(new Secret("new"));
    }

    @Test
    void holdsTheLeaseWhileItSignsInAndReleasesItAfterAFailure() {
        var answer = homeserver.hold("POST login");
        var session = withPassword().begin();
        assertThat(store.log).containsExactly("lease", "put");
        answer.complete(PaperHomeserver.response(403, "{\"errcode\":\"M_FORBIDDEN\"}"));
        assertThatThrownBy(session::join).isInstanceOf(CompletionException.class);
        assertThat(store.log).containsExactly("lease", "put", "release");
    }

    @Test
    void takesUpTheStoredSessionWithoutALogin() {
        Session session = keep("kept", null);
        assertThat(session.credentials().accessToken()).isEqualTo(new Secret("kept"));
        assertThat(homeserver.asked).containsExactly("GET account/whoami");
    }

    @Test
    void doesNotTakeASessionOfAnotherHomeserver() {
        StoredSession stored =
                new StoredSession(
                        new BaseUrl("https://other.example.org"), "D", new Secret("kept"), null);
        store.texts.put(KEY, stored.write());
        homeserver.answerOnce("POST login", 502, "");
        assertThatThrownBy(() -> withPassword().begin().join())
                .isInstanceOf(CompletionException.class);
        assertThat(homeserver.asked).containsExactly("POST login");
        assertThat(store.session()).isEqualTo(stored);
    }

    @Test
    void saysWhereItLookedIfThereIsNoSessionAndNoPassword() {
        assertThatThrownBy(() -> signIn(null, null).begin().join())
                .hasCauseInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("password");
        assertThat(homeserver.asked).isEmpty();
    }

    @Test
    void renewsAnExpiredTokenAndWritesTheNewOnesDown() {
        Session stale = keep("old", "refresh");
        homeserver.answer(
                "POST refresh", 200, "{\"access_token\":\"new\",\"refresh_token\":\"next\"}");
        Session fresh = withPassword().renew(stale, refusal(true)).join();
        assertThat(fresh.credentials().accessToken()).isEqualTo(new Secret("new"));
        assertThat(store.session())
                .isEqualTo(
                        new StoredSession(HOMESERVER, "D", new Secret("new"), new Secret("next")));
    }

    @Test
    void takesTheTokenThatAnotherProcessHasRenewed() {
        Session stale = keep("old", "refresh");
        store.texts.put(
                KEY,
                new StoredSession(HOMESERVER, "D", new Secret("theirs"), new Secret("next"))
                        .write());
        Session fresh = withPassword().renew(stale, refusal(true)).join();
        assertThat(fresh.credentials().accessToken()).isEqualTo(new Secret("theirs"));
        assertThat(homeserver.asked("POST")).isEmpty();
    }

    @Test
    void keepsTheSessionIfTheRenewalGetsNoAnswer() {
        Session stale = keep("old", "refresh");
        homeserver.answer("POST refresh", 502, "");
        assertThatThrownBy(() -> withPassword().renew(stale, refusal(true)).join())
                .hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThat(homeserver.asked("POST")).containsExactly("POST refresh");
        assertThat(store.session().refreshToken()).isEqualTo(new Secret("refresh"));
    }

    @Test
    void signsInAgainOnTheSameDeviceAfterASoftLogout() {
        Session stale = keep("old", null);
        answerLogin("D", "new");
        Session fresh = withPassword().renew(stale, refusal(true)).join();
        assertThat(fresh.deviceId()).isEqualTo("D");
        assertThat(homeserver.bodies.get(1)).contains("\"device_id\":\"D\"");
    }

    @Test
    void doesNotFightForTheDeviceWithAnotherProcess() {
        Session stale = keep("old", null);
        SignIn signIn = withPassword();
        answerLogin("D", "second");
        Session second = signIn.renew(stale, refusal(true)).join();
        now = now.plusSeconds(59);
        assertThatThrownBy(() -> signIn.renew(second, refusal(true)).join())
                .hasCauseInstanceOf(MatrixAccountException.class)
                .hasMessageContaining("another process");
        now = now.plusSeconds(1);
        answerLogin("D", "third");
        assertThat(signIn.renew(second, refusal(true)).join().credentials().accessToken())
                .isEqualTo(new Secret("third"));
    }

    @Test
    void keepsASessionThatOnlyAProxyHasRefused() {
        Session stale = keep("old", null);
        homeserver.answer("GET account/whoami", 200, MINE);
        assertThatThrownBy(() -> withPassword().renew(stale, refusal(false)).join())
                .hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThat(store.session().accessToken()).isEqualTo(new Secret("old"));
    }

    @Test
    void discardsASessionThatTheHomeserverHasEnded() {
        Session stale = keep("old", null);
        homeserver.answer("GET account/whoami", 401, ENDED);
        assertThatThrownBy(() -> withPassword().renew(stale, refusal(false)).join())
                .hasCauseInstanceOf(MatrixAccountException.class)
                .hasMessageContaining("device D");
        assertThat(store.session()).isNull();
        assertThat(homeserver.asked("POST")).isEmpty();
    }

    @Test
    void signsInAgainIfTheStoredSessionExpiredMeanwhile() {
        StoredSession stored = new StoredSession(HOMESERVER, "D", new Secret("old"), null);
        store.texts.put(KEY, stored.write());
        homeserver.answerOnce("GET account/whoami", 401, SOFT);
        answerLogin("D", "new");
        assertThat(withPassword().begin().join().credentials().accessToken())
                .isEqualTo(new Secret("new"));
    }
}
