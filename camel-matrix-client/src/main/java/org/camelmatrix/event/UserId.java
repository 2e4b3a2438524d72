// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

/**
 * A user's id, {@code @localpart:server.name} (Appendices, "User identifiers").
 *
 * @param value the whole id, sigil included
 */
public record UserId(String value) {

    /**
     * @throws IllegalArgumentException if the value has not the form of a user id
     */
    public UserId {
        Identifiers.requireForm(value, '@', "a user id is written @localpart:server.name");
        Identifiers.requireServerName(value, "a user id is written @localpart:server.name");
    }

    /** The homeserver's name: all after the first colon, with the port where it has one. */
    public String serverName() {
        return value.substring(value.indexOf(':') + 1);
    }

    @Override
    public String toString() {
        return value;
    }
}
