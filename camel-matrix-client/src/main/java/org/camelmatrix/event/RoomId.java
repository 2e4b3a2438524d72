// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

/**
 * A room's id: {@code !} and an opaque rest, which has a domain only before room version 12
 * (Appendices, "Room IDs").
 *
 * @param value the whole id, sigil included
 */
public record RoomId(String value) {

    /**
     * @throws IllegalArgumentException if the value has not the form of a room id
     */
    public RoomId {
        Identifiers.requireForm(value, '!', "a room id begins with !");
    }

    /** The room id that a text is, or null if it is none. */
    public static RoomId orNull(String text) {
        try {
            return text == null ? null : new RoomId(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Whether it ends with a homeserver's name, as before room version 12. */
    public boolean hasServerName() {
        int colon = value.indexOf(':');
        return colon > 0 && Identifiers.isServerName(value, colon + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
