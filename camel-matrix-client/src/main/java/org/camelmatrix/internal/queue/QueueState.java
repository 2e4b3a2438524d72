// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.queue.QueueAction.Complete;
import org.camelmatrix.internal.queue.QueueAction.Report;
import org.camelmatrix.internal.queue.QueueAction.Start;
import org.camelmatrix.internal.queue.QueueAction.SubmitAgain;

/**
 * The state of an account's sends: which of them wait, which are in flight, and which may start. It
 * is pure: a call tells what has happened and when, and returns the actions that follow. It starts
 * no thread, reads no clock, makes no call to other objects of the account and holds no lock, so a
 * test can run it in virtual time.
 *
 * <p>{@link SendState}, {@link SendLane} and {@link AccountLimit} have the tables of states and
 * transitions. After each call, ready lanes start their first send, in the order in which they
 * became ready, until all slots are in use or the rate limit allows no more.
 *
 * <p>One thread at a time. Times are those of {@link System#nanoTime} and never go back from one
 * call to the next.
 */
final class QueueState {

    private static final Duration NO_THREAD = Duration.ofSeconds(1);

    private final IntFunction<Duration> retryPause;
    private final WaitLimits waits;
    private final AccountLimit limit;
    private final Wakeups wakeups = new Wakeups();
    private final SendLanes lanes = new SendLanes(wakeups, this::add);
    private List<QueueAction> actions = new ArrayList<>();
    private int usedSlots;

    /**
     * Whether something has happened that may end the wait of callers for capacity: a send is done,
     * which may also free its lane or end the account's limit; a route stops; the queue is closed.
     */
    private boolean callersGoOn;

    /**
     * @param slots how many sends of the queue may be in flight; first attempts on callers' threads
     *     do not count
     * @param maximumPending how many sends may wait
     * @param retryPause the pause before a retry, by its number from 1 on
     */
    QueueState(int slots, int maximumPending, IntFunction<Duration> retryPause) {
        this.limit = new AccountLimit(slots);
        this.waits = new WaitLimits(maximumPending);
        this.retryPause = retryPause;
    }

    /** Whether a send whose lane does not exist may be tried without asking. */
    boolean isOpen() {
        return limit.isOpen() && !waits.isClosed();
    }

    /** How many sends have waited and are not done. */
    int pending() {
        return waits.pending();
    }

    /** How long the homeserver's rate limit lets no send start. */
    Duration pause(long now) {
        return limit.pause(now);
    }

    /** When {@link #woken} has to be called, if it has to. */
    OptionalLong wakeAt(long now) {
        OptionalLong next = wakeups.next();
        boolean waitsForLimit = lanes.hasReady() && limit.isPaused(now);
        return waitsForLimit && (next.isEmpty() || next.getAsLong() - limit.pauseEnd() > 0)
                ? OptionalLong.of(limit.pauseEnd())
                : next;
    }

    /**
     * A send was submitted.
     *
     * @param callerGoesOn whether its caller may submit more while the first attempt is made, so
     *     that the lane has to know of it
     * @param mayBlock whether its caller may wait for capacity
     */
    Admission submitted(QueuedSend send, boolean callerGoesOn, boolean mayBlock, long now) {
        if (isOpen() && lanes.letPass(send, now)) {
            if (callerGoesOn) {
                send.started(now);
                lanes.of(send.lane()).depart(send);
            }
            return new Admission.Direct(takeActions());
        }
        if (!waits.hasCapacity() && mayBlock) {
            MatrixException refusal = waits.refusal(send, limit.pause(now), now);
            if (refusal == null) {
                return new Admission.Full(waits.end(send, now));
            }
            complete(send, refusal);
        } else {
            SendLane lane = lanes.of(send.lane());
            send.addedToLane(now);
            lane.addLast(send);
            letWait(lane, send, now);
        }
        return new Admission.Taken(dispatch(now));
    }

    /** A caller that waited for capacity was interrupted. */
    List<QueueAction> interrupted(QueuedSend send, InterruptedException reason, long now) {
        complete(
                send,
                new MatrixUnavailableException(
                        "The thread was interrupted while it waited for capacity in the queue",
                        reason));
        return dispatch(now);
    }

    /** An attempt has ended, or has not begun, because the account was paused meanwhile. */
    List<QueueAction> heldBack(QueuedSend send, long now) {
        SendLane lane = arrive(send);
        lane.addAgain(send);
        letWait(lane, send, now);
        return dispatch(now);
    }

    /** There is no thread for a send that was started. */
    List<QueueAction> noThread(QueuedSend send, long now) {
        SendLane lane = arrive(send);
        lanes.pause(lane, NO_THREAD, now);
        lane.addAgain(send);
        letWait(lane, send, now);
        return dispatch(now);
    }

    /** No worker takes a send that was started, because the workers are shut down. */
    List<QueueAction> rejected(QueuedSend send, long now) {
        SendLane lane = arrive(send);
        complete(send, SendFailures.stopped(send, limit.pause(now)));
        lanes.refresh(lane, now);
        return dispatch(now);
    }

    /** The caller no longer waits for a send that was started; no attempt was made. */
    List<QueueAction> abandoned(QueuedSend send, long now) {
        SendLane lane = arrive(send);
        complete(send, SendFailures.abandoned(send));
        lanes.refresh(lane, now);
        return dispatch(now);
    }

    /** An attempt has returned without a result, which comes later. */
    List<QueueAction> suspended(QueuedSend send, long now) {
        send.become(SendState.SUSPENDED);
        send.notStartedYet();
        lanes.of(send.lane()).depart(send);
        return dispatch(now);
    }

    /**
     * An attempt has succeeded.
     *
     * @param took how many nanoseconds the attempt took
     */
    List<QueueAction> succeeded(QueuedSend send, long took, long now) {
        boolean measured = send.state() == SendState.STARTED;
        SendLane lane = arrive(send);
        if (measured && !lane.isOneAtATime()) {
            lanes.measured(took);
        }
        limit.succeeded(now);
        lane.answered();
        complete(send, null);
        lanes.refresh(lane, now);
        return dispatch(now);
    }

    /**
     * An attempt has failed.
     *
     * @param took how many nanoseconds the attempt took
     */
    List<QueueAction> failed(QueuedSend send, Throwable reason, long took, long now) {
        SendLane lane = arrive(send);
        if (reason instanceof MatrixLimitedException limited) {
            limit.refused(limited.getRetryAfter(), send.policy().maximumRetryDelay(), now);
            send.setLastFailure(limited);
            report(send, SendObserver::limited);
            retry(lane, send, now);
        } else if (reason instanceof MatrixUnavailableException unavailable) {
            unanswered(lane, send, unavailable, took, now);
        } else {
            lane.answered();
            complete(send, reason);
        }
        lanes.refresh(lane, now);
        return dispatch(now);
    }

    private void unanswered(
            SendLane lane,
            QueuedSend send,
            MatrixUnavailableException reason,
            long took,
            long now) {
        send.setLastFailure(reason);
        send.addTried(Duration.ofNanos(took));
        Duration pause = retryPause.apply(send.retries() + 1);
        if (!send.takeRetry(pause)) {
            complete(send, reason);
            return;
        }
        report(send, SendObserver::retried);
        lane.unanswered();
        lanes.pause(lane, pause, now);
        retry(lane, send, now);
    }

    private void retry(SendLane lane, QueuedSend send, long now) {
        lane.addAgain(send);
        letWait(lane, send, now);
    }

    /** The moment of {@link #wakeAt} has come. */
    List<QueueAction> woken(long now) {
        wakeups.run(now);
        return dispatch(now);
    }

    /** A route stops, and none of its sends may wait after the time that is left. */
    List<QueueAction> routeStops(String route, Duration left, long now) {
        return stop(route, null, left, now);
    }

    /** As {@link #routeStops}, for sends of exchanges that have begun until now. */
    List<QueueAction> routeSuspends(String route, Duration left, long now) {
        return stop(route, now, left, now);
    }

    private List<QueueAction> stop(String route, Long suspended, Duration left, long now) {
        long end = now + left.toNanos();
        Wakeups.Wakeup wakeup =
                left.isZero() ? null : wakeups.add(end, this::failThoseThatMustStop);
        wakeups.cancel(waits.stopping().put(route, end, suspended, wakeup));
        failThoseThatMustStop(now);
        callersGoOn = true;
        return dispatch(now);
    }

    /** A route has started again, or is gone. */
    List<QueueAction> routeStarted(String route, long now) {
        wakeups.cancel(waits.stopping().started(route));
        return dispatch(now);
    }

    /** All sends that wait fail, and no send may wait any more. */
    List<QueueAction> closed(long now) {
        waits.close();
        failThoseThatMustStop(now);
        callersGoOn = true;
        return dispatch(now);
    }

    private void failThoseThatMustStop(long now) {
        for (SendLane lane : lanes.all()) {
            Duration pause = pause(lane, now);
            for (QueuedSend send : lane.waiting()) {
                if (waits.mustStop(send, now + pause.toNanos())) {
                    fail(lane, send, SendFailures.stopped(send, limit.pause(now)), true);
                }
            }
            lanes.refresh(lane, now);
        }
    }

    /** Lets a send wait that stands in its lane; fails it if its turn would come too late. */
    private void letWait(SendLane lane, QueuedSend send, long now) {
        send.become(SendState.WAITING);
        if (waits.add(send)) {
            report(send, SendObserver::queued);
        }
        Duration pause = pause(lane, now);
        Duration left = send.waitLeft(now);
        if (waits.mustStop(send, now + pause.toNanos())) {
            fail(lane, send, SendFailures.stopped(send, limit.pause(now)), true);
        } else if (left != null && left.compareTo(pause) <= 0 && !startsNow(lane, send, now)) {
            fail(lane, send, SendFailures.waitedTooLong(send, limit.pause(now)), false);
        } else if (left != null && send.expiry() == null) {
            send.setExpiry(wakeups.add(now + left.toNanos(), then -> expire(send, then)));
        }
        lanes.refresh(lane, now);
    }

    private boolean startsNow(SendLane lane, QueuedSend send, long now) {
        return lanes.isReady(lane, now) && lane.isFirst(send) && usedSlots < limit.allowance(now);
    }

    private void expire(QueuedSend send, long now) {
        send.setExpiry(null);
        if (send.state() == SendState.WAITING) {
            SendLane lane = lanes.of(send.lane());
            fail(lane, send, SendFailures.waitedTooLong(send, limit.pause(now)), false);
            lanes.refresh(lane, now);
        }
    }

    private void fail(SendLane lane, QueuedSend send, MatrixException reason, boolean isStop) {
        lane.remove(send);
        complete(send, reason, isStop);
    }

    private void complete(QueuedSend send, Throwable failure) {
        complete(send, failure, false);
    }

    private void complete(QueuedSend send, Throwable failure, boolean isStop) {
        send.become(SendState.DONE);
        wakeups.cancel(send.expiry());
        if (waits.remove(send)) {
            report(send, SendObserver::left);
        }
        add(new Complete(send, failure, isStop));
        callersGoOn = true;
    }

    /** How long no send of a lane may start. */
    private Duration pause(SendLane lane, long now) {
        Duration ofAccount = limit.pause(now);
        Duration ofLane = lane.pause(now);
        return ofLane.compareTo(ofAccount) > 0 ? ofLane : ofAccount;
    }

    /** A send is not in flight any more. */
    private SendLane arrive(QueuedSend send) {
        SendLane lane = lanes.of(send.lane());
        lane.arrive(send);
        if (send.takesSlot()) {
            send.setTakesSlot(false);
            usedSlots--;
        }
        return lane;
    }

    /** Starts the sends that may start, and hands out the actions since the last call. */
    private List<QueueAction> dispatch(long now) {
        if (lanes.isEmpty()) {
            limit.idle(now);
        }
        while (lanes.hasReady() && usedSlots < limit.allowance(now)) {
            SendLane lane = lanes.takeReady(now);
            if (lane != null) {
                start(lane, lane.takeFirst(), now);
                lanes.refresh(lane, now);
            }
        }
        return takeActions();
    }

    private void start(SendLane lane, QueuedSend send, long now) {
        send.become(SendState.STARTED);
        send.started(now);
        send.setTakesSlot(true);
        usedSlots++;
        lane.depart(send);
        add(new Start(send));
    }

    private void report(QueuedSend send, Consumer<SendObserver> event) {
        add(new Report(send, event));
    }

    private void add(QueueAction action) {
        actions.add(action);
    }

    private List<QueueAction> takeActions() {
        if (callersGoOn) {
            callersGoOn = false;
            add(new SubmitAgain());
        }
        if (actions.isEmpty()) {
            return List.of();
        }
        List<QueueAction> taken = actions;
        actions = new ArrayList<>();
        return taken;
    }
}
