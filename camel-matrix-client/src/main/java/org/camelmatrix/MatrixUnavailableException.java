// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

/**
 * The homeserver cannot be reached, failed (HTTP 5xx), or gave an answer that no homeserver gives.
 * It is not known whether it did what was asked; the same transaction id makes a retry safe.
 */
public final class MatrixUnavailableException extends MatrixException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what happened
     * @param cause the failure of the connection
     */
    public MatrixUnavailableException(String message, Throwable cause) {
        super(message, 0, null, cause);
    }

    /**
     * @param message what happened
     * @param status the HTTP status of the answer
     * @param errcode the homeserver's error code, or null
     */
    public MatrixUnavailableException(String message, int status, String errcode) {
        super(message, status, errcode, null);
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
