// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.regex.Pattern;

/**
 * A text, and how it is read.
 *
 * <p>With {@link MessageFormat#AUTO} only what is said to be Markdown, or of which nothing is said,
 * is read as Markdown: any other text would lose the characters that mean something there.
 */
public final class MessageText {

    private static final Pattern HTML_TAG = Pattern.compile("<[A-Za-z!/?]");

    /** What the text of JSON can begin with. */
    private static final String JSON_START = "{[\"-0123456789tfn";

    private final String words;
    private final TextForm form;
    private final boolean detected;

    private MessageText(String words, TextForm form, boolean detected) {
        this.words = words;
        this.form = form;
        this.detected = detected;
    }

    /**
     * A text with what is known of it.
     *
     * @param words the text
     * @param format how to read it, or {@link MessageFormat#AUTO}
     * @param type what is said to be in it, such as {@code application/json; charset=utf-8}, or
     *     null
     * @param name the name of the file that it comes from, or null
     */
    public static MessageText of(String words, MessageFormat format, String type, String name) {
        return switch (format) {
            case AUTO -> new MessageText(words, detected(words, type, name), true);
            case CODE -> new MessageText(words, code(type, name), false);
            default -> new MessageText(words, TextForm.of(format), false);
        };
    }

    /** Markdown that this component has made. */
    public static MessageText markdown(String words) {
        return new MessageText(words, TextForm.MARKDOWN, false);
    }

    /** JSON that is to be seen as such. */
    public static MessageText json(String words) {
        return new MessageText(words, TextForm.code("json"), false);
    }

    String words() {
        return words;
    }

    TextForm form() {
        return form;
    }

    /** Whether its type, and not the route, tells how it is read. */
    boolean isDetected() {
        return detected;
    }

    private static TextForm code(String type, String name) {
        String language = CodeLanguage.of(FileKind.declared(type), name);
        return TextForm.code(language == null ? "" : language);
    }

    private static TextForm detected(String words, String said, String name) {
        String type = FileKind.declared(said);
        if (type != null && (!FileKind.isText(type) || !canBe(type, words))) {
            type = null;
        }
        if (type == null && name == null) {
            return TextForm.MARKDOWN;
        }
        String kind = FileKind.ofText(type, name);
        if (kind.equals("text/markdown")) {
            return TextForm.MARKDOWN;
        }
        if (kind.equals("text/html") && canBe(kind, words)) {
            return TextForm.HTML;
        }
        String language = CodeLanguage.of(kind, name);
        return language == null ? TextForm.PLAIN : TextForm.code(language);
    }

    /**
     * Whether a text can be what is said. A route that asks an HTTP server and then sets another
     * body still has the Content-Type of the answer.
     */
    private static boolean canBe(String type, String words) {
        String start = words.stripLeading();
        if (type.endsWith("json")) {
            return !start.isEmpty() && JSON_START.indexOf(start.charAt(0)) >= 0;
        }
        if (type.endsWith("xml")) {
            return start.startsWith("<");
        }
        return !type.equals("text/html") || HTML_TAG.matcher(words).find();
    }
}
