// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sends of one account: in order for a room, and no faster than the homeserver allows.
 *
 * <p>Any thread may submit. A send is tried on the caller's thread when nobody waits for its room
 * and the account is not limited; if it succeeds there, it has met no lock. One that does not end
 * there waits without a thread, and {@link Workers} go on with it. They complete its future after
 * its place is free, so that what follows may send to the same room and wait for that. What waits
 * for a room goes one at a time, unless different callers sent it at the same time ({@link
 * QueuedSend#mayGoBeside}): otherwise a room that is written to by many would stay as slow as one
 * thread once anything had to wait. The lock guards the lists alone: no attempt is made and no
 * future completed under it.
 */
public final class SendQueue {

    private static final Logger LOG = LoggerFactory.getLogger(SendQueue.class);
    private static final int MOST_IN_FLIGHT = 64;
    private static final Duration NO_THREAD = Duration.ofSeconds(1);

    private final int maximumPending;
    private final Workers workers;
    private final Lanes lanes = new Lanes();
    private final AccountLimit limit = new AccountLimit(MOST_IN_FLIGHT);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition place = lock.newCondition();
    private final StoppingRoutes stopping = new StoppingRoutes();
    private int running;
    private boolean waking;
    private volatile int pending;
    private volatile boolean closed;

    /**
     * @param maximumPending how many sends may wait
     * @param workers go on with what had to wait
     */
    public SendQueue(int maximumPending, Workers workers) {
        this.maximumPending = maximumPending;
        this.workers = workers;
    }

    /**
     * Makes a send, now or when it is its turn, and again where that helps.
     *
     * @param key what keeps sends in order: the room
     * @param attempt makes one attempt, and fails with a {@link MatrixException}; tried again it
     *     has to be the same send for the homeserver
     * @param patience how long it may go on
     * @param observer is told what happens on the way
     * @param origin who wants it
     * @return what the last attempt gave; complete if the send was done on this thread, and
     *     otherwise completed by a worker
     */
    public <T> CompletableFuture<T> submit(
            Object key,
            Supplier<CompletableFuture<T>> attempt,
            Patience patience,
            SendObserver observer,
            SendOrigin origin) {
        long now = System.nanoTime();
        QueuedSend<T> send =
                new QueuedSend<>(attempt, patience, observer, origin, workers.caller(), now);
        boolean inAnothersName = workers.isInAnothersName();
        if (limit.isOpen() && !closed && passes(key, send, inAnothersName, now)) {
            tryNow(key, send, inAnothersName, now);
        } else {
            change(endings -> enqueue(key, send, endings)).tell();
        }
        return send.result();
    }

    /**
     * Lets a send go at once, if it may.
     *
     * @param inAnothersName whether its caller may send more while it is on its way, so that the
     *     others have to know of it
     */
    private boolean passes(Object key, QueuedSend<?> send, boolean inAnothersName, long now) {
        if (!inAnothersName && !lanes.has(key)) {
            return true;
        }
        lock.lock();
        try {
            boolean passes = limit.isOpen() && !closed && lanes.letPass(key, send, now);
            if (passes && inAnothersName) {
                send.setOff(now);
                lanes.of(key).depart(send);
            }
            return passes;
        } finally {
            lock.unlock();
        }
    }

    /** Whether somebody waits for a room. */
    public boolean isBusy(Object key) {
        return lanes.has(key);
    }

    /** How many sends wait. */
    public int pending() {
        return pending;
    }

    /** How long the homeserver lets nobody send; zero if it does not say so. */
    public Duration pause() {
        lock.lock();
        try {
            return pauseOfAccount();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A route stops: what belongs to it fails now if it cannot be sent in time, and else when the
     * time is over.
     *
     * @param route the route's id
     * @param left how long it may take
     */
    public void stopping(String route, Duration left) {
        giveUp(endings -> stopping.stop(route, System.nanoTime() + left.toNanos()));
        giveUpAfter(left);
    }

    /**
     * A route is suspended: as {@link #stopping}, for the sends of exchanges that have begun.
     *
     * @param route the route's id
     * @param left how long it may take
     */
    public void suspending(String route, Duration left) {
        giveUp(
                endings -> {
                    long now = System.nanoTime();
                    stopping.suspend(route, now + left.toNanos(), now);
                });
        giveUpAfter(left);
    }

    private void giveUpAfter(Duration left) {
        if (!left.isZero()) {
            workers.after(left, () -> giveUp(endings -> {}));
        }
    }

    /** A route has started, maybe again, or is gone. */
    public void started(String route) {
        tellLater(change(endings -> stopping.started(route)));
    }

    /** Whoever waits fails, and nobody waits any more. */
    public void close() {
        Endings endings =
                change(
                        all -> {
                            closed = true;
                            failThoseThatMustStop(all);
                        });
        tell(endings.count());
        endings.tell();
    }

    private void giveUp(Consumer<Endings> change) {
        Endings endings = change(change.andThen(this::failThoseThatMustStop));
        tell(endings.count());
        tellLater(endings);
    }

    private static void tell(int givenUp) {
        if (givenUp > 0) {
            LOG.warn("{} messages waited when their route stopped; their exchanges fail", givenUp);
        }
    }

    private <T> void tryNow(Object key, QueuedSend<T> send, boolean inAnothersName, long now) {
        CompletableFuture<T> outcome = send.attempt(now);
        if (!outcome.isDone()) {
            holdUpTheRoom(key, send, outcome);
        } else if (inAnothersName || outcome.isCompletedExceptionally()) {
            change(endings -> arrive(key, send, outcome, endings)).tell();
        } else {
            send.result().complete(outcome.join());
        }
    }

    /** Who comes later waits, as this send is not done when its attempt returns. */
    private <T> void holdUpTheRoom(Object key, QueuedSend<T> send, CompletableFuture<T> outcome) {
        tellLater(
                change(
                        endings -> {
                            send.holdUp();
                            lanes.of(key).depart(send);
                        }));
        outcome.whenComplete(
                (value, failure) ->
                        tellLater(change(endings -> arrive(key, send, outcome, endings))));
    }

    private <T> void run(Lane lane, QueuedSend<T> send) {
        if (!limit.isOpen() && returns(lane, send)) {
            return;
        }
        long began = System.nanoTime();
        CompletableFuture<T> outcome = send.attempt(began);
        boolean here = outcome.isDone();
        long took = System.nanoTime() - began;
        if (!here) {
            tellLater(change(endings -> send.holdUp()));
        }
        outcome.whenComplete(
                (value, failure) -> {
                    Endings ended =
                            change(
                                    endings -> {
                                        comeBack(lane, send);
                                        if (here && failure == null && !lane.isCautious()) {
                                            lanes.measured(took);
                                        }
                                        settle(lane, send, outcome, endings);
                                    });
                    if (here) {
                        ended.tell();
                    } else {
                        tellLater(ended);
                    }
                });
    }

    /** Lets a send wait again that has set off, if a pause has begun before its thread did. */
    private boolean returns(Lane lane, QueuedSend<?> send) {
        AtomicBoolean returned = new AtomicBoolean();
        change(
                        endings -> {
                            if (limit.isPaused(System.nanoTime())) {
                                returned.set(true);
                                comeBack(lane, send);
                                lane.addAgain(send);
                                letWait(lane, send, endings);
                            }
                        })
                .tell();
        return returned.get();
    }

    /** Changes the lists and sets off whoever can go then. */
    private Endings change(Consumer<Endings> change) {
        Endings endings = new Endings(workers);
        lock.lock();
        try {
            change.accept(endings);
            setOff(endings);
        } finally {
            lock.unlock();
        }
        return endings;
    }

    private void tellLater(Endings endings) {
        for (Endings part : endings.parts()) {
            try {
                workers.execute(part::tellOwn);
            } catch (RejectedExecutionException | OutOfMemoryError e) {
                part.tellOwn();
            }
        }
    }

    // What follows is called with the lock only.

    private void enqueue(Object key, QueuedSend<?> send, Endings endings) {
        MatrixException refusal = waitForPlace(send);
        if (refusal != null) {
            endings.failed(send, refusal);
            return;
        }
        Lane lane = lanes.of(key);
        lane.addLast(send);
        letWait(lane, send, endings);
    }

    /** Waits until there is a place in the queue; gives the reason if there will be none. */
    private MatrixException waitForPlace(QueuedSend<?> send) {
        while (pending >= maximumPending && !closed && !workers.isOwnThread()) {
            if (send.patience().whenFull() == PendingPolicy.FAIL) {
                return GivenUp.noPlace(maximumPending);
            }
            if (mustStop(send, Duration.ZERO)) {
                return send.stopped(pauseOfAccount());
            }
            try {
                Duration left = send.waitLeft(System.nanoTime());
                if (left == null) {
                    place.await();
                } else if (place.awaitNanos(left.toNanos()) <= 0) {
                    return send.waitedTooLong(pauseOfAccount());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return new MatrixUnavailableException(
                        "The thread was interrupted while it waited for a place in the queue", e);
            }
        }
        return null;
    }

    private <T> void arrive(
            Object key, QueuedSend<T> send, CompletableFuture<T> outcome, Endings endings) {
        Lane lane = lanes.of(key);
        lane.arrive(send);
        settle(lane, send, outcome, endings);
    }

    /** What the outcome of an attempt means for the send and for its room. */
    private <T> void settle(
            Lane lane, QueuedSend<T> send, CompletableFuture<T> outcome, Endings endings) {
        long now = System.nanoTime();
        if (!outcome.isCompletedExceptionally()) {
            limit.succeeded(now);
            lane.answered();
            leave(send);
            endings.succeeded(send, outcome.join());
        } else {
            settle(lane, send, reason(outcome), now, endings);
        }
        lanes.place(lane, System.nanoTime());
    }

    private void settle(
            Lane lane, QueuedSend<?> send, Throwable reason, long now, Endings endings) {
        if (reason instanceof MatrixLimitedException limited) {
            limit.refused(limited.getRetryAfter(), send.patience().maximumRetryDelay(), now);
            send.limited(limited);
        } else {
            Duration pause =
                    reason instanceof MatrixUnavailableException unavailable
                            ? send.retryAfter(unavailable, now)
                            : null;
            if (pause == null) {
                if (!(reason instanceof MatrixUnavailableException)) {
                    lane.answered();
                }
                leave(send);
                endings.failed(send, reason);
                return;
            }
            lane.failed();
            pause(lane, pause);
        }
        lane.addAgain(send);
        letWait(lane, send, endings);
    }

    private static Throwable reason(CompletableFuture<?> failed) {
        try {
            failed.join();
            throw new IllegalStateException("the attempt did not fail");
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** Lets a send wait that stands in its lane, or fails it if its turn would come too late. */
    private void letWait(Lane lane, QueuedSend<?> send, Endings endings) {
        if (send.queue()) {
            pending++;
        }
        Duration pause = pause(lane);
        Duration left = send.waitLeft(System.nanoTime());
        if (closed || mustStop(send, pause)) {
            fail(lane, send, send.stopped(pauseOfAccount()), endings);
        } else if (left != null && left.compareTo(pause) <= 0 && !isNext(lane, send)) {
            fail(lane, send, send.waitedTooLong(pauseOfAccount()), endings);
        } else if (left != null && !send.isExpiring()) {
            send.expireWith(
                    workers.after(left, () -> tellLater(change(e -> expire(lane, send, e)))));
        }
        lanes.place(lane, System.nanoTime());
    }

    /** Whether a send only passes through its lane. */
    private boolean isNext(Lane lane, QueuedSend<?> send) {
        long now = System.nanoTime();
        return lanes.isReady(lane, now) && lane.isFirst(send) && running < limit.allowance(now);
    }

    private void expire(Lane lane, QueuedSend<?> send, Endings endings) {
        fail(lane, send, send.waitedTooLong(pauseOfAccount()), endings);
        lanes.place(lane, System.nanoTime());
    }

    private void fail(Lane lane, QueuedSend<?> send, MatrixException reason, Endings endings) {
        if (lane.remove(send)) {
            leave(send);
            endings.failed(send, reason);
        }
    }

    private void leave(QueuedSend<?> send) {
        if (send.leave()) {
            pending--;
            place.signalAll();
        }
    }

    private void failThoseThatMustStop(Endings endings) {
        for (Lane lane : lanes.all()) {
            Endings ofLane = endings.apart();
            Duration pause = pause(lane);
            for (QueuedSend<?> send : lane.waiting()) {
                if (closed || mustStop(send, pause)) {
                    fail(lane, send, send.stopped(pauseOfAccount()), ofLane);
                }
            }
            lanes.place(lane, System.nanoTime());
        }
        place.signalAll();
    }

    /** Whether a route that the send belongs to stops before its turn can come. */
    private boolean mustStop(QueuedSend<?> send, Duration pause) {
        return stopping.forbidWaiting(send.origin(), System.nanoTime() + pause.toNanos());
    }

    private Duration pauseOfAccount() {
        return limit.pause(System.nanoTime());
    }

    private Duration pause(Lane lane) {
        long now = System.nanoTime();
        Duration ofAccount = limit.pause(now);
        Duration ofLane = lane.pause(now);
        return ofLane.compareTo(ofAccount) > 0 ? ofLane : ofAccount;
    }

    private void setOff(Endings endings) {
        long now = System.nanoTime();
        if (lanes.isEmpty()) {
            limit.idle(now);
        }
        while (lanes.hasReady() && running < limit.allowance(now)) {
            Lane lane = lanes.nextReady(now);
            if (lane != null) {
                setOff(lane, lane.takeFirst(), endings);
                lanes.place(lane, now);
            }
        }
        if (lanes.hasReady() && limit.isPaused(now) && !waking) {
            waking = true;
            workers.after(limit.pause(now), () -> tellLater(change(none -> waking = false)));
        }
    }

    private void setOff(Lane lane, QueuedSend<?> send, Endings endings) {
        if (send.isGivenUp()) {
            leave(send);
            endings.failed(send, send.givenUp());
            lanes.place(lane, System.nanoTime());
            return;
        }
        send.setOff(System.nanoTime());
        lane.depart(send);
        running++;
        try {
            workers.execute(() -> run(lane, send));
        } catch (RejectedExecutionException e) {
            comeBack(lane, send);
            leave(send);
            endings.failed(send, send.stopped(pauseOfAccount()));
            lanes.place(lane, System.nanoTime());
        } catch (OutOfMemoryError e) {
            LOG.warn("There is no thread to send with ({}); trying again", e.getMessage());
            comeBack(lane, send);
            lane.addAgain(send);
            pause(lane, NO_THREAD);
        }
    }

    /** A send of the queue is not on its way any more. */
    private void comeBack(Lane lane, QueuedSend<?> send) {
        lane.arrive(send);
        running--;
    }

    private void pause(Lane lane, Duration pause) {
        long now = System.nanoTime();
        lane.pauseUntil(now + pause.toNanos(), now);
        workers.after(pause, () -> tellLater(change(none -> lanes.place(lane, System.nanoTime()))));
    }
}
