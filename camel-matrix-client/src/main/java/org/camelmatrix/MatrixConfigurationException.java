// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

/** An option is missing or wrong. Its name is in the message; the start of a route fails. */
public final class MatrixConfigurationException extends MatrixException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message what is wrong, and which option fixes it
     */
    public MatrixConfigurationException(String message) {
        this(message, null);
    }

    /**
     * @param message what is wrong, and which option fixes it
     * @param cause what showed it, or null
     */
    public MatrixConfigurationException(String message, Throwable cause) {
        super(message, 0, null, cause);
    }

    /**
     * @param message what is wrong, and which option fixes it
     * @param status the HTTP status of the answer that showed it
     * @param errcode the homeserver's error code, or null
     */
    public MatrixConfigurationException(String message, int status, String errcode) {
        super(message, status, errcode, null);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
