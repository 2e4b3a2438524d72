package org.camelmatrix.account;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Lets many threads ask for the same thing while it is asked for once.
 *
 * <p>The first asker's attempt runs on its own thread, and its future completes there. The others
 * wait without a thread, and go on with the executor's, so that they do not queue up behind each
 * other on the first asker's.
 */
final class SingleFlight<K, V> {

    private final Map<K, CompletableFuture<V>> flights = new ConcurrentHashMap<>();
    private final Executor executor;

    SingleFlight(Executor executor) {
        this.executor = executor;
    }

    CompletableFuture<V> join(K key, Supplier<CompletableFuture<V>> attempt) {
        CompletableFuture<V> mine = new CompletableFuture<>();
        CompletableFuture<V> first = flights.putIfAbsent(key, mine);
        if (first != null) {
            return first.whenCompleteAsync((value, failure) -> {}, executor);
        }
        begin(attempt)
                .whenComplete(
                        (value, failure) -> {
                            flights.remove(key, mine);
                            if (failure == null) {
                                mine.complete(value);
                            } else {
                                mine.completeExceptionally(failure);
                            }
                        });
        return mine;
    }

    private CompletableFuture<V> begin(Supplier<CompletableFuture<V>> attempt) {
        try {
            return attempt.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
