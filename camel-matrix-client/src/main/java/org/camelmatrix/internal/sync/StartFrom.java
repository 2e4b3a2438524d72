// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Where a listener without a stored position begins. */
public sealed interface StartFrom {

    /** With what happens from now on. */
    record Now() implements StartFrom {}

    /** With the beginning of each room. */
    record History() implements StartFrom {}

    /**
     * With what happened at a time.
     *
     * @param time the time
     */
    record Since(Instant time) implements StartFrom {}

    /**
     * Reads what a person wrote.
     *
     * @param text {@code now}, {@code history}, an ISO-8601 instant, or milliseconds since 1970
     * @throws IllegalArgumentException if it is none of these
     */
    static StartFrom parse(String text) {
        String word = text.strip();
        if (word.equalsIgnoreCase("now")) {
            return new Now();
        }
        if (word.equalsIgnoreCase("history")) {
            return new History();
        }
        try {
            return new Since(
                    word.matches("[0-9]{1,15}")
                            ? Instant.ofEpochMilli(Long.parseLong(word))
                            : Instant.parse(word));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "it has to be now, history, a time such as 2026-01-31T12:00:00Z, or"
                            + " milliseconds since 1970",
                    e);
        }
    }
}
