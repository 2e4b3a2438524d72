// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import java.util.List;

/**
 * Whom a route talks to, in any of the forms that people write: an identifier with its sigil, plain
 * or percent-encoded; the path of a {@code matrix:} URI ({@code r/ops:example.org}); a {@code
 * matrix.to} link (Appendices, "URIs"); or {@code *} for "the header says".
 */
public sealed interface Recipient {

    /**
     * A room by its id.
     *
     * @param id the room
     * @param via servers that can help to join it, most likely first; may be empty
     */
    record Room(RoomId id, List<String> via) implements Recipient {
        public Room {
            via = List.copyOf(via);
        }

        @Override
        public String toString() {
            return id.value();
        }
    }

    /**
     * A room by an alias, which may point to another room tomorrow.
     *
     * @param alias the alias
     * @param via servers that can help to join it, most likely first; may be empty
     */
    record Alias(RoomAlias alias, List<String> via) implements Recipient {
        public Alias {
            via = List.copyOf(via);
        }

        @Override
        public String toString() {
            return alias.value();
        }
    }

    /**
     * A user, for a direct message.
     *
     * @param id the user
     */
    record User(UserId id) implements Recipient {
        @Override
        public String toString() {
            return id.value();
        }
    }

    /** No fixed recipient: each message names its own. */
    record Any() implements Recipient {
        @Override
        public String toString() {
            return "*";
        }
    }

    /**
     * Reads what a person wrote.
     *
     * @param text an identifier, a {@code matrix:} URI with or without its scheme, a {@code
     *     matrix.to} link or {@code *}; its own {@code via} parameters count
     * @return the recipient
     * @throws IllegalArgumentException if it is none; the message says which forms there are
     */
    static Recipient parse(String text) {
        return parse(text, List.of());
    }

    /**
     * Reads what a person wrote.
     *
     * @param text as for {@link #parse(String)}
     * @param via further servers that can help to join the room
     * @return the recipient
     * @throws IllegalArgumentException if it is none; the message says which forms there are
     */
    static Recipient parse(String text, List<String> via) {
        return new RecipientForm(text, via).recipient();
    }
}
