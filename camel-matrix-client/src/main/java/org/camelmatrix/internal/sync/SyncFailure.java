// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.failure.UnexpectedFailure;
import org.camelmatrix.store.StateStoreException;

/** What the failure of a future or a store means. */
final class SyncFailure {

    private SyncFailure() {}

    static MatrixException of(Throwable thrown) {
        Throwable cause = MatrixFailure.cause(thrown);
        if (cause instanceof MatrixException known) {
            return known;
        }
        if (cause instanceof StateStoreException) {
            return new MatrixUnavailableException(
                    "Where a route goes on after a restart is not known: "
                            + cause.getMessage()
                            + "; check the option sinceStore",
                    cause);
        }
        return UnexpectedFailure.of("Receiving", cause);
    }
}
