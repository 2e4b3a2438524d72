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

    @Override
    public String toString() {
        return value;
    }
}
