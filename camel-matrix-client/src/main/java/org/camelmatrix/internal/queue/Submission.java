// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * A send with its attempt, its future and its observer, which only {@link SendQueue} uses.
 *
 * <p>One thread at a time makes its attempts and completes it. The caller may complete its future
 * at any time, and then no further attempt is made.
 */
final class Submission<T> extends QueuedSend {

    private final Supplier<CompletableFuture<T>> attempt;
    private final SendObserver observer;
    private final CompletableFuture<T> result = new CompletableFuture<>();
    private T value;

    Submission(
            Object lane,
            Supplier<CompletableFuture<T>> attempt,
            RetryPolicy policy,
            SendObserver observer,
            SendOrigin origin,
            long caller,
            long now) {
        super(lane, policy, origin, caller, now);
        this.attempt = attempt;
        this.observer = observer;
    }

    CompletableFuture<T> result() {
        return result;
    }

    SendObserver observer() {
        return observer;
    }

    /** Whether its caller no longer waits for it, so that no attempt is to be made. */
    boolean isAbandoned() {
        return result.isDone() || origin().isAbandoned();
    }

    /** Makes one attempt. The future may fail with anything, but the call never throws. */
    CompletableFuture<T> attempt() {
        try {
            return attempt.get();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Keeps what a successful attempt gave, for {@link #complete}. */
    void keep(T value) {
        this.value = value;
    }

    /**
     * Completes its future.
     *
     * @param failure why it failed, or null if it has succeeded
     */
    void complete(Throwable failure) {
        if (failure == null) {
            result.complete(value);
        } else {
            result.completeExceptionally(failure);
        }
    }

    /** Why an attempt failed, or null if it succeeded. */
    static Throwable failure(CompletableFuture<?> attempt) {
        if (!attempt.isCompletedExceptionally()) {
            return null;
        }
        try {
            attempt.join();
            throw new IllegalStateException("A failed attempt has a result");
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        } catch (CancellationException e) {
            return e;
        }
    }
}
