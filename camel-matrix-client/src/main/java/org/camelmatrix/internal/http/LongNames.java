// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;

/**
 * Counts the long names of fields in an answer. A parser keeps up to 65,536 names that it has met,
 * however long they are, so an answer may have only so many characters of long ones.
 */
final class LongNames {

    private static final int LONG = 255;
    private static final int MOST_CHARACTERS = 2 * 1024 * 1024;

    private int characters;

    void add(String name) throws IOException {
        if (name.length() > LONG) {
            characters += name.length();
            if (characters > MOST_CHARACTERS) {
                throw new IOException("the answer has too many long names of fields");
            }
        }
    }
}
