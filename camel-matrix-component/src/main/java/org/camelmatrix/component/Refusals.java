// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.ErrorCode;

/** What a refused request means for the operation that made it. */
final class Refusals {

    private static final int NOT_FOUND = 404;
    private static final int UNAUTHORIZED = 401;

    private Refusals() {}

    /** The failure itself, without what futures wrap around it. */
    static MatrixException reason(Throwable thrown) {
        return MatrixFailure.of(thrown);
    }

    /**
     * Whether a homeserver refuses what was asked of it, and not the account as such. {@code
     * M_UNAUTHORIZED} with a status other than 401 is such a refusal too.
     */
    static boolean isOfTheRequest(MatrixException reason) {
        return reason instanceof MatrixRejectedException
                || ErrorCode.UNAUTHORIZED.equals(reason.getErrcode())
                        && reason.getStatus() != UNAUTHORIZED;
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
                            && reason.getStatus() == NOT_FOUND
                            && !ErrorCode.UNRECOGNIZED.equals(reason.getErrcode())) {
                        return null;
                    }
                    throw reason;
                });
    }
}
