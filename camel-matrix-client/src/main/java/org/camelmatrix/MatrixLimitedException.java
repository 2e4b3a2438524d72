// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import java.time.Duration;

/** The homeserver limits the account's rate (HTTP 429 or {@code M_LIMIT_EXCEEDED}). */
public final class MatrixLimitedException extends MatrixException {

    private static final long serialVersionUID = 1L;

    private final Duration retryAfter;

    /**
     * @param message what happened
     * @param status the HTTP status
     * @param errcode the homeserver's error code, or null
     * @param retryAfter how long the homeserver asks to wait, or null when it does not say
     */
    public MatrixLimitedException(String message, int status, String errcode, Duration retryAfter) {
        super(message, status, errcode, null);
        this.retryAfter = retryAfter;
    }

    /**
     * How long the homeserver asks to wait before the next attempt, a year at most; null if it did
     * not say.
     */
    public Duration getRetryAfter() {
        return retryAfter;
    }

    @Override
    public boolean isRetryable() {
        return true;
    }
}
