// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

/**
 * Something that Matrix did not do for a route. The class says what helps, so that {@code
 * onException} clauses can tell one from the other:
 *
 * <ul>
 *   <li>{@link MatrixLimitedException}: the homeserver wants a pause; the same send helps later
 *   <li>{@link MatrixUnavailableException}: no usable answer; the same send helps later
 *   <li>{@link MatrixAccountException}: the account may not work; somebody has to mend that
 *   <li>{@link MatrixConfigurationException}: an option is wrong; a retry does not help
 *   <li>{@link MatrixRejectedException}: this message or room is refused; a retry does not help
 *   <li>{@link MatrixRecipientsException}: of several recipients some were not reached; it says
 *       which, and whether a retry helps
 *   <li>{@link MatrixUncertainException}: it may have been done, and a retry might do it twice
 * </ul>
 *
 * <p>The message is a sentence for a person: what happened and which option or header mends it. It
 * never holds an access token or a password.
 */
public abstract sealed class MatrixException extends RuntimeException
        permits MatrixLimitedException,
                MatrixUnavailableException,
                MatrixAccountException,
                MatrixConfigurationException,
                MatrixRejectedException,
                MatrixRecipientsException,
                MatrixUncertainException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String errcode;

    MatrixException(String message, int status, String errcode, Throwable cause) {
        super(message, cause);
        this.status = status;
        this.errcode = errcode;
    }

    /** The HTTP status of the homeserver's answer, or 0 when it gave none. */
    public int getStatus() {
        return status;
    }

    /**
     * The homeserver's error code, such as {@code M_FORBIDDEN} (Client-Server API, "Standard error
     * response"), or null when it gave none.
     */
    public String getErrcode() {
        return errcode;
    }

    /** Whether the same send, with the same transaction id, can succeed later. */
    public abstract boolean isRetryable();
}
