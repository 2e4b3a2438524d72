// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camelmatrix.MatrixUnavailableException;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final CompletableFuture<String> attempt = new CompletableFuture<>();
    private final List<String> order = new ArrayList<>();

    @Test
    void asksOnceAndWakesThoseWhoWaitInTheirOrder() {
        SingleFlight<String, String> flights = new SingleFlight<>(Runnable::run);
        CompletableFuture<String> first = flights.join("k", () -> attempt);
        for (int i = 0; i < 5; i++) {
            String name = "w" + i;
            flights.join("k", () -> CompletableFuture.failedFuture(new AssertionError()))
                    .thenAccept(value -> order.add(name));
        }
        attempt.complete("v");
        assertThat(first).isCompletedWithValue("v");
        assertThat(order).containsExactly("w0", "w1", "w2", "w3", "w4");
        assertThat(flights.join("k", () -> CompletableFuture.completedFuture("again")))
                .isCompletedWithValue("again");
    }

    @Test
    void letsNobodyWaitAfterAnErrorInAnAttempt() {
        SingleFlight<String, String> flights = new SingleFlight<>(Runnable::run);
        assertThatThrownBy(
                        () ->
                                flights.join(
                                                "k",
                                                () -> {
                                                    throw new NoClassDefFoundError("x");
                                                })
                                        .join())
                .hasRootCauseInstanceOf(NoClassDefFoundError.class);
        assertThat(flights.join("k", () -> CompletableFuture.completedFuture("v")))
                .isCompletedWithValue("v");
    }

    @Test
    void failsThoseWhoWaitWhenItIsClosed() {
        SingleFlight<String, String> flights = new SingleFlight<>(Runnable::run);
        flights.join("k", () -> attempt);
        CompletableFuture<String> waiter = flights.join("k", () -> attempt);
        flights.close();
        assertThat(waiter).isCompletedExceptionally();
        assertThatThrownBy(flights.join("other", () -> attempt)::join)
                .hasCauseInstanceOf(MatrixUnavailableException.class);
        attempt.complete("late");
        assertThat(waiter).isCompletedExceptionally();
    }

    @Test
    void failsThoseWhoWaitWhenTheExecutorIsStopped() {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        SingleFlight<String, String> flights = new SingleFlight<>(executor);
        flights.join("k", () -> attempt);
        CompletableFuture<String> waiter = flights.join("k", () -> attempt);
        executor.shutdownNow();
        attempt.complete("v");
        assertThat(waiter).isCompletedExceptionally();
    }

    @Test
    void tellsThoseWhoWaitWhenThereIsNoThreadToTellThemWith() {
        SingleFlight<String, String> flights =
                new SingleFlight<>(
                        task -> {
                            throw new OutOfMemoryError("unable to create native thread");
                        });
        flights.join("k", () -> attempt);
        CompletableFuture<String> waiter = flights.join("k", () -> attempt);
        attempt.complete("v");
        assertThat(waiter).isCompletedWithValue("v");
    }

    @Test
    void letsNobodyWaitWhoComesWhileItIsClosed() throws Exception {
        SingleFlight<String, String> flights = new SingleFlight<>(Runnable::run);
        flights.close();
        ExecutorService executor = Executors.newFixedThreadPool(4);
        List<Future<CompletableFuture<String>>> joined = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            joined.add(executor.submit(() -> flights.join("k", () -> attempt)));
        }
        executor.shutdown();
        assertThat(executor.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        for (Future<CompletableFuture<String>> each : joined) {
            assertThat(each.get()).isCompletedExceptionally();
        }
    }
}
