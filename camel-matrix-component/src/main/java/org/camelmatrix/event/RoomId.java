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
