// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;

/**
 * Why a send waits no longer, although it was not refused. Its class is that of what it waited for.
 * It has no stack trace: that would show the queue, and thousands may be given up at once.
 *
 * @param why what ended the wait
 * @param lastFailure what the last attempt failed with, or null if there was none
 * @param pause how long the homeserver lets nobody send
 */
record GivenUp(String why, MatrixException lastFailure, Duration pause) {

    private static final StackTraceElement[] NO_TRACE = {};

    MatrixException reason() {
        MatrixException reason = lastFailure == null ? untried() : tried();
        reason.setStackTrace(NO_TRACE);
        return reason;
    }

    private MatrixException tried() {
        String message = why + "; the last attempt: " + lastFailure.getMessage();
        return lastFailure instanceof MatrixLimitedException limited
                ? new MatrixLimitedException(
                        message, limited.getStatus(), limited.getErrcode(), limited.getRetryAfter())
                : new MatrixUnavailableException(
                        message, lastFailure.getStatus(), lastFailure.getErrcode());
    }

    private MatrixException untried() {
        String message = why + "; it was not sent";
        return pause.isZero()
                ? new MatrixUnavailableException(message + ", as others of its room go first", null)
                : new MatrixLimitedException(
                        message
                                + ", as the homeserver limits the account for another "
                                + pause.toMillis()
                                + " ms",
                        0,
                        null,
                        pause);
    }

    /** Why a send is not let in. */
    static MatrixException noPlace(int maximumPending) {
        MatrixException reason =
                new MatrixUnavailableException(
                        "The message was not sent: "
                                + maximumPending
                                + " wait already (option maximumPending), and with"
                                + " pendingPolicy=fail no more than that wait",
                        null);
        reason.setStackTrace(NO_TRACE);
        return reason;
    }
}
