// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;

/** Makes failures name a room as it was written in the route, followed by its id. */
final class RoomNames {

    private RoomNames() {}

    /** The same failure, with the recipient in its message where that has the room's id alone. */
    static MatrixException named(MatrixException reason, Recipient recipient, RoomId room) {
        String message = String.valueOf(reason.getMessage());
        if (recipient instanceof Recipient.Room
                || message.contains(recipient.toString())
                || !message.contains(room.value())) {
            return reason;
        }
        String text = renamed(message, recipient, room);
        if (reason instanceof MatrixRejectedException) {
            return new MatrixRejectedException(
                    text, reason.getStatus(), reason.getErrcode(), reason.getCause());
        }
        if (reason instanceof MatrixUnavailableException) {
            return reason.getStatus() == 0
                    ? new MatrixUnavailableException(text, reason.getCause())
                    : new MatrixUnavailableException(text, reason.getStatus(), reason.getErrcode());
        }
        return reason;
    }

    /** The recipient with the id at the first mention, and the recipient alone at others. */
    private static String renamed(String message, Recipient recipient, RoomId room) {
        int end = message.indexOf(room.value()) + room.value().length();
        return message.substring(0, end - room.value().length())
                + recipient
                + " ("
                + room
                + ")"
                + message.substring(end).replace(room.value(), recipient.toString());
    }
}
