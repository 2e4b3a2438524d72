// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.SealedEvent.ThroughProxy;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.junit.jupiter.api.Test;

/** Sending through a proxy that is not always ready. */
class ProxySenderTest {

    private static final RoomId ROOM = new RoomId("!room");
    private static final String SEND = "PUT rooms/!room/send/m.room.message/t";
    private static final String CREATE = "GET rooms/!room/state/m.room.create/";
    private static final String GUARD_REFUSED = "{\"errcode\":\"M_BAD_JSON\",\"error\":\"float\"}";
    private static final String ROOM_UNKNOWN = "{\"errcode\":\"M_UNKNOWN\",\"error\":\"sync\"}";

    private final PaperHomeserver proxy = new PaperHomeserver();
    private Instant now = Instant.EPOCH;
    private final ProxySender sender = new ProxySender(() -> now, Runnable::run);

    ProxySenderTest() {
        proxy.answer(SEND, 200, "{\"event_id\":\"$event\"}");
        proxy.answer(CREATE, 200, "{\"room_version\":\"12\"}");
    }

    @Test
    void readsTheRoomVersionOnceAndOnlyForAGuardedEvent() {
        send(false).join();
        assertThat(proxy.asked).containsExactly(SEND);
        send(true).join();
        send(true).join();
        assertThat(proxy.asked).containsExactly(SEND, CREATE, SEND, SEND);
    }

    @Test
    void repeatsTheSameRequestUntilTheProxyIsReady() {
        proxy.answerOnce(SEND, 500, ROOM_UNKNOWN);
        proxy.answerOnce(SEND, 400, GUARD_REFUSED);
        assertThat(send(true).join()).isEqualTo(new EventId("$event"));
        assertThat(proxy.asked(SEND)).hasSize(3);
        assertThat(proxy.bodies.subList(1, 4)).containsOnly(proxy.bodies.get(1));
    }

    @Test
    void waitsForARoomInClearTooButNotBecauseOfItsContent() {
        proxy.answerOnce(SEND, 500, ROOM_UNKNOWN);
        proxy.answerOnce(SEND, 400, GUARD_REFUSED);
        assertThatThrownBy(send(false)::join).hasCauseInstanceOf(MatrixRejectedException.class);
        assertThat(proxy.asked).containsExactly(SEND, SEND);
    }

    @Test
    void failsWhatWaitsForTheProxyWhenTheExecutorIsStopped() {
        ProxySender stopped =
                new ProxySender(
                        () -> now,
                        task -> {
                            throw new RejectedExecutionException();
                        });
        proxy.answerOnce(SEND, 400, GUARD_REFUSED);
        CompletableFuture<EventId> sent =
                stopped.send(proxy.session, ROOM, event(true), new TransactionId("t"));
        assertThatThrownBy(() -> sent.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThat(proxy.asked(SEND)).hasSize(1);
    }

    @Test
    void failsWhenTheProxyDoesNotEncryptInTime() {
        proxy.answer(SEND, 400, GUARD_REFUSED);
        CompletableFuture<EventId> sent = send(true);
        now = now.plus(Duration.ofMinutes(1));
        assertThatThrownBy(sent::join)
                .cause()
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("!room")
                .hasMessageContaining("homeserverUrl");
    }

    @Test
    void passesOtherFailuresOnAtOnce() {
        proxy.answer(SEND, 403, "{\"errcode\":\"M_FORBIDDEN\",\"error\":\"no\"}");
        assertThatThrownBy(send(true)::join)
                .cause()
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("no");
        assertThat(proxy.asked(SEND)).hasSize(1);
    }

    @Test
    void sendsNothingToRoomsThatWouldTakeTheGuardInClear() {
        for (String old : List.of("{\"room_version\":\"5\"}", "{}")) {
            proxy.answer(CREATE, 200, old);
            assertThatThrownBy(send(true)::join)
                    .cause()
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("upgrade the room");
        }
        assertThat(proxy.asked(SEND)).isEmpty();
    }

    private CompletableFuture<EventId> send(boolean guarded) {
        return sender.send(proxy.session, ROOM, event(guarded), new TransactionId("t"));
    }

    private static ThroughProxy event(boolean guarded) {
        return new ThroughProxy(
                new OutgoingEvent(
                        "m.room.message", JsonNodeFactory.instance.objectNode().put("body", "x")),
                guarded);
    }
}
