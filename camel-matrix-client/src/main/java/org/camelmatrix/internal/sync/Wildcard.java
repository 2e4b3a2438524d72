// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

/** Patterns in which {@code *} stands for any characters, also none. */
public final class Wildcard {

    private Wildcard() {}

    /** Whether a text is like a pattern. Takes no longer than the product of their lengths. */
    public static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int mark = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                mark = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++mark;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
