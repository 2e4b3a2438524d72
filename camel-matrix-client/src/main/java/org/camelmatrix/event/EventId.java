// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An event's id, {@code $…} (Appendices, "Event IDs").
 *
 * @param value the whole id, sigil included
 */
public record EventId(String value) {

    private static final int LENGTH_OF_TODAY = 44;

    /**
     * @throws IllegalArgumentException if the value has not the form of an event id
     */
    public EventId {
        Identifiers.requireForm(value, '$', "an event id begins with $");
    }

    /**
     * The id as a name that any file system takes, and that no other id has: without its {@code $}
     * where it is like those of today's room versions, else the SHA-256 of it in hexadecimal. Ids
     * of old room versions may hold any characters.
     */
    public String fileName() {
        return isOfToday() ? value.substring(1) : digest();
    }

    /** Room version 4 and later; a name that begins with a dash would be an option to programs. */
    private boolean isOfToday() {
        if (value.length() != LENGTH_OF_TODAY || value.charAt(1) == '-') {
            return false;
        }
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean fits =
                    c >= 'a' && c <= 'z'
                            || c >= 'A' && c <= 'Z'
                            || c >= '0' && c <= '9'
                            || c == '-'
                            || c == '_';
            if (!fits) {
                return false;
            }
        }
        return true;
    }

    private String digest() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            byte[] digest = sha256.digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The event id that a text is, or null if it is none. */
    public static EventId orNull(String text) {
        try {
            return text == null ? null : new EventId(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
