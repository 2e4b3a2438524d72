// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.failure;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.camelmatrix.MatrixException;

/** The failure that a future, or a call that waited for one, ended with. */
public final class MatrixFailure {

    private MatrixFailure() {}

    /** The failure itself, without the exceptions that futures wrap around it. */
    public static Throwable cause(Throwable thrown) {
        boolean isWrapper =
                thrown instanceof CompletionException || thrown instanceof ExecutionException;
        return isWrapper && thrown.getCause() != null ? cause(thrown.getCause()) : thrown;
    }

    /** The failure of a request as a failure that says whether a retry helps. */
    public static MatrixException of(Throwable thrown) {
        return of(thrown, "The request");
    }

    /**
     * The failure as one that says whether a retry helps.
     *
     * @param what the subject of the sentence "… failed unexpectedly"
     */
    public static MatrixException of(Throwable thrown, String what) {
        Throwable cause = cause(thrown);
        return cause instanceof MatrixException known ? known : UnexpectedFailure.of(what, cause);
    }
}
