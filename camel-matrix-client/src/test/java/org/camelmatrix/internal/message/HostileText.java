// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.function.IntFunction;

/** Kinds of texts that could cost more time the larger they are, and ordinary ones beside them. */
enum HostileText {
    WORDS("Some words of a paragraph. "),
    MARKUP("word *x* `y` **z** [a](https://example.org/x) "),
    LOG("[ERROR]: timeout\n"),
    LISTS("- a\n\n"),
    TIGHT_LISTS("- a\n"),
    NESTED_LISTS("1. a\n\n   - b\n\n"),
    DEEP_LISTS(size -> repeat("- ".repeat(40) + "a\n", size)),
    QUOTES("> a\n\n"),
    DEEP_QUOTES(size -> repeat("> ".repeat(90) + "x\n", size)),
    HEADINGS("# a\n"),
    FENCES("```\nx\n```\n\n"),
    ONE_FENCE(size -> "```java\n" + repeat("int i = 1;\n", size)),
    INDENTED_CODE("    x\n\n"),
    WIDE_TABLE(size -> table(size / 200, repeat("|a", size / 200) + "|\n", size)),
    SHORT_ROWS(size -> table(400, "|a|\n", size)),
    NARROW_TABLE(size -> table(2, "|a|b|\n", size)),
    NO_TABLE(size -> repeat("|-|-|-\n", size)),
    BRACKETS("["),
    BRACKET_PAIRS("[a]"),
    OPEN_IMAGES("![a]("),
    DEFINITIONS("[a]: b\n\n"),
    LINK_DEFINITIONS("[a]: http://x\n"),
    UNCLOSED_TITLES("[x]:x\n\"y\n\n"),
    REFERENCES(size -> "[a]: http://" + "u".repeat(900) + "\n\n" + repeat("[a] ", size)),
    EMPHASIS("*a **a _a "),
    EMPHASIS_RUNS("*_*_**__a"),
    STRIKES("~~a~b~~~"),
    BACKTICKS(HostileText::backticks),
    ENTITIES("&amp;&#x41;&copy"),
    ANGLES("<"),
    TAGS("<b><i>x</b></i> <a href=\"x\">"),
    OPEN_TAGS("<div>"),
    OPEN_TAGS_IN_LINES("<div>\n\n"),
    ATTRIBUTES(size -> "<a " + repeat("b=c ", size)),
    QUOTED_ATTRIBUTES("<a b=\"c\" d='"),
    COMMENTS("<!-- a "),
    SCRIPTS("<script>x"),
    TABLE_TAGS("<table><tr><td>x"),
    DESCRIPTION_LISTS("<dl><dt>a<dd>b"),
    IMAGES_AS_HTML("<img src=http://x alt=y>"),
    LINKS_AS_HTML("<a href=tel:1>x</a>"),
    URLS("https://example.org/__init__.py?q=*&r=* "),
    PATHS("/srv/*/__a__/x_y_ "),
    ONE_PATH("/_a_*b*"),
    ESCAPES("\\*\\\\"),
    NEWLINES("a\n"),
    BLANK_LINES(size -> "a" + "\n".repeat(size - 2) + "b"),
    SPACES(size -> "a" + " ".repeat(size - 2) + "b"),
    CONTROLS("\u0001\u0002"),
    SURROGATES("😀"),
    LONE_SURROGATES("\ud83d\ud83da"),
    COMBINING(size -> "e" + "\u0301".repeat(size - 1)),
    CARRIAGE_RETURNS("a\r\n\r\n");

    private final IntFunction<String> text;

    HostileText(String piece) {
        this(size -> repeat(piece, size));
    }

    HostileText(IntFunction<String> text) {
        this.text = text;
    }

    /** A text of about so many characters. */
    String of(int size) {
        return text.apply(size);
    }

    private static String repeat(String piece, int size) {
        return piece.repeat(Math.max(1, size / piece.length()));
    }

    private static String table(int columns, String row, int size) {
        return "|a".repeat(columns) + "|\n" + "|-".repeat(columns) + "|\n" + repeat(row, size);
    }

    private static String backticks(int size) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; text.length() < size; i++) {
            text.append("`".repeat(i % 1_000)).append(' ');
        }
        return text.toString();
    }
}
