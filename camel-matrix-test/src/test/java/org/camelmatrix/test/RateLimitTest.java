// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final AtomicLong now = new AtomicLong(-5_000_000_000L);
    private final RateLimit limit = new RateLimit(2, 3, now::get);

    @Test
    void letsABurstPassAndThenASteadyRate() {
        for (int i = 0; i < 3; i++) {
            assertThat(limit.waitOf("@a:b")).isZero();
            limit.take("@a:b");
        }
        assertThat(limit.waitOf("@a:b")).isEqualTo(Duration.ofMillis(500));
        assertThat(limit.waitOf("@other:b")).isZero();

        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertThat(limit.waitOf("@a:b")).isZero();
        limit.take("@a:b");
        assertThat(limit.waitOf("@a:b")).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void neverSavesUpMoreThanTheBurst() {
        now.addAndGet(Duration.ofHours(1).toNanos());
        for (int i = 0; i < 3; i++) {
            limit.take("@a:b");
        }
        assertThat(limit.waitOf("@a:b")).isPositive();
    }

    @Test
    void refusesARateThatNobodyCouldWaitFor() {
        assertThatThrownBy(() -> new RateLimit(0, 1, now::get))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void limitsSendsLikeSynapse() throws IOException {
        try (MatrixHomeserver homeserver = MatrixHomeserver.start()) {
            HttpHomeserver server = new HttpHomeserver(homeserver.url());
            TestAccount alice = homeserver.register("alice", "secret");
            String room = homeserver.createRoom(alice);
            homeserver.rateLimit(0.001, 1);

            assertThat(server.send(alice.accessToken(), room, "1", "x").status()).isEqualTo(200);
            HttpHomeserver.Reply refused = server.send(alice.accessToken(), room, "2", "x");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.errcode()).isEqualTo("M_LIMIT_EXCEEDED");
            assertThat(refused.body().path("retry_after_ms").asLong()).isPositive();
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(server.send(alice.accessToken(), room, "1", "x").status())
                    .as("a repeated transaction is no new message")
                    .isEqualTo(200);
        }
    }
}
