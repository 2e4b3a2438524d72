package org.camelmatrix.account;

import java.util.concurrent.CompletionException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;

/** What the failure of a future means. */
final class Failures {

    private Failures() {}

    /** The failure itself, without what futures wrap around it. */
    static MatrixException matrix(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null
                        ? thrown.getCause()
                        : thrown;
        return cause instanceof MatrixException known
                ? known
                : new MatrixUnavailableException(
                        "The request failed unexpectedly: " + cause, cause);
    }
}
