// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.camelmatrix.MatrixException;
import org.camelmatrix.internal.queue.QueueAction.Complete;
import org.camelmatrix.internal.queue.QueueAction.LaneClosed;
import org.camelmatrix.internal.queue.QueueAction.LaneOpened;
import org.camelmatrix.internal.queue.QueueAction.Report;
import org.camelmatrix.internal.queue.QueueAction.Start;
import org.camelmatrix.internal.queue.QueueAction.SubmitAgain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sends of one account: in order in a room, and no faster than the homeserver allows. {@link
 * QueueState} decides; this class gives it a lock, threads, a clock and a timer.
 *
 * <p>Any thread may submit. If the account is not limited and no send of the room waits, the
 * caller's thread makes the first attempt, and a send that succeeds there takes no lock. Any other
 * send waits without a thread, and {@link Workers} make its attempts. A worker frees the send's
 * place in its lane before it completes its future; so what follows from that may send to the same
 * room and wait for it. Each future is completed once. Under the lock, only the state is changed
 * and the timer is set: attempts, observers and futures are called without it.
 */
public final class SendQueue {

    private static final Logger LOG = LoggerFactory.getLogger(SendQueue.class);

    /** How many sends that had to wait may be in flight. */
    private static final int SLOTS = 64;

    private final Workers workers;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition capacity = lock.newCondition();
    private final QueueState state;
    private final QueueTimer timer;
    private final Completions completions;

    /** What threads read without the lock; changed with it. */
    private final Set<Object> lanes = ConcurrentHashMap.newKeySet();

    private volatile boolean open = true;
    private volatile int pending;

    /**
     * @param maximumPending how many sends may wait
     * @param workers make the attempts of sends that had to wait
     */
    public SendQueue(int maximumPending, Workers workers) {
        this.workers = workers;
        this.timer = new QueueTimer(workers, this::wake);
        this.completions = new Completions(workers);
        this.state = new QueueState(SLOTS, maximumPending, Backoff::retry);
    }

    /**
     * Sends now or when it is the send's turn, and tries again where that helps.
     *
     * @param lane what keeps sends in order: the room
     * @param attempt makes one attempt, and fails with a {@link MatrixException}; when it is called
     *     again it has to be the same send for the homeserver
     * @param policy how often and how long it is tried, and how long it may wait
     * @param observer counts what happens to it
     * @param origin the routes that wait for it
     * @return what the last attempt gave; complete if the send was done on this thread, and
     *     otherwise completed by a worker
     */
    public <T> CompletableFuture<T> submit(
            Object lane,
            Supplier<CompletableFuture<T>> attempt,
            RetryPolicy policy,
            SendObserver observer,
            SendOrigin origin) {
        long now = System.nanoTime();
        Submission<T> send =
                new Submission<>(lane, attempt, policy, observer, origin, workers.caller(), now);
        boolean onBehalf = workers.isOnBehalf();
        if (open && !onBehalf && !lanes.contains(lane)) {
            attempt(send, false, now);
        } else if (mayStartHere(send, onBehalf)) {
            attempt(send, onBehalf, System.nanoTime());
        }
        return send.result();
    }

    /**
     * Makes a request of an attempt, unless the account is in a pause. An attempt may take long and
     * make several requests, so each of those that send goes through here.
     *
     * @return what the request gives; or a failure by which the attempt has to end. The send waits
     *     then until the pause is over.
     */
    public <T> CompletableFuture<T> unlessPaused(Supplier<CompletableFuture<T>> request) {
        if (!open) {
            Duration pause = pause();
            if (!pause.isZero()) {
                return CompletableFuture.failedFuture(SendFailures.heldBack(pause));
            }
        }
        return request.get();
    }

    /** Whether an attempt has failed only because {@link #unlessPaused} made no request. */
    public static boolean isHeldBack(Throwable failure) {
        return SendFailures.isHeldBack(failure);
    }

    /** Whether a lane has sends that wait, or that are in flight and known to the queue. */
    public boolean isBusy(Object lane) {
        return lanes.contains(lane);
    }

    /** How many sends wait. */
    public int pending() {
        return pending;
    }

    /** How long the homeserver's rate limit lets no send start; zero without a limit. */
    public Duration pause() {
        lock.lock();
        try {
            return state.pause(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /**
     * A route stops: its sends that wait fail now if they cannot start in time, and otherwise when
     * the time is over.
     *
     * @param route the route's id
     * @param left how long its sends may still wait
     */
    public void stopping(String route, Duration left) {
        stop(now -> state.routeStops(route, left, now), false);
    }

    /**
     * A route is suspended: as {@link #stopping}, for the sends of exchanges that have begun.
     *
     * @param route the route's id
     * @param left how long its sends may still wait
     */
    public void suspending(String route, Duration left) {
        stop(now -> state.routeSuspends(route, left, now), false);
    }

    /** A route has started again, or is gone. */
    public void started(String route) {
        perform(change(now -> state.routeStarted(route, now)), false);
    }

    /** All sends that wait fail, and no send may wait any more. */
    public void close() {
        stop(state::closed, true);
    }

    private void stop(LongFunction<List<QueueAction>> call, boolean here) {
        List<QueueAction> actions = change(call);
        logStopped(actions);
        perform(actions, here);
    }

    private static void logStopped(List<QueueAction> actions) {
        long stopped =
                actions.stream()
                        .filter(each -> each instanceof Complete complete && complete.isStop())
                        .count();
        if (stopped > 0) {
            LOG.warn(
                    "{} messages were still waiting when their route stopped; their exchanges fail",
                    stopped);
        }
    }

    /** Submits a send; whether this thread is to make its first attempt. */
    private boolean mayStartHere(Submission<?> send, boolean onBehalf) {
        boolean mayBlock = !workers.isWorker();
        Admission admission;
        lock.lock();
        try {
            admission = state.submitted(send, onBehalf, mayBlock, System.nanoTime());
            while (admission instanceof Admission.Full full) {
                admission = submitAgain(send, onBehalf, full);
            }
            publish(admission.actions(), System.nanoTime());
        } finally {
            lock.unlock();
        }
        perform(admission.actions(), true);
        return admission instanceof Admission.Direct;
    }

    private Admission submitAgain(Submission<?> send, boolean onBehalf, Admission.Full full) {
        try {
            if (full.until().isEmpty()) {
                capacity.await();
            } else {
                capacity.awaitNanos(full.until().getAsLong() - System.nanoTime());
            }
            return state.submitted(send, onBehalf, true, System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Admission.Taken(state.interrupted(send, e, System.nanoTime()));
        }
    }

    /**
     * Makes an attempt on this thread.
     *
     * @param known whether the state knows of it
     */
    private <T> void attempt(Submission<T> send, boolean known, long began) {
        CompletableFuture<T> attempt = send.attempt();
        if (!attempt.isDone()) {
            perform(change(now -> state.suspended(send, now)), false);
            attempt.whenComplete((value, failure) -> perform(ended(send, attempt, began), false));
        } else if (known || attempt.isCompletedExceptionally()) {
            perform(ended(send, attempt, began), true);
        } else {
            send.result().complete(attempt.join());
        }
    }

    private <T> List<QueueAction> ended(
            Submission<T> send, CompletableFuture<T> attempt, long began) {
        long took = System.nanoTime() - began;
        Throwable failure = Submission.failure(attempt);
        if (SendFailures.isHeldBack(failure)) {
            return change(now -> state.heldBack(send, now));
        }
        if (failure != null) {
            return change(now -> state.failed(send, failure, took, now));
        }
        send.keep(attempt.join());
        return change(now -> state.succeeded(send, took, now));
    }

    /** Makes an attempt on a worker's thread, unless it has to wait again. */
    private void run(Submission<?> send) {
        if (!open && isHeldBack(send)) {
            return;
        }
        if (send.isAbandoned()) {
            perform(change(now -> state.abandoned(send, now)), true);
        } else {
            attempt(send, true, System.nanoTime());
        }
    }

    /** Lets a send wait again if a pause has begun since it was started. */
    private boolean isHeldBack(Submission<?> send) {
        boolean heldBack;
        List<QueueAction> actions = List.of();
        lock.lock();
        try {
            long now = System.nanoTime();
            heldBack = !state.pause(now).isZero();
            if (heldBack) {
                actions = state.heldBack(send, now);
                publish(actions, now);
            }
        } finally {
            lock.unlock();
        }
        perform(actions, true);
        return heldBack;
    }

    private List<QueueAction> change(LongFunction<List<QueueAction>> call) {
        lock.lock();
        try {
            long now = System.nanoTime();
            List<QueueAction> actions = call.apply(now);
            publish(actions, now);
            return actions;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock: shows other threads what has changed, and sets the timer. */
    private void publish(List<QueueAction> actions, long now) {
        for (QueueAction action : actions) {
            if (action instanceof LaneOpened opened) {
                lanes.add(opened.key());
            } else if (action instanceof LaneClosed closed) {
                lanes.remove(closed.key());
            } else if (action instanceof SubmitAgain) {
                capacity.signalAll();
            }
        }
        open = state.isOpen();
        pending = state.pending();
        timer.set(state.wakeAt(now), now);
    }

    private void wake() {
        stop(
                now -> {
                    timer.fired(now);
                    return state.woken(now);
                },
                false);
    }

    /**
     * Without the lock: starts, counts and completes sends.
     *
     * @param here whether this thread completes them; otherwise workers do, because the thread is
     *     not the component's, or holds something up
     */
    private void perform(List<QueueAction> actions, boolean here) {
        if (actions.isEmpty()) {
            return;
        }
        List<Complete> completes = new ArrayList<>(1);
        Deque<QueueAction> left = new ArrayDeque<>(actions);
        while (!left.isEmpty()) {
            QueueAction action = left.remove();
            if (action instanceof Start start) {
                left.addAll(start((Submission<?>) start.send()));
            } else if (action instanceof Report report) {
                report.event().accept(((Submission<?>) report.send()).observer());
            } else if (action instanceof Complete complete) {
                completes.add(complete);
            }
        }
        if (here) {
            completions.here(completes);
        } else {
            completions.byWorkers(completes);
        }
    }

    /** Gives a send to a worker; what follows if that fails. */
    private List<QueueAction> start(Submission<?> send) {
        try {
            workers.execute(() -> run(send));
            return List.of();
        } catch (RejectedExecutionException e) {
            return change(now -> state.rejected(send, now));
        } catch (OutOfMemoryError e) {
            LOG.warn("There is no thread to send with ({}); it is tried again", e.getMessage());
            return change(now -> state.noThread(send, now));
        }
    }
}
