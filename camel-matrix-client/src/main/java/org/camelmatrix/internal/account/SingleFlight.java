// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.camelmatrix.MatrixUnavailableException;

/**
 * Makes one attempt for all callers that want the same thing at the same time.
 *
 * <p>The first caller's attempt runs on the caller's thread, and its future completes there. The
 * other callers wait without a thread. When the attempt is over, one thread of the executor
 * completes their futures in the order of the calls. The executor must always have another thread;
 * if the machine has none left, the first caller's thread completes them. After {@link #close} no
 * caller waits: waiting futures fail at once, on the thread that closes.
 */
final class SingleFlight<K, V> {

    private final Map<K, Flight<V>> flights = new ConcurrentHashMap<>();
    private final Executor executor;
    private volatile boolean closed;

    SingleFlight(Executor executor) {
        this.executor = executor;
    }

    CompletableFuture<V> join(K key, Supplier<CompletableFuture<V>> attempt) {
        Flight<V> mine = new Flight<>();
        Flight<V> first = flights.putIfAbsent(key, mine);
        if (first != null) {
            return first.waiter();
        }
        if (closed) {
            flights.remove(key, mine);
            Outcome<V> outcome = new Outcome<>(null, stopped());
            complete(mine.land(outcome), outcome);
            return CompletableFuture.failedFuture(outcome.failure());
        }
        begin(attempt)
                .whenComplete(
                        (value, failure) -> {
                            flights.remove(key, mine);
                            Outcome<V> outcome = new Outcome<>(value, failure);
                            outcome.complete(mine.own);
                            land(mine, outcome);
                        });
        return mine.own;
    }

    void close() {
        closed = true;
        Outcome<V> outcome = new Outcome<>(null, stopped());
        flights.values().forEach(flight -> complete(flight.land(outcome), outcome));
    }

    private void land(Flight<V> flight, Outcome<V> outcome) {
        List<CompletableFuture<V>> waiters = flight.land(outcome);
        if (waiters.isEmpty()) {
            return;
        }
        try {
            executor.execute(() -> complete(waiters, outcome));
        } catch (RejectedExecutionException e) {
            complete(waiters, new Outcome<>(null, stopped()));
        } catch (OutOfMemoryError e) {
            complete(waiters, outcome);
        }
    }

    private static <V> void complete(List<CompletableFuture<V>> waiters, Outcome<V> outcome) {
        waiters.forEach(outcome::complete);
    }

    private CompletableFuture<V> begin(Supplier<CompletableFuture<V>> attempt) {
        try {
            return attempt.get();
        } catch (Throwable e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static MatrixUnavailableException stopped() {
        return new MatrixUnavailableException("The Matrix account is stopped", null);
    }

    private record Outcome<V>(V value, Throwable failure) {

        void complete(CompletableFuture<V> future) {
            if (failure == null) {
                future.complete(value);
            } else {
                future.completeExceptionally(failure);
            }
        }
    }

    /** One attempt and the futures that wait for it. The lock guards their list alone. */
    private static final class Flight<V> {

        private final CompletableFuture<V> own = new CompletableFuture<>();
        private List<CompletableFuture<V>> waiters = new ArrayList<>();
        private Outcome<V> outcome;

        synchronized CompletableFuture<V> waiter() {
            CompletableFuture<V> waiter = new CompletableFuture<>();
            if (outcome == null) {
                waiters.add(waiter);
            } else {
                outcome.complete(waiter);
            }
            return waiter;
        }

        /** Ends the waiting. The first call returns the futures that waited. */
        synchronized List<CompletableFuture<V>> land(Outcome<V> result) {
            if (outcome == null) {
                outcome = result;
            }
            List<CompletableFuture<V>> landed = waiters;
            waiters = List.of();
            return landed;
        }
    }
}
