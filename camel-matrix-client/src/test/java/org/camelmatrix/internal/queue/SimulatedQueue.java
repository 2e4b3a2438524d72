// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;

/**
 * What {@link SendQueue} is for a real process: it gives {@link QueueState} threads, a timer and a
 * clock, all of them simulated, and checks after each call what always has to hold. A process that
 * crashes does nothing any more; what it has sent is still on its way.
 */
final class SimulatedQueue {

    /** How late a thread or a timer may be. */
    private static final Duration LATE = Duration.ofMillis(2);

    private final VirtualTime time;
    private final Chance chance;
    private final ModelHomeserver homeserver;
    private final int slots;
    private final int maximumPending;
    private final QueueState state;
    private final Set<Object> lanes = new HashSet<>();
    private final List<SimulatedSend> sends = new ArrayList<>();
    private final Deque<Blocked> blocked = new ArrayDeque<>();
    private final Map<String, Stop> stops = new HashMap<>();
    private final double noThreads;
    private boolean crashed;
    private boolean closed;
    private long pauseEnd;
    private int started;
    private int pending;
    private int timers;

    /**
     * A caller whose thread waits for capacity.
     *
     * @param again submits its send again
     */
    private record Blocked(SimulatedSend send, Runnable again) {}

    /**
     * A route that stops.
     *
     * @param end until when its sends may wait
     * @param suspended when it was suspended, or null if it stops for good
     */
    private record Stop(long end, Long suspended) {

        boolean forbidsWaiting(SimulatedSend send, String route, long now) {
            return now - end > 0
                    && send.origin().isOf(route)
                    && (suspended == null || send.origin().beganUntil(suspended));
        }
    }

    SimulatedQueue(VirtualTime time, Chance chance, ModelHomeserver homeserver) {
        this.time = time;
        this.chance = chance;
        this.homeserver = homeserver;
        this.slots = chance.of(1, 2, 64);
        this.noThreads = chance.of(0.0, 0.0, 0.05);
        this.maximumPending = chance.of(1, 3, 100);
        this.state = new QueueState(slots, maximumPending, this::retryPause);
        this.pauseEnd = time.now();
    }

    private Duration retryPause(int retry) {
        long most = Backoff.exponential(Duration.ofMillis(200), retry).toNanos();
        return Duration.ofNanos(most / 2 + chance.upTo(Duration.ofNanos(most / 2)));
    }

    void crash() {
        crashed = true;
    }

    /** Does something in this process later, if it is still there. */
    private void later(Runnable task) {
        after(chance.is(0.5) ? 0 : chance.upTo(LATE), task);
    }

    private void after(long nanoseconds, Runnable task) {
        time.after(
                nanoseconds,
                () -> {
                    if (!crashed) {
                        task.run();
                    }
                });
    }

    /**
     * Submits a send on a thread.
     *
     * @param onBehalf whether the thread is a worker that goes on for the caller
     * @param returned is called when the thread has nothing more to do for the send
     */
    void submit(SimulatedSend send, boolean onBehalf, Runnable returned) {
        sends.add(send);
        if (state.isOpen() && !onBehalf && !lanes.contains(send.lane())) {
            attempt(send, false, returned);
        } else {
            submitWithLock(send, onBehalf, returned);
        }
    }

    private void submitWithLock(SimulatedSend send, boolean onBehalf, Runnable returned) {
        sends.remove(send);
        sends.add(send);
        boolean free = state.isOpen() && othersOfLane(send) == 0;
        Admission admission = state.submitted(send, onBehalf, !onBehalf, time.now());
        if (admission instanceof Admission.Direct) {
            check(state.pause(time.now()).isZero(), "started in a pause", send);
            perform(admission.actions());
            attempt(send, onBehalf, returned);
        } else if (admission instanceof Admission.Full full) {
            waitForCapacity(send, full, returned);
        } else {
            check(!free, "had to wait although its lane is free", send);
            send.isKnown = true;
            perform(admission.actions());
            returned.run();
        }
    }

    private long othersOfLane(SimulatedSend send) {
        return sends.stream()
                .filter(each -> each != send && each.lane().equals(send.lane()))
                .filter(each -> each.isTried || each.isInQueue())
                .count();
    }

    private void waitForCapacity(SimulatedSend send, Admission.Full full, Runnable returned) {
        check(state.pending() >= maximumPending, "waits although there is capacity", send);
        Blocked again = new Blocked(send, () -> submitWithLock(send, false, returned));
        blocked.add(again);
        if (chance.is(0.05)) {
            after(chance.upTo(Duration.ofSeconds(5)), () -> interrupt(send, again, returned));
        }
        if (full.until().isPresent()) {
            after(
                    full.until().getAsLong() - time.now(),
                    () -> {
                        if (blocked.remove(again)) {
                            again.again().run();
                        }
                    });
        }
    }

    private void interrupt(SimulatedSend send, Blocked again, Runnable returned) {
        if (blocked.remove(again)) {
            perform(state.interrupted(send, new InterruptedException(), time.now()));
            returned.run();
        }
    }

    void routeStops(String route, Duration left, boolean suspends) {
        Long suspended = suspends ? time.now() : null;
        stops.put(route, new Stop(time.now() + left.toNanos(), suspended));
        after(left.plus(LATE).toNanos(), this::checkBlocked);
        perform(
                suspends
                        ? state.routeSuspends(route, left, time.now())
                        : state.routeStops(route, left, time.now()));
    }

    void routeStarted(String route) {
        stops.remove(route);
        perform(state.routeStarted(route, time.now()));
    }

    void close() {
        closed = true;
        perform(state.closed(time.now()));
        check(sends.stream().noneMatch(SimulatedSend::waits), "waits in a closed queue", null);
    }

    private void attempt(SimulatedSend send, boolean known, Runnable returned) {
        check(!send.isTried, "is tried twice at a time", send);
        checkOrder(send);
        send.isTried = true;
        send.isKnown |= known;
        long began = time.now();
        if (chance.is(0.1)) {
            send.isKnown = true;
            perform(state.suspended(send, time.now()));
            returned.run();
            after(
                    chance.upTo(Duration.ofMillis(500)),
                    () -> next(send, failure -> ended(send, failure, began, true)));
        } else {
            next(
                    send,
                    failure -> {
                        ended(send, failure, began, known);
                        returned.run();
                    });
        }
    }

    /** Asks for the next event of a send that the homeserver has not taken yet. */
    private void next(SimulatedSend send, AttemptEnd end) {
        if (send.taken == send.message.parts()) {
            end.with(null);
        } else if (!state.pause(time.now()).isZero()) {
            end.with(SendFailures.heldBack(state.pause(time.now())));
        } else {
            check(time.now() - pauseEnd >= 0, "asks in a pause that is known", send);
            homeserver.send(
                    send.lane().toString(),
                    send.message.event(send.step, send.taken),
                    failure -> after(0, () -> answered(send, failure, end)));
        }
    }

    private void answered(SimulatedSend send, MatrixException failure, AttemptEnd end) {
        if (failure == null) {
            send.taken++;
            next(send, end);
            return;
        }
        if (failure instanceof MatrixLimitedException limited && limited.getRetryAfter() != null) {
            Duration longest = send.policy().maximumRetryDelay();
            Duration asked = limited.getRetryAfter();
            Duration pause = asked.compareTo(longest) < 0 ? asked : longest;
            long known = time.now() + pause.toNanos();
            pauseEnd = known - pauseEnd > 0 ? known : pauseEnd;
        } else if (failure instanceof MatrixUnavailableException) {
            send.unanswered++;
            check(
                    send.unanswered <= send.policy().maximumRetries() + 1,
                    "is tried too often",
                    send);
        }
        end.with(failure);
    }

    private interface AttemptEnd {
        void with(MatrixException failure);
    }

    private void ended(SimulatedSend send, MatrixException failure, long began, boolean known) {
        send.isTried = false;
        if (send.takesSlot()) {
            started--;
        }
        long took = time.now() - began;
        send.isKnown |= failure != null;
        if (failure == null && !known) {
            complete(send, null);
        } else if (failure == null) {
            perform(state.succeeded(send, took, time.now()));
        } else if (SendFailures.isHeldBack(failure)) {
            perform(state.heldBack(send, time.now()));
        } else {
            perform(state.failed(send, failure, took, time.now()));
        }
    }

    private void perform(List<QueueAction> actions) {
        for (QueueAction action : actions) {
            if (action instanceof QueueAction.LaneOpened opened) {
                check(lanes.add(opened.key()), "a lane is opened twice", null);
            } else if (action instanceof QueueAction.LaneClosed closed) {
                check(lanes.remove(closed.key()), "a lane is closed twice", null);
            } else if (action instanceof QueueAction.SubmitAgain) {
                blocked.forEach(caller -> later(caller.again()));
                blocked.clear();
            } else if (action instanceof QueueAction.Start start) {
                start((SimulatedSend) start.send());
            } else if (action instanceof QueueAction.Report report) {
                report.event().accept(observer());
            } else if (action instanceof QueueAction.Complete complete) {
                SimulatedSend send = (SimulatedSend) complete.send();
                if (complete.failure() != null) {
                    send.failed.run();
                }
                later(() -> complete(send, complete.failure()));
            }
        }
        setTimer();
        checkAlways();
        checkBlocked();
    }

    private void start(SimulatedSend send) {
        check(time.now() - pauseEnd >= 0, "started in a pause that is known", send);
        check(++started <= slots, "is started although no slot is free", send);
        boolean noThread = chance.is(noThreads);
        boolean abandoned = chance.is(0.01);
        later(
                () -> {
                    if (noThread || abandoned || !state.pause(time.now()).isZero()) {
                        started--;
                        perform(
                                noThread
                                        ? state.noThread(send, time.now())
                                        : abandoned
                                                ? state.abandoned(send, time.now())
                                                : state.heldBack(send, time.now()));
                    } else {
                        attempt(send, true, () -> {});
                    }
                });
    }

    private SendObserver observer() {
        return new SendObserver() {
            @Override
            public void queued() {
                pending++;
            }

            @Override
            public void left() {
                pending--;
            }

            @Override
            public void limited() {}

            @Override
            public void retried() {}
        };
    }

    private void setTimer() {
        OptionalLong wakeAt = state.wakeAt(time.now());
        int number = ++timers;
        if (wakeAt.isPresent()) {
            long late = chance.is(0.5) ? 0 : chance.upTo(LATE);
            after(
                    wakeAt.getAsLong() - time.now() + late,
                    () -> {
                        if (number == timers) {
                            perform(state.woken(time.now()));
                        }
                    });
        }
    }

    private void complete(SimulatedSend send, Throwable failure) {
        check(!send.isCompleted, "is completed twice", send);
        check(!send.isTried, "is completed while it is tried", send);
        check(failure != null || send.taken == send.message.parts(), "is not sent", send);
        send.isCompleted = true;
        sends.remove(send);
        send.done.accept(failure);
    }

    /** What one caller sends to a room is tried in the order in which it was submitted. */
    private void checkOrder(SimulatedSend send) {
        for (SimulatedSend each : sends) {
            if (each == send) {
                return;
            }
            if (each.caller() == send.caller()
                    && each.lane().equals(send.lane())
                    && each.isKnown
                    && each.state() != SendState.DONE) {
                throw new AssertionError(send + " overtakes " + each);
            }
        }
    }

    private void checkAlways() {
        check(pending == state.pending(), "the observers count another number of sends", null);
        long now = time.now();
        OptionalLong wakeAt = state.wakeAt(now);
        if (wakeAt.isPresent() && wakeAt.getAsLong() - now <= 0) {
            return;
        }
        boolean idle =
                lanes.isEmpty() && stops.values().stream().allMatch(stop -> stop.end() - now <= 0);
        check(!idle || wakeAt.isEmpty(), "a timer is left", null);
        for (SimulatedSend send : sends) {
            Duration most = send.policy().maximumWait();
            if (send.waits() && most != null) {
                Duration waited = Duration.ofNanos(now - send.submitted).minus(LATE);
                check(waited.compareTo(most) <= 0, "waits longer than its policy allows", send);
            }
        }
    }

    /** No caller waits for capacity any longer than it has to, and none past its route's end. */
    private void checkBlocked() {
        long now = time.now();
        for (Blocked caller : blocked) {
            SimulatedSend send = caller.send();
            check(!closed, "stays blocked although the queue is closed", send);
            check(
                    state.pending() >= maximumPending,
                    "stays blocked although there is capacity",
                    send);
            check(
                    !state.isOpen() || lanes.contains(send.lane()),
                    "stays blocked although its lane is free",
                    send);
            stops.forEach(
                    (route, stop) ->
                            check(
                                    !stop.forbidsWaiting(send, route, now - LATE.toNanos() / 2),
                                    "stays blocked past its route's end",
                                    send));
        }
    }

    /** Nothing is left when all sends are done. */
    void checkIdle() {
        check(sends.isEmpty(), "sends are left", null);
        check(blocked.isEmpty(), "callers wait for capacity", null);
        check(lanes.isEmpty(), "lanes are left", null);
        check(state.wakeAt(time.now()).isEmpty(), "a timer is left", null);
        check(started == 0, "slots are left", null);
        check(state.pending() == 0, "sends are still pending", null);
    }

    private void check(boolean holds, String what, SimulatedSend send) {
        if (!holds) {
            throw new AssertionError(send == null ? what : send + " " + what);
        }
    }
}
