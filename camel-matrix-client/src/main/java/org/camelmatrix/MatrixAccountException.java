// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

/**
 * The homeserver does not let the account work: its session has ended, or it is locked, suspended,
 * deactivated, or held up by a limit of the homeserver. The message says which of these, and who
 * can solve it.
 */
public final class MatrixAccountException extends MatrixException {

    private static final long serialVersionUID = 1L;

    private final boolean softLogout;

    /**
     * @param message what the homeserver says, and who can solve it
     * @param status the HTTP status of the answer, or 0
     * @param errcode the homeserver's error code, or null
     * @param softLogout whether the device may sign in again
     */
    public MatrixAccountException(String message, int status, String errcode, boolean softLogout) {
        super(message, status, errcode, null);
        this.softLogout = softLogout;
    }

    /**
     * Whether the session has ended and the same device may sign in again (Client-Server API, "Soft
     * logout").
     */
    public boolean isSoftLogout() {
        return softLogout;
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
