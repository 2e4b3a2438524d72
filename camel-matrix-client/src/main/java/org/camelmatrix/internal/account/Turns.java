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
 * Lets those who need the same thing have it one after the other, in the order in which they ask.
 *
 * <p>Any thread may ask. Who need not wait goes on with his own thread; the others wait without
 * one, and the executor goes on with them. Nothing is locked.
 */
final class Turns<K> {

    private final Map<K, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final Executor executor;

    Turns(Executor executor) {
        this.executor = executor;
    }

    /** Does something when it is its turn, which ends with its future. */
    <T> CompletableFuture<T> take(K key, Supplier<CompletableFuture<T>> step) {
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

    /** An executor that takes nothing any more belongs to an account that is stopped. */
    private static Throwable reason(Throwable thrown) {
        Throwable cause = MatrixFailure.cause(thrown);
        return cause instanceof RejectedExecutionException
                ? new MatrixUnavailableException("The Matrix account is stopped", cause)
                : cause;
    }
}
