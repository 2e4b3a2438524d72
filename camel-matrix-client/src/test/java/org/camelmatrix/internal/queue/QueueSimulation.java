// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One run of callers, a process with a queue, and a homeserver, in virtual time. The seed decides
 * everything: who sends what, how requests fail, when routes stop, and when the process crashes or
 * stops and starts again. At the end nothing fails any more, and all messages are to be done.
 */
final class QueueSimulation {

    private static final int MOST_STEPS = 200_000;
    private static final Duration TROUBLE = Duration.ofSeconds(30);

    private final VirtualTime time = new VirtualTime();
    private final Chance chance;
    private final ModelHomeserver homeserver;
    private final List<SimulatedCaller> callers = new ArrayList<>();
    private final int crashAt;
    private final double crashes;
    private SimulatedQueue queue;
    private boolean down;
    private boolean calm;
    private int steps;
    private int restarts;

    /**
     * @param crashAt the number of the step after which the process crashes, or 0 for crashes by
     *     chance
     */
    QueueSimulation(long seed, int crashAt) {
        this.chance = new Chance(seed);
        this.homeserver = new ModelHomeserver(time, chance);
        this.crashAt = crashAt;
        this.crashes = crashAt > 0 ? 0 : chance.of(0.0, 0.0, 0.001, 0.01);
        List<String> rooms = chance.of(List.of("x"), List.of("x", "y"), List.of("x", "y", "z"));
        int count = chance.from(1, 6);
        for (int i = 0; i < count; i++) {
            callers.add(new SimulatedCaller(time, chance, i, rooms));
        }
    }

    /** How much happened in a run. */
    record Figures(int steps, int requests, int restarts) {}

    /**
     * Runs it to its end.
     *
     * @throws AssertionError if something does not hold
     */
    Figures run() {
        start();
        time.after(TROUBLE.toNanos(), this::calmDown);
        trouble();
        while (!time.isOver()) {
            time.step();
            if (++steps > MOST_STEPS) {
                throw new AssertionError("It never ends; not done: " + notDone());
            }
            if (!down && !calm && (steps == crashAt || chance.is(crashes))) {
                crash();
            }
        }
        check();
        return new Figures(steps, homeserver.requests(), restarts);
    }

    private void start() {
        down = false;
        queue = new SimulatedQueue(time, chance, homeserver);
        callers.forEach(caller -> caller.start(queue));
    }

    private void crash() {
        down = true;
        restarts++;
        queue.crash();
        callers.forEach(SimulatedCaller::stop);
        time.after(chance.upTo(Duration.ofSeconds(10)), this::start);
    }

    /** Stops and starts routes, and the whole process in order. */
    private void trouble() {
        time.after(
                chance.upTo(Duration.ofSeconds(20)),
                () -> {
                    if (calm) {
                        return;
                    }
                    String route = "route" + chance.from(0, 1);
                    Duration left =
                            chance.of(
                                    Duration.ZERO,
                                    Duration.ofNanos(chance.upTo(Duration.ofSeconds(10))));
                    if (down) {
                        // nothing runs
                    } else if (chance.is(0.7)) {
                        queue.routeStops(route, left, chance.is(0.3));
                    } else if (chance.is(0.8)) {
                        queue.routeStarted(route);
                    } else {
                        queue.close();
                        time.after(
                                chance.upTo(Duration.ofSeconds(3)),
                                () -> {
                                    if (!down) {
                                        crash();
                                    }
                                });
                    }
                    trouble();
                });
    }

    private void calmDown() {
        calm = true;
        homeserver.heal();
        if (!down) {
            queue.routeStarted("route0");
            queue.routeStarted("route1");
        }
    }

    private void check() {
        if (callers.stream().anyMatch(caller -> !caller.isDone())) {
            throw new AssertionError("It has stopped; not done: " + notDone());
        }
        queue.checkIdle();
        Set<String> sent = new HashSet<>();
        homeserver.rooms().forEach((room, events) -> checkRoom(room, events, sent));
        callers.forEach(caller -> caller.checkAllSent(sent));
    }

    private void checkRoom(String room, List<ModelHomeserver.Event> events, Set<String> sent) {
        Map<SimulatedCaller, ModelHomeserver.Event> last = new HashMap<>();
        for (ModelHomeserver.Event event : events) {
            if (!sent.add(event.transaction())) {
                throw new AssertionError(event + " is in the room twice");
            }
            SimulatedCaller caller = callers.get(event.message().caller());
            if (caller.isOrdered(event)) {
                ModelHomeserver.Event before = last.put(caller, event);
                if (before != null && before.isAfter(event)) {
                    throw new AssertionError(
                            "In the room " + room + " " + before + " is before " + event);
                }
            }
        }
    }

    private List<SimulatedCaller> notDone() {
        return callers.stream().filter(caller -> !caller.isDone()).toList();
    }
}
