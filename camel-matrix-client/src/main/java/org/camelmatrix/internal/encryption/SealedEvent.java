// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import java.util.regex.Pattern;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.http.ErrorCode;
import org.camelmatrix.internal.outgoing.OutgoingEvent;

/** An event that may be sent to its room, and how it gets there. */
public sealed interface SealedEvent {

    /** The event to send. */
    OutgoingEvent event();

    /**
     * An event that goes to the homeserver as it is.
     *
     * @param event the event to send
     */
    record Clear(OutgoingEvent event) implements SealedEvent {}

    /**
     * An event that a proxy on the way to the homeserver encrypts if the room is encrypted. While
     * the proxy is not ready for the room, the same event has to be sent again later.
     *
     * @param event the event to send
     * @param isGuarded whether the event has a content that a homeserver refuses in clear
     */
    record ThroughProxy(OutgoingEvent event, boolean isGuarded) implements SealedEvent {

        /** Room versions whose events have no number but integers ("Canonical JSON"). */
        private static final Pattern STRICT_VERSION = Pattern.compile("[6-9]|[1-9][0-9]");

        /**
         * Requires that a homeserver refuses the guard in this room.
         *
         * @param version the room's version
         * @throws MatrixRejectedException if the homeserver takes the guard in clear
         */
        public static void requireVersionThatRefusesGuard(RoomId room, String version) {
            if (!STRICT_VERSION.matcher(version).matches()) {
                throw new MatrixRejectedException(
                        "The room "
                                + room
                                + " is encrypted and has the version "
                                + version
                                + "; only from 6 on can it be made sure that the proxy encrypts:"
                                + " upgrade the room");
            }
        }

        /** Whether a refusal says that the proxy is not ready for the room yet. */
        public boolean isTooEarly(MatrixException reason) {
            return isRoomUnknown(reason)
                    || (isGuarded && ErrorCode.BAD_JSON.equals(reason.getErrcode()));
        }

        /** Pantalaimon's answer for a room that it has not seen yet. */
        private static boolean isRoomUnknown(MatrixException reason) {
            return reason.getStatus() == 500 && ErrorCode.UNKNOWN.equals(reason.getErrcode());
        }
    }
}
