package org.camelmatrix.component;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;

/** What a refused request means for the operation that made it. */
final class Refusals {

    private static final int NOT_FOUND = 404;

    private Refusals() {}

    /** The failure itself, without what futures wrap around it. */
    static MatrixException reason(Throwable thrown) {
        Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
        return cause instanceof MatrixException known
                ? known
                : new MatrixUnavailableException(
                        "The request failed unexpectedly: " + cause, cause);
    }

    /** A refusal of a second request says nothing new; anything else may pass, or is worse. */
    static MatrixException or(Throwable second, MatrixException first) {
        MatrixException reason = reason(second);
        return reason instanceof MatrixRejectedException ? first : reason;
    }

    /** The answer, or null where there is no such thing. */
    static <T> CompletableFuture<T> nullIfNotFound(CompletableFuture<T> answer) {
        return answer.exceptionally(
                thrown -> {
                    MatrixException reason = reason(thrown);
                    if (reason instanceof MatrixRejectedException
                            && reason.getStatus() == NOT_FOUND) {
                        return null;
                    }
                    throw reason;
                });
    }
}
