// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

/**
 * No usable answer came to a request that the homeserver may have obeyed, and that would be obeyed
 * once more if it were made again: a new room without an alias, say. Nobody has repeated it. Look
 * whether it was done before you do.
 */
public final class MatrixUncertainException extends MatrixException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened, and how to make it sure
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
