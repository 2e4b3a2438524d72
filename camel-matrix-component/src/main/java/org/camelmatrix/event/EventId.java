package org.camelmatrix.event;

/**
 * An event's id, {@code $…} (Appendices, "Event IDs").
 *
 * @param value the whole id, sigil included
 */
public record EventId(String value) {

    /**
     * @throws IllegalArgumentException if the value has not the form of an event id
     */
    public EventId {
        Identifiers.requireForm(value, '$', "an event id begins with $");
    }

    @Override
    public String toString() {
        return value;
    }
}
