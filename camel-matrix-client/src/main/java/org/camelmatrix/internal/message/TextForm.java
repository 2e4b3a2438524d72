// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

/**
 * How a text is read.
 *
 * @param format the format; never {@link MessageFormat#AUTO}
 * @param language the language of a code block, such as {@code json}, or "" if none is known
 */
record TextForm(MessageFormat format, String language) {

    static final TextForm MARKDOWN = new TextForm(MessageFormat.MARKDOWN, "");
    static final TextForm HTML = new TextForm(MessageFormat.HTML, "");
    static final TextForm PLAIN = new TextForm(MessageFormat.TEXT, "");

    static TextForm code(String language) {
        return new TextForm(MessageFormat.CODE, language);
    }

    /** The form of a text of which only the format is known. */
    static TextForm of(MessageFormat format) {
        return switch (format) {
            case AUTO, MARKDOWN -> MARKDOWN;
            case HTML -> HTML;
            case TEXT -> PLAIN;
            case CODE -> code("");
        };
    }
}
