// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;

/**
 * One send on its way: how often it was tried, and whether it may be tried again.
 *
 * <p>One thread at a time makes its attempts; what it counts is guarded by the lock of its queue.
 * Times are those of {@link System#nanoTime}.
 */
final class QueuedSend<T> {

    private final Supplier<CompletableFuture<T>> attempt;
    private final Patience patience;
    private final SendObserver observer;
    private final SendOrigin origin;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private final long arrived;
    private final long caller;
    private long attemptBegan;
    private long waited = Long.MAX_VALUE;
    private Duration tried = Duration.ZERO;
    private int retries;
    private boolean queued;
    private MatrixException lastFailure;
    private Future<?> expiry;

    QueuedSend(
            Supplier<CompletableFuture<T>> attempt,
            Patience patience,
            SendObserver observer,
            SendOrigin origin,
            long caller,
            long now) {
        this.attempt = attempt;
        this.patience = patience;
        this.observer = observer;
        this.origin = origin;
        this.caller = caller;
        this.arrived = now;
    }

    Patience patience() {
        return patience;
    }

    boolean cameBefore(QueuedSend<?> other) {
        return arrived - other.arrived < 0;
    }

    /**
     * Whether it may be on its way together with one of the same room that came before it. What one
     * caller sends stays in order, as it may not wait for one before it sends the next. What
     * different callers send has no order if it came at the same time, or if the one before set off
     * practically when it came, as it does where nobody waits.
     *
     * @param window nanoseconds within which sends come at the same time
     */
    boolean mayGoBeside(QueuedSend<?> before, long window) {
        return caller != before.caller
                && (arrived - before.arrived <= window || before.waited <= window);
    }

    /** Notes that it sets off. */
    void setOff(long now) {
        waited = now - arrived;
    }

    /** Notes that its attempt waits for something else, so that it may not have set off yet. */
    void holdUp() {
        waited = Long.MAX_VALUE;
    }

    CompletableFuture<T> result() {
        return result;
    }

    long caller() {
        return caller;
    }

    /** Whether its caller has ended the wait, so that nobody would learn what becomes of it. */
    boolean isGivenUp() {
        return result.isDone() || origin.isAbandoned();
    }

    SendOrigin origin() {
        return origin;
    }

    /** Makes one attempt; the future may fail with anything, but the call never throws. */
    CompletableFuture<T> attempt(long now) {
        attemptBegan = now;
        try {
            return attempt.get();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Notes that it waits; whether it did not before. */
    boolean queue() {
        if (queued) {
            return false;
        }
        queued = true;
        observer.queued();
        return true;
    }

    boolean isExpiring() {
        return expiry != null;
    }

    void expireWith(Future<?> timer) {
        expiry = timer;
    }

    /** Notes that it is done, once; whether it had waited. */
    boolean leave() {
        if (expiry != null) {
            expiry.cancel(false);
        }
        if (queued) {
            observer.left();
        }
        return queued;
    }

    /** Notes that the homeserver wants a pause. */
    void limited(MatrixLimitedException reason) {
        lastFailure = reason;
        observer.limited();
    }

    /** The pause before another attempt after no usable answer; null if there is to be none. */
    Duration retryAfter(MatrixUnavailableException reason, long now) {
        lastFailure = reason;
        tried = tried.plusNanos(now - attemptBegan);
        if (retries == patience.maximumRetries()) {
            return null;
        }
        Duration pause = Backoff.retry(retries + 1);
        Duration then = tried.plus(pause);
        if (then.compareTo(patience.maximumRetryTime()) > 0) {
            return null;
        }
        retries++;
        tried = then;
        observer.retried();
        return pause;
    }

    /** How long it may still wait, or null for any time; may be negative. */
    Duration waitLeft(long now) {
        return patience.maximumWait() == null
                ? null
                : patience.maximumWait().minusNanos(now - arrived);
    }

    /**
     * Why it failed when it had to wait for too long.
     *
     * @param pause how long the homeserver lets nobody send
     */
    MatrixException waitedTooLong(Duration pause) {
        String why =
                patience.maximumWait().isZero()
                        ? "The option maximumWait=0 lets no message wait"
                        : "The message has waited as long as the option maximumWait allows ("
                                + patience.maximumWait().toMillis()
                                + " ms)";
        return new GivenUp(why, lastFailure, pause).reason();
    }

    /** Why it failed when its caller had given it up. */
    MatrixException givenUp() {
        return new GivenUp("Nobody waited for the message any more", lastFailure, Duration.ZERO)
                .reason();
    }

    /**
     * Why it failed when its route stopped.
     *
     * @param pause how long the homeserver lets nobody send
     */
    MatrixException stopped(Duration pause) {
        String why = "The message waited when its route, or the component, stopped";
        return new GivenUp(why, lastFailure, pause).reason();
    }
}
