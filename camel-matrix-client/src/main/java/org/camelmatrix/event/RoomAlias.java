// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

/**
 * A room's alias, {@code #name:server.name} (Appendices, "Room Aliases").
 *
 * @param value the whole alias, sigil included
 */
public record RoomAlias(String value) {

    /**
     * @throws IllegalArgumentException if the value has not the form of an alias
     */
    public RoomAlias {
        Identifiers.requireForm(value, '#', "an alias is written #name:server.name");
        Identifiers.requireServerName(value, "an alias is written #name:server.name");
    }

    @Override
    public String toString() {
        return value;
    }
}
