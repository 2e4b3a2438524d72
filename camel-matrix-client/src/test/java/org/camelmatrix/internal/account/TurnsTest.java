// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.camelmatrix.MatrixUnavailableException;
import org.junit.jupiter.api.Test;

/** One after the other for a key, with an executor by hand. */
class TurnsTest {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> begun = new ArrayList<>();

    private CompletableFuture<String> begin(String name, CompletableFuture<String> end) {
        begun.add(name);
        return end;
    }

    @Test
    void goesOnWithTheNextOneOfAKeyWhenTheOneBeforeIsOver() {
        Turns<String> turns = new Turns<>(tasks::add);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> failing = new CompletableFuture<>();
        turns.take("a", () -> begin("first", first));
        CompletableFuture<String> second = turns.take("a", () -> begin("second", failing));
        CompletableFuture<String> third =
                turns.take("a", () -> begin("third", CompletableFuture.completedFuture("3")));
        turns.take("b", () -> begin("other", new CompletableFuture<>()));
        assertThat(begun).containsExactly("first", "other");
        first.complete("1");
        assertThat(begun).as("not with the thread of the first").hasSize(2);
        tasks.remove().run();
        assertThat(begun).endsWith("second");
        failing.completeExceptionally(new IllegalStateException("lost"));
        tasks.remove().run();
        assertThatThrownBy(second::join).hasRootCauseMessage("lost");
        assertThat(third).isCompletedWithValue("3");
        assertThat(turns.take("a", () -> CompletableFuture.completedFuture("4")))
                .isCompletedWithValue("4");
    }

    @Test
    void failsWhoWaitsWhenNobodyCanGoOn() {
        Turns<String> turns =
                new Turns<>(
                        task -> {
                            throw new RejectedExecutionException();
                        });
        CompletableFuture<String> first = new CompletableFuture<>();
        turns.take("a", () -> first);
        CompletableFuture<String> second =
                turns.take("a", () -> begin("second", new CompletableFuture<>()));
        CompletableFuture<String> third =
                turns.take("a", () -> begin("third", new CompletableFuture<>()));
        first.complete("1");
        assertThatThrownBy(second::join).hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThatThrownBy(third::join).hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThat(begun).isEmpty();
    }

    @Test
    void letsTheNextOneGoAfterOneThatThrows() {
        Turns<String> turns = new Turns<>(Runnable::run);
        CompletableFuture<String> thrown =
                turns.take(
                        "a",
                        () -> {
                            throw new IllegalStateException("at once");
                        });
        assertThatThrownBy(thrown::join).hasRootCauseMessage("at once");
        assertThat(turns.take("a", () -> CompletableFuture.completedFuture("2")))
                .isCompletedWithValue("2");
    }
}
