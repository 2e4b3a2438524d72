// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;

/**
 * A homeserver, and the network before it, that fails by chance. It keeps transaction ids: a
 * request with a known one adds no event.
 */
final class ModelHomeserver {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final VirtualTime time;
    private final Chance chance;
    private final Map<String, Integer> events = new HashMap<>();
    private final Map<String, List<Event>> rooms = new HashMap<>();
    private final double faults;
    private final double limits;
    private boolean healthy;
    private int requests;

    /**
     * An event of a room.
     *
     * @param transaction its transaction id
     * @param message the message that it is a part of
     * @param step which step of the message's route sent it
     * @param part which part of the message it is
     */
    record Event(String transaction, SimulatedMessage message, int step, int part) {

        /** Whether a caller that keeps its order sends it after another one. */
        boolean isAfter(Event other) {
            return message.number() != other.message().number()
                    ? message.number() > other.message().number()
                    : step != other.step() ? step > other.step() : part > other.part();
        }
    }

    ModelHomeserver(VirtualTime time, Chance chance) {
        this.time = time;
        this.chance = chance;
        this.faults = chance.of(0.0, 0.05, 0.2, 0.5);
        this.limits = chance.of(0.0, 0.05, 0.2, 0.5);
    }

    /** It fails no more. */
    void heal() {
        healthy = true;
    }

    List<Event> events(String room) {
        return rooms.getOrDefault(room, List.of());
    }

    Map<String, List<Event>> rooms() {
        return rooms;
    }

    int requests() {
        return requests;
    }

    /**
     * A request to send an event.
     *
     * @param answer is called once, with null or a failure, after the answer or a timeout
     */
    void send(String room, Event event, Consumer<MatrixException> answer) {
        requests++;
        long there = 1 + chance.upTo(Duration.ofMillis(100));
        long back = 1 + chance.upTo(Duration.ofMillis(100));
        if (healthy || !chance.is(faults + limits)) {
            time.after(there, () -> take(room, event));
            time.after(there + back, () -> answer.accept(null));
        } else if (chance.is(limits / (faults + limits))) {
            Duration pause =
                    chance.of(
                            null,
                            Duration.ZERO,
                            Duration.ofNanos(chance.upTo(Duration.ofSeconds(4))));
            time.after(
                    there + back,
                    () ->
                            answer.accept(
                                    new MatrixLimitedException(
                                            "too fast", 429, "M_LIMIT_EXCEEDED", pause)));
        } else {
            fail(room, event, answer, there, back);
        }
    }

    private void fail(
            String room, Event event, Consumer<MatrixException> answer, long there, long back) {
        long timeout = TIMEOUT.toNanos();
        switch (chance.from(0, 6)) {
            case 0 -> time.after(there, () -> answer.accept(unavailable("the request was lost")));
            case 1 -> {
                time.after(there, () -> take(room, event));
                time.after(there + back, () -> answer.accept(unavailable("the answer was lost")));
            }
            case 2 -> {
                time.after(timeout, () -> answer.accept(unavailable("no answer came in time")));
                time.after(timeout + chance.upTo(Duration.ofSeconds(20)), () -> take(room, event));
            }
            case 3 -> {
                time.after(timeout, () -> answer.accept(unavailable("no answer came in time")));
                time.after(there, () -> take(room, event));
            }
            case 4 -> {
                time.after(timeout - 1, () -> take(room, event));
                time.after(timeout, () -> answer.accept(null));
            }
            case 5 -> {
                time.after(
                        there + back,
                        () -> answer.accept(new MatrixRejectedException("not in the room")));
            }
            default -> time.after(there + back, () -> answer.accept(unavailable("503")));
        }
    }

    private void take(String room, Event event) {
        if (events.putIfAbsent(event.transaction(), events.size()) == null) {
            rooms.computeIfAbsent(room, name -> new ArrayList<>()).add(event);
        }
    }

    private static MatrixException unavailable(String reason) {
        return new MatrixUnavailableException(reason, 503, null);
    }
}
