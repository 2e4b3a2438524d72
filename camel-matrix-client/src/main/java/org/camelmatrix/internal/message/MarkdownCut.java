// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/**
 * A place to cut Markdown.
 *
 * @param end where the part ends and the rest begins
 * @param closing what the part needs at its end, such as a closing fence
 * @param opening what the rest needs at its beginning, such as an opening fence
 */
record MarkdownCut(int end, String closing, String opening) {

    static MarkdownCut at(int end) {
        return new MarkdownCut(end, "", "");
    }

    String part(String text) {
        return text.substring(0, end).stripTrailing() + closing;
    }
}
