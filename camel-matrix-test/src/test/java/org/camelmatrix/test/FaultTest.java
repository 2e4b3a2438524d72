// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import org.camelmatrix.test.HttpHomeserver.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FaultTest {
    @RegisterExtension
    static final MatrixHomeserverExtension MATRIX = new MatrixHomeserverExtension();

    @RegisterExtension
    static final SpecificationExtension SPECIFICATION = new SpecificationExtension(MATRIX);

    private MatrixHomeserver homeserver;
    private HttpHomeserver server;
    private TestAccount alice;
    private String room;

    @BeforeEach
    void makeRoom(MatrixHomeserver started) {
        homeserver = started;
        server = new HttpHomeserver(homeserver.url());
        alice = homeserver.register("alice", "secret");
        room = homeserver.createRoom(alice, RoomSetup.privateRoom().alias("ops"));
    }

    @Test
    void limitsRatesInEveryWayThatClientsMeet() throws IOException {
        Duration wait = Duration.ofMillis(200);
        for (RetryAfter said : RetryAfter.values()) {
            homeserver.inject(Fault.rateLimited(wait, said).on(Endpoint.SEND).times(1));
            Reply reply = send();
            Optional<String> header = reply.headers().firstValue("Retry-After");

            assertThat(reply.status()).isEqualTo(429);
            assertThat(reply.errcode()).isEqualTo("M_LIMIT_EXCEEDED");
            assertThat(reply.body().path("retry_after_ms").asInt(0))
                    .isEqualTo(said.inBody() ? 200 : 0);
            if (said.inSeconds()) {
                assertThat(header).contains("1");
            } else if (said == RetryAfter.HTTP_DATE) {
                Instant then =
                        ZonedDateTime.parse(
                                        header.orElseThrow(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                .toInstant();
                assertThat(then).isBefore(Instant.now().plusSeconds(3));
            } else {
                assertThat(header).isEmpty();
            }
        }
        assertThat(homeserver.messages(room)).isEmpty();
    }

    @Test
    void happensAsOftenAsSaid() throws IOException {
        homeserver.inject(Fault.error(503, "M_UNKNOWN", "no").on(Endpoint.SEND).times(2));

        assertThat(send().status()).isEqualTo(503);
        assertThat(whoami(alice).status()).isEqualTo(200);
        assertThat(send().status()).isEqualTo(503);
        assertThat(send().status()).isEqualTo(200);
    }

    @Test
    void happensInTheOrderOfInjectionUntilCleared() throws IOException {
        homeserver.inject(Fault.html(502).times(1));
        homeserver.inject(Fault.error(500, "M_UNKNOWN", "no", Map.of("extra", 1)));

        assertThat(send().headers().firstValue("Content-Type")).contains("text/html");
        assertThat(send().body().path("extra").asInt()).isEqualTo(1);
        assertThat(send().status()).isEqualTo(500);
        homeserver.clearFaults();
        assertThat(send().status()).isEqualTo(200);
    }

    @Test
    void concernsOneUserOnly() throws IOException {
        TestAccount bob = homeserver.register("bob", "secret");
        homeserver.inject(Fault.error(401, "M_UNKNOWN_TOKEN", "no").forUser(bob.userId()));

        assertThat(whoami(alice).status()).isEqualTo(200);
        assertThat(whoami(bob).status()).isEqualTo(401);
    }

    @Test
    void concernsOneRoomOnlyByItsIdOrAlias() throws IOException {
        String other = homeserver.createRoom(alice);
        homeserver.inject(Fault.error(500, "M_UNKNOWN", "no").inRoom("#ops:localhost"));

        assertThat(send().status()).isEqualTo(500);
        assertThat(server.send(alice.accessToken(), other, "1", "x").status()).isEqualTo(200);
        String join = HttpHomeserver.V3 + "/join/" + HttpHomeserver.encode(room);
        assertThat(
                        server.call("POST", join, alice.accessToken(), HttpHomeserver.json("{}"))
                                .status())
                .isEqualTo(500);
    }

    @Test
    void dropsTheConnectionBeforeTheRequestIsProcessed() {
        homeserver.inject(Fault.connectionDropped().on(Endpoint.SEND));

        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
        assertThat(homeserver.messages(room)).isEmpty();
        assertThat(homeserver.requestCount(Endpoint.SEND)).isPositive();
    }

    @Test
    void losesTheAnswerAfterTheRequestIsProcessed() {
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND));

        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    @Test
    void truncatesTheAnswerAfterTheRequestIsProcessed() {
        homeserver.inject(Fault.truncatedAnswer().on(Endpoint.SEND));

        assertThatThrownBy(this::send).isInstanceOf(IOException.class);
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    @Test
    void answersNothingWith200() throws IOException {
        homeserver.inject(Fault.emptyAnswer().on(Endpoint.SEND));
        Reply reply = send();

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().isMissingNode()).isTrue();
        assertThat(homeserver.messages(room)).hasSize(1);
    }

    @Test
    void holdsTheAnswerBack() throws IOException {
        homeserver.inject(Fault.delayed(Duration.ofMillis(150)).on(Endpoint.SEND));
        long start = System.nanoTime();

        assertThat(send().status()).isEqualTo(200);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isGreaterThanOrEqualTo(Duration.ofMillis(150));
    }

    @Test
    void redirects() throws IOException {
        URI elsewhere = URI.create("https://elsewhere.example/x");
        homeserver.inject(Fault.redirect(307, elsewhere).on(Endpoint.WELL_KNOWN));
        Reply reply = server.call("GET", Endpoint.WELL_KNOWN.path(), null, null);

        assertThat(reply.status()).isEqualTo(307);
        assertThat(reply.headers().firstValue("Location")).contains(elsewhere.toString());
    }

    @Test
    void answersAnythingAtAll() throws IOException {
        homeserver.inject(Fault.raw(200, "application/json", "[1").on(Endpoint.WELL_KNOWN));
        Reply reply = server.call("GET", Endpoint.WELL_KNOWN.path(), null, null);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().isMissingNode()).isTrue();
    }

    @Test
    void answersAtAnyLength() throws IOException {
        homeserver.inject(Fault.hugeAnswer(5_000_000).on(Endpoint.WELL_KNOWN));
        Reply reply = server.call("GET", Endpoint.WELL_KNOWN.path(), null, null);

        assertThat(reply.body().toString()).hasSize(5_000_000);
    }

    private Reply send() throws IOException {
        return server.send(alice.accessToken(), room, "1", "x");
    }

    private Reply whoami(TestAccount account) throws IOException {
        return server.call("GET", Endpoint.WHOAMI.path(), account.accessToken(), null);
    }
}
