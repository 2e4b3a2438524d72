// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Original;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.failure.MatrixFailure;

/**
 * The events that edits replace. A homeserver accepts an edit from any sender, so the sender of the
 * original has to be checked. The latest answers are remembered for a moment, as a message that is
 * edited is often edited again.
 *
 * <p>Any thread may call.
 */
final class Originals {

    private static final int MOST = 1_000;

    /** After this time a redaction of the original is noticed. */
    private static final Duration LIFETIME = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final Map<EventInRoom, Answer> answers =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<EventInRoom, Answer> eldest) {
                    return size() > MOST;
                }
            };

    private record EventInRoom(RoomId room, EventId event) {}

    private record Answer(Original original, Instant since) {}

    Originals(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The original with an id.
     *
     * @param request asks the homeserver for it
     * @return the original; empty if the account may not read it, or it is no valid event
     */
    CompletableFuture<Optional<Original>> find(
            RoomId room,
            EventId event,
            Supplier<CompletableFuture<Optional<MatrixEvent>>> request) {
        EventInRoom key = new EventInRoom(room, event);
        Answer known = remembered(key);
        if (known != null) {
            return CompletableFuture.completedFuture(Optional.ofNullable(known.original()));
        }
        return request.get()
                .handle(
                        (found, failure) -> {
                            if (failure != null && !isRefusal(failure)) {
                                throw MatrixFailure.of(failure);
                            }
                            Original original = failure == null ? original(found, event) : null;
                            remember(key, original);
                            return Optional.ofNullable(original);
                        });
    }

    private static Original original(Optional<MatrixEvent> found, EventId event) {
        return found.filter(each -> event.equals(each.id())).map(Original::of).orElse(null);
    }

    private static boolean isRefusal(Throwable failure) {
        return MatrixFailure.of(failure) instanceof MatrixRejectedException;
    }

    private synchronized Answer remembered(EventInRoom key) {
        Answer answer = answers.get(key);
        boolean holds = answer != null && clock.instant().isBefore(answer.since().plus(LIFETIME));
        return holds ? answer : null;
    }

    private synchronized void remember(EventInRoom key, Original original) {
        answers.remove(key);
        answers.put(key, new Answer(original, clock.instant()));
    }
}
