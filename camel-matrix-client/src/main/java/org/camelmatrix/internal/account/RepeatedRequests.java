// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.camelmatrix.MatrixException;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Repeats requests that fail for the moment, with pauses that hold no thread.
 *
 * @param workers make the requests again
 */
record RepeatedRequests(Workers workers) {

    private static final Logger LOG = LoggerFactory.getLogger(RepeatedRequests.class);
    private static final int MOST_ATTEMPTS = 20;

    /** Asks until there is an answer, a failure that stays, or too many attempts. */
    <T> CompletableFuture<T> ask(Supplier<CompletableFuture<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ask(request, 1, answer);
        return answer;
    }

    private <T> void ask(
            Supplier<CompletableFuture<T>> request, int attempt, CompletableFuture<T> answer) {
        request.get()
                .whenComplete(
                        (value, failure) -> {
                            if (failure == null) {
                                answer.complete(value);
                                return;
                            }
                            MatrixException reason = MatrixFailure.of(failure);
                            Runnable next = () -> run(() -> ask(request, attempt + 1, answer));
                            if (!reason.isRetryable()
                                    || attempt >= MOST_ATTEMPTS
                                    || workers.after(Pause.after(attempt, reason), next) == null) {
                                answer.completeExceptionally(reason);
                            }
                        });
    }

    private void run(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The account is stopped");
        }
    }
}
