// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.test.HttpHomeserver.V3;
import static org.camelmatrix.test.HttpHomeserver.json;

import java.io.IOException;
import java.time.Duration;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tokens that expire. What is asserted was seen at Synapse 1.163.2, where nothing else is said. */
class RefreshTest {
    private static final MovableClock CLOCK = new MovableClock();

    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX =
            new MatrixHomeserverExtension(
                    MatrixHomeserver.builder()
                            .clock(CLOCK)
                            .accessTokenLifetime(Duration.ofMinutes(5)));

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private Reply first;

    @BeforeEach
    void logIn(MatrixHomeserver started) throws IOException {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        first = server.login(alice, json("{'refresh_token':true,'device_id':'PHONE'}"));
    }

    @Test
    void givesARefreshTokenToWhoAsksForOne() throws IOException {
        assertThat(first.text("refresh_token")).isNotEmpty();
        assertThat(first.body().path("expires_in_ms").asInt()).isEqualTo(300_000);

        Reply other = server.login(alice, json("{}"));
        assertThat(other.body().has("refresh_token")).isFalse();
        assertThat(other.body().has("expires_in_ms")).isFalse();
    }

    @Test
    void givesARefreshTokenAtRegistration() throws IOException {
        Reply made =
                server.call(
                        "POST",
                        V3 + "/register",
                        null,
                        json(
                                "{'username':'carol','password':'secret','refresh_token':true,"
                                        + "'auth':{'type':'m.login.dummy'}}"));

        assertThat(server.refresh(made.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void letsOnlyRefreshableTokensExpire() throws IOException {
        String lasting = server.login(alice, json("{}")).text("access_token");
        CLOCK.move(Duration.ofMinutes(6));

        assertExpired(server.whoami(token(first)));
        assertThat(server.whoami(lasting).status()).isEqualTo(200);
    }

    @Test
    void refreshesAfterTheTokenExpired() throws IOException {
        CLOCK.move(Duration.ofMinutes(6));
        Reply second = server.refresh(first.text("refresh_token"));

        assertThat(second.body().path("expires_in_ms").asInt()).isEqualTo(300_000);
        assertThat(server.whoami(token(second)).text("device_id")).isEqualTo("PHONE");
        assertExpired(server.whoami(token(first)));
    }

    @Test
    void keepsTheOldTokensUntilTheNewAccessTokenIsUsed() throws IOException {
        Reply second = server.refresh(first.text("refresh_token"));
        assertThat(server.whoami(token(first)).status()).isEqualTo(200);

        assertThat(server.whoami(token(second)).status()).isEqualTo(200);
        Reply again = server.refresh(first.text("refresh_token"));
        assertThat(again.status()).isEqualTo(403);
        assertThat(again.errcode()).isEqualTo("M_FORBIDDEN");
        // Synapse lets it live until it expires or the next refresh; the specification allows both
        assertEnded(server.whoami(token(first)));
    }

    @Test
    void keepsTheOldTokensUntilTheNewRefreshTokenIsUsed() throws IOException {
        Reply second = server.refresh(first.text("refresh_token"));
        Reply third = server.refresh(second.text("refresh_token"));

        Reply again = server.refresh(first.text("refresh_token"));
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.errcode()).isEqualTo("M_UNKNOWN_TOKEN");
        assertEnded(server.whoami(token(first)));
        assertThat(server.whoami(token(second)).status()).isEqualTo(200);
        assertThat(server.whoami(token(third)).status()).isEqualTo(200);
    }

    @Test
    void replacesWhatAnUnansweredRefreshHadGiven() throws IOException {
        Reply lost = server.refresh(first.text("refresh_token"));
        Reply second = server.refresh(first.text("refresh_token"));

        assertEnded(server.whoami(token(lost)));
        assertThat(server.refresh(lost.text("refresh_token")).status()).isEqualTo(401);
        assertThat(server.whoami(token(second)).status()).isEqualTo(200);
    }

    @Test
    void refusesWhatIsNoRefreshToken() throws IOException {
        Reply wrong = server.refresh(token(first));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.errcode()).isEqualTo("M_UNKNOWN_TOKEN");
        assertThat(wrong.body().has("soft_logout")).isFalse();

        assertThat(refreshWrongly("{}").errcode()).isEqualTo("M_MISSING_PARAM");
        assertThat(refreshWrongly("{\"refresh_token\":5}").errcode()).isEqualTo("M_INVALID_PARAM");
        assertThat(refreshWrongly("{").errcode()).isEqualTo("M_NOT_JSON");
        assertThat(loginWrongly().errcode()).isEqualTo("M_UNKNOWN");
    }

    @Test
    void endsRefreshTokensWithTheDevice() throws IOException {
        server.call("POST", V3 + "/logout", token(first), json("{}"));

        assertThat(server.refresh(first.text("refresh_token")).status()).isEqualTo(401);
    }

    @Test
    void logsOutWithAnExpiredToken() throws IOException {
        CLOCK.move(Duration.ofMinutes(6));

        assertThat(server.call("POST", V3 + "/logout", token(first), json("{}")).status())
                .isEqualTo(200);
    }

    @Test
    void expiresATokenOnDemand() throws IOException {
        homeserver.expire(token(first));
        homeserver.expire(alice.accessToken());

        assertExpired(server.whoami(token(first)));
        assertExpired(server.whoami(alice.accessToken()));
        assertThat(server.refresh(first.text("refresh_token")).status()).isEqualTo(200);
        assertThat(homeserver.requests(Endpoint.WHOAMI).get(0).userId()).isEmpty();
        assertThat(homeserver.requestCount(Endpoint.REFRESH)).isEqualTo(1);
    }

    @Test
    void takesTheSameDeviceBackAfterASoftLogout() throws IOException {
        String room = homeserver.createRoom(alice);
        String event = server.send(token(first), room, "1", "x").text("event_id");
        homeserver.invalidateSoftly(token(first));

        assertExpired(server.whoami(token(first)));
        assertThat(server.refresh(first.text("refresh_token")).status()).isEqualTo(401);
        Reply back = server.login(alice, json("{'device_id':'PHONE'}"));
        assertThat(back.text("device_id")).isEqualTo("PHONE");
        assertThat(server.send(token(back), room, "1", "x").text("event_id")).isEqualTo(event);
    }

    @Test
    void losesARefreshWhoseAnswerWasLost() throws IOException {
        homeserver.inject(Fault.emptyAnswer().on(Endpoint.REFRESH).times(1));
        server.refresh(first.text("refresh_token"));

        assertThat(server.refresh(first.text("refresh_token")).status()).isEqualTo(200);
    }

    @Test
    void hasNoRefreshTokensWithoutALifetime() throws IOException {
        try (MatrixHomeserver plain = MatrixHomeserver.start()) {
            HttpHomeserver other = new HttpHomeserver(plain.url());
            TestAccount bob = plain.register("bob", "secret");
            Reply login = other.login(bob, json("{'refresh_token':true}"));
            assertThat(login.status()).isEqualTo(200);
            assertThat(login.body().has("refresh_token")).isFalse();
            assertThat(login.body().has("expires_in_ms")).isFalse();
            Reply refresh = other.refresh("x");
            assertThat(refresh.status()).isEqualTo(404);
            assertThat(refresh.errcode()).isEqualTo("M_UNRECOGNIZED");

            plain.accessTokenLifetime(Duration.ofSeconds(1));
            assertThat(other.login(bob, json("{'refresh_token':true}")).text("refresh_token"))
                    .isNotEmpty();
        }
    }

    private Reply refreshWrongly(String body) throws IOException {
        return server.wrong("POST", Endpoint.REFRESH.path(), null, body);
    }

    private Reply loginWrongly() throws IOException {
        return server.wrong("POST", V3 + "/login", null, "{\"refresh_token\":\"yes\"}");
    }

    private static String token(Reply reply) {
        return reply.text("access_token");
    }

    private static void assertExpired(Reply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errcode()).isEqualTo("M_UNKNOWN_TOKEN");
        assertThat(reply.body().path("soft_logout").asBoolean()).isTrue();
    }

    private static void assertEnded(Reply reply) {
        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.errcode()).isEqualTo("M_UNKNOWN_TOKEN");
        assertThat(reply.body().path("soft_logout").asBoolean(true)).isFalse();
    }
}
