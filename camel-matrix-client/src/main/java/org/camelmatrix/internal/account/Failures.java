// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.concurrent.CompletionException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.internal.http.UnexpectedFailure;

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
                : UnexpectedFailure.of("The request", cause);
    }
}
