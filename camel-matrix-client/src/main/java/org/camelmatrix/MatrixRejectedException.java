// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

/**
 * This message is not accepted: by the homeserver (no such room, no permission, too large), or by
 * the component before anything was sent (an empty body, a recipient that is none).
 */
public final class MatrixRejectedException extends MatrixException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is not accepted, and what solves it
     */
    public MatrixRejectedException(String message) {
        this(message, null);
    }

    /**
     * @param message what is not accepted, and what solves it
     * @param cause what showed it, or null
     */
    public MatrixRejectedException(String message, Throwable cause) {
        super(message, 0, null, cause);
    }

    /**
     * @param message what is not accepted, and what solves it
     * @param status the HTTP status of the homeserver's answer
     * @param errcode the homeserver's error code, or null
     * @param cause an earlier failure that led to this one, or null
     */
    public MatrixRejectedException(String message, int status, String errcode, Throwable cause) {
        super(message, status, errcode, cause);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
