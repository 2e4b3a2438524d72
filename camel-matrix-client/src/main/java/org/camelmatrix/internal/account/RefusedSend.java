// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.internal.http.ErrorCode;

/** What it means that a homeserver refused a send. */
final class RefusedSend {

    private RefusedSend() {}

    /**
     * Whether a homeserver may refuse so because the account has left the room, or because an alias
     * points to another room by now.
     */
    static boolean mayBeOutOfDate(MatrixException reason) {
        return ErrorCode.FORBIDDEN.equals(reason.getErrcode())
                || ErrorCode.NOT_FOUND.equals(reason.getErrcode());
    }

    /** The refusal of an account that is in the room and lacks the permission to send. */
    static MatrixException unpermitted(Session session, MatrixException reason) {
        return explained(reason, "give " + session.user() + " the permission to send to the room");
    }

    /** The refusal of an account that is in the room and has the permission to send. */
    static MatrixException unaccepted(Session session, MatrixException reason) {
        return explained(
                reason,
                session.user()
                        + " may send to the room; the homeserver, or a policy server of the room,"
                        + " does not accept this message");
    }

    private static MatrixException explained(MatrixException reason, String words) {
        return reason instanceof MatrixRejectedException
                ? new MatrixRejectedException(
                        reason.getMessage() + "; " + words,
                        reason.getStatus(),
                        reason.getErrcode(),
                        reason)
                : reason;
    }
}
