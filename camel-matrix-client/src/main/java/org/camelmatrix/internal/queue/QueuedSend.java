// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import org.camelmatrix.MatrixException;

/**
 * What {@link QueueState} knows of a send: its lane, its caller, its {@link SendState}, and how
 * often and for how long it was tried.
 *
 * <p>Part of {@link QueueState}, but for what never changes. Times are those of {@link
 * System#nanoTime}.
 */
class QueuedSend {

    private final Object lane;
    private final RetryPolicy policy;
    private final SendOrigin origin;
    private final long caller;
    private final long arrived;
    private long position;
    private SendState state = SendState.WITH_CALLER;
    private boolean pending;
    private boolean takesSlot;
    private long startDelay = Long.MAX_VALUE;
    private int retries;
    private Duration tried = Duration.ZERO;
    private MatrixException lastFailure;
    private Wakeups.Wakeup expiry;

    /**
     * @param lane the key of its lane
     * @param caller which caller it is of; one caller's sends stay in order
     * @param arrived when it was submitted
     */
    QueuedSend(Object lane, RetryPolicy policy, SendOrigin origin, long caller, long arrived) {
        this.lane = lane;
        this.policy = policy;
        this.origin = origin;
        this.caller = caller;
        this.arrived = arrived;
        this.position = arrived;
    }

    final Object lane() {
        return lane;
    }

    final RetryPolicy policy() {
        return policy;
    }

    final SendOrigin origin() {
        return origin;
    }

    final long caller() {
        return caller;
    }

    final SendState state() {
        return state;
    }

    final void become(SendState next) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("A send that is " + state + " cannot become " + next);
        }
        state = next;
    }

    /** Notes that it was added to its lane, maybe after its caller has waited for capacity. */
    final void addedToLane(long now) {
        position = now;
    }

    /** Whether it goes before another send of its lane. */
    final boolean isBefore(QueuedSend other) {
        return position - other.position < 0;
    }

    /**
     * Whether it may be in flight together with an earlier send of its lane. Sends of one caller
     * keep their order. Sends of different callers are unordered if they arrived within the window,
     * or if the earlier one was started within the window after it arrived.
     *
     * @param window nanoseconds
     */
    final boolean mayOverlap(QueuedSend earlier, long window) {
        return caller != earlier.caller
                && (arrived - earlier.arrived <= window || earlier.startDelay <= window);
    }

    /** Notes when it was started. */
    final void started(long now) {
        startDelay = now - arrived;
    }

    /**
     * Notes that its attempt waits for something else, such as a sign-in. Its request may not have
     * started, so no later send may overtake it.
     */
    final void notStartedYet() {
        startDelay = Long.MAX_VALUE;
    }

    /** Whether it counts as pending: it has waited and is not done. */
    final boolean isPending() {
        return pending;
    }

    final void setPending(boolean pending) {
        this.pending = pending;
    }

    /** Whether it takes one of the queue's slots. */
    final boolean takesSlot() {
        return takesSlot;
    }

    final void setTakesSlot(boolean takesSlot) {
        this.takesSlot = takesSlot;
    }

    final Wakeups.Wakeup expiry() {
        return expiry;
    }

    final void setExpiry(Wakeups.Wakeup expiry) {
        this.expiry = expiry;
    }

    final MatrixException lastFailure() {
        return lastFailure;
    }

    final void setLastFailure(MatrixException lastFailure) {
        this.lastFailure = lastFailure;
    }

    final int retries() {
        return retries;
    }

    /** Adds the time of an attempt that had no usable answer. */
    final void addTried(Duration attempt) {
        tried = tried.plus(attempt);
    }

    /** Takes one of the retries that its policy allows; false if none is left. */
    final boolean takeRetry(Duration pause) {
        Duration then = tried.plus(pause);
        if (retries == policy.maximumRetries() || then.compareTo(policy.maximumRetryTime()) > 0) {
            return false;
        }
        retries++;
        tried = then;
        return true;
    }

    /** How long it may still wait, or null for any time; may be negative. */
    final Duration waitLeft(long now) {
        return policy.maximumWait() == null ? null : policy.maximumWait().minusNanos(now - arrived);
    }
}
