// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

/**
 * What a message has to begin with to be a command.
 *
 * @param word such as {@code !deploy}
 */
public record Command(String word) {

    /** What follows the command in a text; null if the text is no such command, or is null. */
    public String arguments(String text) {
        if (text == null) {
            return null;
        }
        String line = text.strip();
        boolean isCommand =
                line.startsWith(word)
                        && (line.length() == word.length()
                                || Character.isWhitespace(line.charAt(word.length())));
        return isCommand ? line.substring(word.length()).strip() : null;
    }
}
