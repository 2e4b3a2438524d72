// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.OutgoingEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.TransactionId;
import org.camelmatrix.internal.encryption.RoomEncryption.RoomAccess;
import org.junit.jupiter.api.Test;

/** The guard against messages in clear, with a proxy on paper. */
class ProxyEncryptionTest {

    private static final RoomId ROOM = new RoomId("!room");
    private static final MatrixException GUARD_REFUSED =
            new MatrixRejectedException("float", 400, "M_BAD_JSON", null);
    private static final MatrixException ROOM_UNKNOWN =
            new MatrixUnavailableException("did not manage to sync", 500, "M_UNKNOWN");

    private final Deque<MatrixException> refusals = new ArrayDeque<>();
    private final List<OutgoingEvent> sent = new ArrayList<>();
    private String version = "12";
    private Instant now = Instant.EPOCH;
    private final ProxyEncryption encryption = new ProxyEncryption(() -> now, Runnable::run);

    private final RoomAccess access =
            new RoomAccess() {
                @Override
                public CompletableFuture<EventId> send(OutgoingEvent event) {
                    sent.add(event);
                    return refusals.isEmpty()
                            ? CompletableFuture.completedFuture(new EventId("$event"))
                            : CompletableFuture.failedFuture(refusals.poll());
                }

                @Override
                public CompletableFuture<JsonNode> state(String eventType) {
                    assertThat(eventType).isEqualTo("m.room.create");
                    return CompletableFuture.completedFuture(
                            JsonNodeFactory.instance.objectNode().put("room_version", version));
                }
            };

    @Test
    void guardsEachMessageWithANumberThatNoHomeserverTakesInClear() {
        assertThat(deliver().join()).isEqualTo(new EventId("$event"));
        assertThat(sent)
                .singleElement()
                .satisfies(
                        event -> {
                            assertThat(event.content().get(ProxyEncryption.GUARD).isDouble())
                                    .isTrue();
                            assertThat(event.content().get("body").asText()).isEqualTo("x");
                        });
    }

    @Test
    void waitsUntilTheProxyKnowsTheRoom() {
        refusals.add(ROOM_UNKNOWN);
        refusals.add(GUARD_REFUSED);
        assertThat(deliver().join()).isEqualTo(new EventId("$event"));
        assertThat(sent).hasSize(3);
        assertThat(sent).allMatch(event -> event.equals(sent.get(0)));
    }

    @Test
    void waitsForARoomInClearTooButNotBecauseOfItsContent() {
        OutgoingEvent event = event();
        refusals.add(ROOM_UNKNOWN);
        assertThat(encryption.deliverInClear(ROOM, event, access).join())
                .isEqualTo(new EventId("$event"));
        assertThat(sent).containsExactly(event, event);
        refusals.add(GUARD_REFUSED);
        assertThatThrownBy(encryption.deliverInClear(ROOM, event, access)::join)
                .hasCause(GUARD_REFUSED);
    }

    @Test
    void failsWhatWaitsForTheProxyWhenTheExecutorIsStopped() {
        ProxyEncryption stopped =
                new ProxyEncryption(
                        () -> now,
                        task -> {
                            throw new RejectedExecutionException();
                        });
        refusals.add(GUARD_REFUSED);
        CompletableFuture<EventId> delivery =
                stopped.deliver(ROOM, event(), new TransactionId("t"), access);
        assertThatThrownBy(() -> delivery.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThat(sent).hasSize(1);
    }

    @Test
    void refusesWhenTheProxyDoesNotEncryptInTime() {
        refusals.add(GUARD_REFUSED);
        refusals.add(GUARD_REFUSED);
        CompletableFuture<EventId> delivery = deliver();
        now = now.plus(Duration.ofMinutes(1));
        assertThatThrownBy(delivery::join)
                .cause()
                .isInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("!room")
                .hasMessageContaining("homeserverUrl");
    }

    @Test
    void passesOtherFailuresOnAtOnce() {
        refusals.add(new MatrixRejectedException("no", 403, "M_FORBIDDEN", null));
        assertThatThrownBy(deliver()::join)
                .cause()
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessage("no");
        assertThat(sent).hasSize(1);
    }

    @Test
    void sendsNothingToRoomsThatWouldTakeTheGuardInClear() {
        for (String old : List.of("1", "5", "org.example.own")) {
            version = old;
            assertThatThrownBy(deliver()::join)
                    .cause()
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("version " + old);
        }
        assertThat(sent).isEmpty();
    }

    private CompletableFuture<EventId> deliver() {
        return encryption.deliver(ROOM, event(), new TransactionId("t"), access);
    }

    private static OutgoingEvent event() {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", "m.text").put("body", "x");
        return new OutgoingEvent("m.room.message", content);
    }
}
