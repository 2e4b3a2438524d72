// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A caller, such as a route that reads a JMS queue: what it has not acknowledged when its process
 * crashes is sent again, with the same idempotent key.
 */
final class SimulatedCaller {

    /** How a caller goes on with its next message. */
    enum Kind {
        /** Its thread waits for each message. */
        WAITS,
        /** What follows a message goes on with the thread that completes it. */
        GOES_ON,
        /** Its thread submits the next message without waiting for the one before. */
        SUBMITS_ALL
    }

    private final VirtualTime time;
    private final Chance chance;
    private final Kind kind;
    private final int number;
    private final RetryPolicy policy;
    private final String route;
    private final int redeliveries;
    private final List<SimulatedMessage> messages = new ArrayList<>();
    private final Map<Integer, SimulatedMessage> open = new LinkedHashMap<>();
    private final Set<Integer> failed = new HashSet<>();
    private final Set<Integer> failedInQueue = new HashSet<>();
    private int attempts;
    private int incarnation;
    private SimulatedQueue queue;

    SimulatedCaller(VirtualTime time, Chance chance, int number, List<String> rooms) {
        this.time = time;
        this.chance = chance;
        this.number = number;
        this.kind = chance.of(Kind.values());
        this.route = "route" + chance.from(0, 1);
        this.redeliveries = kind == Kind.SUBMITS_ALL ? 0 : chance.of(0, 1, 1000);
        this.policy =
                new RetryPolicy(
                        chance.of(0, 1, 3, 10),
                        Duration.ofSeconds(chance.of(1, 10, 300)),
                        Duration.ofSeconds(chance.of(1, 60)),
                        chance.of(null, null, Duration.ZERO, Duration.ofSeconds(1)),
                        chance.of(PendingPolicy.values()));
        int count = chance.from(1, 10);
        for (int i = 0; i < count; i++) {
            List<String> way = new ArrayList<>();
            for (int step = chance.from(1, 2); step > 0; step--) {
                way.add(chance.of(rooms.toArray(String[]::new)));
            }
            int parts = chance.is(0.8) ? 1 : chance.from(2, 3);
            messages.add(new SimulatedMessage(number, i, parts, way));
            open.put(i, messages.get(i));
        }
    }

    /**
     * Whether an event of a message is in its room in the order of the messages. A message that has
     * failed may come later: after a crash, or because its request was under way for long.
     */
    boolean isOrdered(ModelHomeserver.Event event) {
        int message = event.message().number();
        return kind == Kind.SUBMITS_ALL
                ? event.step() == 0 && !failedInQueue.contains(message)
                : !failed.contains(message);
    }

    boolean isDone() {
        return open.isEmpty();
    }

    /** Its process has started: what is not acknowledged comes (again). */
    void start(SimulatedQueue queue) {
        this.queue = queue;
        incarnation++;
        attempts = 0;
        int now = incarnation;
        time.after(chance.upTo(Duration.ofSeconds(1)), () -> next(now, -1));
    }

    /** Its process has crashed. */
    void stop() {
        incarnation++;
    }

    /** All events of its messages that have not failed are to be there. */
    void checkAllSent(Set<String> transactions) {
        for (SimulatedMessage message : messages) {
            if (!failed.contains(message.number())) {
                for (int step = 0; step < message.rooms().size(); step++) {
                    for (int part = 0; part < message.parts(); part++) {
                        String transaction = message.event(step, part).transaction();
                        if (!transactions.contains(transaction)) {
                            throw new AssertionError(message + " was lost: " + transaction);
                        }
                    }
                }
            }
        }
    }

    /** Submits the first message behind one. */
    private void next(int now, int behind) {
        if (now != incarnation) {
            return;
        }
        for (SimulatedMessage message : List.copyOf(open.values())) {
            if (message.number() > behind) {
                submit(message, 0, false);
                return;
            }
        }
    }

    private void submit(SimulatedMessage message, int step, boolean onBehalf) {
        int now = incarnation;
        SimulatedSend send =
                new SimulatedSend(
                        message,
                        step,
                        policy,
                        new SendOrigin(route, null, time.now()),
                        time.now(),
                        failure -> done(now, message, step, failure),
                        () -> failedInQueue.add(message.number()));
        queue.submit(
                send,
                onBehalf,
                () -> {
                    if (kind == Kind.SUBMITS_ALL && step == 0) {
                        pause(() -> next(now, message.number()));
                    }
                });
    }

    private void done(int then, SimulatedMessage message, int step, Throwable failure) {
        if (then != incarnation) {
            throw new AssertionError(message + " is completed by a process that crashed");
        }
        if (failure == null && step + 1 < message.rooms().size()) {
            pause(() -> goOn(then, message, step + 1));
        } else if (failure != null && attempts++ < redeliveries) {
            time.after(chance.upTo(Duration.ofSeconds(20)), () -> goOn(then, message, step));
        } else {
            if (failure != null) {
                failed.add(message.number());
            }
            attempts = 0;
            open.remove(message.number());
            if (kind != Kind.SUBMITS_ALL) {
                pause(() -> goOnBehind(then, message.number()));
            }
        }
    }

    private void goOn(int then, SimulatedMessage message, int step) {
        if (then == incarnation) {
            submit(message, step, kind != Kind.WAITS);
        }
    }

    private void goOnBehind(int then, int number) {
        if (then != incarnation) {
            return;
        }
        for (SimulatedMessage message : List.copyOf(open.values())) {
            if (message.number() > number) {
                submit(message, 0, kind == Kind.GOES_ON);
                return;
            }
        }
    }

    private void pause(Runnable task) {
        time.after(chance.is(0.5) ? 0 : chance.upTo(Duration.ofMillis(200)), task);
    }

    @Override
    public String toString() {
        return "caller " + number + " of " + route + " " + kind + " " + policy;
    }
}
