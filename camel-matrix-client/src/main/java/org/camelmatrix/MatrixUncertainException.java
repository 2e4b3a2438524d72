// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

/**
 * A request that is not idempotent (such as the creation of a room without an alias) had no usable
 * answer. It may have succeeded and was not retried. Check before you retry.
 */
public final class MatrixUncertainException extends MatrixException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, and how to find out whether the request succeeded
     * @param cause why there was no usable answer
     */
    public MatrixUncertainException(String message, MatrixUnavailableException cause) {
        super(message, cause.getStatus(), cause.getErrcode(), cause);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
