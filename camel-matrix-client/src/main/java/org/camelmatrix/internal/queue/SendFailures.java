// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;

/**
 * The failures of sends that the queue ends although the homeserver has not refused them. They say
 * why the wait ended and how the last attempt failed, and have the class of that failure. They have
 * no stack trace: it would show nothing but the queue, and thousands may fail at once.
 */
final class SendFailures {

    private static final StackTraceElement[] NO_TRACE = {};

    private SendFailures() {}

    /**
     * The send has waited for too long.
     *
     * @param pause how long the homeserver's rate limit still lasts
     */
    static MatrixException waitedTooLong(QueuedSend send, Duration pause) {
        Duration maximum = send.policy().maximumWait();
        String why =
                maximum.isZero()
                        ? "The option maximumWait=0 lets no message wait"
                        : "The message has waited as long as the option maximumWait allows ("
                                + maximum.toMillis()
                                + " ms)";
        return ended(why, send.lastFailure(), pause);
    }

    /**
     * The send's route stops, or the account is closed.
     *
     * @param pause how long the homeserver's rate limit still lasts
     */
    static MatrixException stopped(QueuedSend send, Duration pause) {
        return ended(
                "The message was still waiting when its route or the component stopped",
                send.lastFailure(),
                pause);
    }

    /** The send's caller no longer waits for it. */
    static MatrixException abandoned(QueuedSend send) {
        return ended(
                "The caller no longer waited for the message", send.lastFailure(), Duration.ZERO);
    }

    /** Too many sends wait already. */
    static MatrixException full(int maximumPending) {
        return withoutTrace(
                new MatrixUnavailableException(
                        "The message was not sent: "
                                + maximumPending
                                + " messages wait already (option maximumPending), and"
                                + " pendingPolicy=fail lets no further message wait",
                        null));
    }

    /**
     * An attempt may make no request now. Unlike a rate limit that a homeserver answers with, it
     * has no HTTP status.
     *
     * @param pause how long the homeserver's rate limit still lasts
     */
    static MatrixException heldBack(Duration pause) {
        return withoutTrace(limited("The message waits", pause));
    }

    /** Whether an attempt has failed by {@link #heldBack}. */
    static boolean isHeldBack(Throwable failure) {
        return failure instanceof MatrixLimitedException limited && limited.getStatus() == 0;
    }

    private static MatrixException ended(String why, MatrixException last, Duration pause) {
        return withoutTrace(last == null ? untried(why, pause) : tried(why, last));
    }

    private static MatrixException tried(String why, MatrixException last) {
        String message = why + "; the last attempt: " + last.getMessage();
        return last instanceof MatrixLimitedException limited
                ? new MatrixLimitedException(
                        message, limited.getStatus(), limited.getErrcode(), limited.getRetryAfter())
                : new MatrixUnavailableException(message, last.getStatus(), last.getErrcode());
    }

    private static MatrixException untried(String why, Duration pause) {
        String message = why + "; it was not sent";
        return pause.isZero()
                ? new MatrixUnavailableException(
                        message + ", because earlier messages to the room had not been sent yet",
                        null)
                : limited(message, pause);
    }

    private static MatrixException limited(String message, Duration pause) {
        return new MatrixLimitedException(
                message
                        + ", because the homeserver limits the account for another "
                        + pause.toMillis()
                        + " ms",
                0,
                null,
                pause);
    }

    private static MatrixException withoutTrace(MatrixException failure) {
        failure.setStackTrace(NO_TRACE);
        return failure;
    }
}
