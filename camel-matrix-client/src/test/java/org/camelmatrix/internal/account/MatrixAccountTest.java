// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.encryption.EncryptionMode;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.camelmatrix.internal.queue.PendingPolicy;
import org.camelmatrix.internal.queue.RetryPolicy;
import org.camelmatrix.internal.queue.SendObserver;
import org.camelmatrix.internal.queue.SendOrigin;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.store.MemoryStateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An account whose homeserver has prepared answers. */
class MatrixAccountTest {

    private static final String TOO_FAST =
            "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"error\":\"slow down\",\"retry_after_ms\":60000}";

    private final PaperHomeserver homeserver = new PaperHomeserver();
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final MatrixAccount account =
            new MatrixAccount(
                    settings(),
                    homeserver,
                    10,
                    new Workers(pool, timer),
                    Thread::new,
                    InstantSource.system());

    @AfterEach
    void stop() {
        account.close();
        timer.shutdownNow();
        pool.shutdownNow();
    }

    @Test
    void keepsTheRateLimitAsItsLastFailureWhenAMessageIsHeldBackBecauseOfIt() {
        homeserver.answer(
                "GET account/whoami",
                200,
                "{\"user_id\":\"@bot:example.org\",\"device_id\":\"D\"}");
        homeserver.answer("GET joined_rooms", 200, "{\"joined_rooms\":[\"!a\",\"!b\"]}");
        homeserver.answer("PUT rooms/!b/send", 429, TOO_FAST);
        var firstPart = homeserver.hold("PUT rooms/!a/send/m.room.message/0");
        account.start();
        send("!a", 2);
        await().until(() -> !homeserver.asked("PUT rooms/!a/send").isEmpty());
        send("!b", 1);
        await().until(() -> account.status().pending() == 1);
        String limit = account.status().lastFailure();
        assertThat(limit).contains("slow down");
        firstPart.complete(PaperHomeserver.response(200, "{\"event_id\":\"$event\"}"));
        await().until(() -> account.status().pending() == 2);
        assertThat(homeserver.asked("PUT rooms/!a/send")).hasSize(1);
        assertThat(account.status().lastFailure()).isEqualTo(limit);
    }

    private void send(String room, int parts) {
        OutgoingEvent event =
                new OutgoingEvent(
                        "m.room.message",
                        JsonNodeFactory.instance.objectNode().put("msgtype", "m.text"));
        List<OutgoingEvent> events = Stream.generate(() -> event).limit(parts).toList();
        account.send(
                new SendOrder(
                        new Recipient.Room(new RoomId(room), List.of()),
                        UpgradePolicy.FOLLOW,
                        new SendPlan.Events(events),
                        (sender, to, part) -> new TransactionId(String.valueOf(part)),
                        null,
                        new RetryPolicy(
                                3,
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(1),
                                null,
                                PendingPolicy.WAIT),
                        SendObserver.NONE,
                        SendOrigin.none()));
    }

    private static AccountSettings settings() {
        return new AccountSettings(
                new BaseUrl("https://hs.example.org"),
                new UserId("@bot:example.org"),
                new Secret("token"),
                false,
                null,
                null,
                null,
                "camel-matrix",
                null,
                new EncryptionSettings(
                        EncryptionMode.NONE, Duration.ofHours(1), new MemoryStateStore()));
    }
}
