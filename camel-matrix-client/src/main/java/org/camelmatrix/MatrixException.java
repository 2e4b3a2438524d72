// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

/**
 * A request to Matrix failed. The class says what helps, so that a program (or a Camel route, by
 * {@code onException}) can tell the cases apart:
 *
 * <ul>
 *   <li>{@link MatrixLimitedException}: the homeserver wants a pause; a later retry helps
 *   <li>{@link MatrixUnavailableException}: no usable answer; a later retry helps
 *   <li>{@link MatrixAccountException}: the account may not work; a person has to solve that
 *   <li>{@link MatrixConfigurationException}: an option is wrong; a retry does not help
 *   <li>{@link MatrixRejectedException}: this message or room is refused; a retry does not help
 *   <li>{@link MatrixRecipientsException}: some of several recipients were not reached; it says
 *       which, and whether a retry helps
 *   <li>{@link MatrixUncertainException}: the request may have succeeded, and a retry might do it
 *       twice
 * </ul>
 *
 * <p>The message is a sentence for a person: what happened and which option or header solves it. It
 * never contains an access token or a password.
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
