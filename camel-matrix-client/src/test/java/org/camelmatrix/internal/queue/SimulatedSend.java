// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.function.Consumer;

/**
 * A message on its way to one room. Like an account's delivery, it knows which of its events the
 * homeserver has taken, so that another attempt goes on from there.
 */
final class SimulatedSend extends QueuedSend {

    final SimulatedMessage message;
    final int step;
    final Consumer<Throwable> done;
    final Runnable failed;
    final long submitted;
    int taken;
    int unanswered;
    boolean isTried;
    boolean isKnown;
    boolean isCompleted;

    /**
     * @param step which step of the message's route sends it
     * @param done is told once that it succeeded, with null, or why it failed
     * @param failed is told once if it fails, even if the process crashes before its caller is told
     */
    SimulatedSend(
            SimulatedMessage message,
            int step,
            RetryPolicy policy,
            SendOrigin origin,
            long now,
            Consumer<Throwable> done,
            Runnable failed) {
        super(message.rooms().get(step), policy, origin, message.caller(), now);
        this.message = message;
        this.step = step;
        this.done = done;
        this.failed = failed;
        this.submitted = now;
    }

    boolean isInQueue() {
        return state() != SendState.WITH_CALLER && state() != SendState.DONE;
    }

    @Override
    public String toString() {
        return message + " step " + step + " (" + state() + ")";
    }

    boolean waits() {
        return state() == SendState.WAITING;
    }
}
