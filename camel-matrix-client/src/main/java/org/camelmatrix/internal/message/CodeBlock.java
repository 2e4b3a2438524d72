// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/** A text as a code block in HTML. */
final class CodeBlock {

    private CodeBlock() {}

    /**
     * The HTML of a code block.
     *
     * @param language its language, or ""
     */
    static String html(String text, String language) {
        return opening(language) + escaped(text) + "</code></pre>";
    }

    /** How many bytes a character takes in the {@code body} and the HTML of an event. */
    static int size(char c) {
        int html =
                switch (c) {
                    case '&' -> "&amp;".length();
                    case '<', '>' -> "&lt;".length();
                    case '"' -> "&quot;".length();
                    default -> JsonSize.of(c);
                };
        return JsonSize.of(c) + html;
    }

    private static String opening(String language) {
        return language.isEmpty()
                ? "<pre><code>"
                : "<pre><code class=\"language-" + language + "\">";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
