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
class SequencerTest {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<String> begun = new ArrayList<>();

    private CompletableFuture<String> begin(String name, CompletableFuture<String> end) {
        begun.add(name);
        return end;
    }

    @Test
    void goesOnWithTheNextOneOfAKeyWhenTheOneBeforeIsOver() {
        Sequencer<String> sequencer = new Sequencer<>(tasks::add);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> failing = new CompletableFuture<>();
        sequencer.run("a", () -> begin("first", first));
        CompletableFuture<String> second = sequencer.run("a", () -> begin("second", failing));
        CompletableFuture<String> third =
                sequencer.run("a", () -> begin("third", CompletableFuture.completedFuture("3")));
        sequencer.run("b", () -> begin("other", new CompletableFuture<>()));
        assertThat(begun).containsExactly("first", "other");
        first.complete("1");
        assertThat(begun).as("not with the thread of the first").hasSize(2);
        tasks.remove().run();
        assertThat(begun).endsWith("second");
        failing.completeExceptionally(new IllegalStateException("lost"));
        tasks.remove().run();
        assertThatThrownBy(second::join).hasRootCauseMessage("lost");
        assertThat(third).isCompletedWithValue("3");
        assertThat(sequencer.run("a", () -> CompletableFuture.completedFuture("4")))
                .isCompletedWithValue("4");
    }

    @Test
    void failsWhoWaitsWhenNobodyCanGoOn() {
        Sequencer<String> sequencer =
                new Sequencer<>(
                        task -> {
                            throw new RejectedExecutionException();
                        });
        CompletableFuture<String> first = new CompletableFuture<>();
        sequencer.run("a", () -> first);
        CompletableFuture<String> second =
                sequencer.run("a", () -> begin("second", new CompletableFuture<>()));
        CompletableFuture<String> third =
                sequencer.run("a", () -> begin("third", new CompletableFuture<>()));
        first.complete("1");
        assertThatThrownBy(second::join).hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThatThrownBy(third::join).hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThat(begun).isEmpty();
    }

    @Test
    void letsTheNextOneGoAfterOneThatThrows() {
        Sequencer<String> sequencer = new Sequencer<>(Runnable::run);
        CompletableFuture<String> thrown =
                sequencer.run(
                        "a",
                        () -> {
                            throw new IllegalStateException("at once");
                        });
        assertThatThrownBy(thrown::join).hasRootCauseMessage("at once");
        assertThat(sequencer.run("a", () -> CompletableFuture.completedFuture("2")))
                .isCompletedWithValue("2");
    }
}
