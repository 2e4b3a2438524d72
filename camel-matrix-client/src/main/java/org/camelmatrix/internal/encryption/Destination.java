// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.encryption;

import org.camelmatrix.event.RoomId;

/**
 * The room that something is sealed for.
 *
 * @param room the room, or null for a file that is uploaded for no room
 * @param isEncrypted whether the room is encrypted
 */
public record Destination(RoomId room, boolean isEncrypted) {

    /** For a file that is uploaded for no room. */
    public static final Destination NO_ROOM = new Destination(null, false);
}
