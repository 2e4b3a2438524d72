// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.failure.MatrixFailure;

/**
 * Runs asynchronous steps with the same key one after the other, in the order in which they were
 * handed in.
 *
 * <p>Any thread may call. A step that need not wait begins on the caller's thread. The others wait
 * without a thread and begin on the executor. There is no lock.
 *
 * @param <K> the keys
 */
final class Sequencer<K> {

    private final Map<K, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final Executor executor;

    Sequencer(Executor executor) {
        this.executor = executor;
    }

    /**
     * Runs a step when the steps before it are over. The step is over when its future is completed.
     */
    <T> CompletableFuture<T> run(K key, Supplier<CompletableFuture<T>> step) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> before = last.put(key, mine);
        CompletableFuture<T> outcome =
                before == null || before.isDone()
                        ? begin(step)
                        : before.thenComposeAsync(over -> begin(step), executor)
                                .exceptionallyCompose(
                                        thrown -> CompletableFuture.failedFuture(reason(thrown)));
        return outcome.whenComplete(
                (value, failure) -> {
                    last.remove(key, mine);
                    mine.complete(null);
                });
    }

    private static <T> CompletableFuture<T> begin(Supplier<CompletableFuture<T>> step) {
        try {
            return step.get();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** An executor that accepts no task any more belongs to an account that is stopped. */
    private static Throwable reason(Throwable thrown) {
        Throwable cause = MatrixFailure.cause(thrown);
        return cause instanceof RejectedExecutionException
                ? new MatrixUnavailableException("The Matrix account is stopped", cause)
                : cause;
    }
}
