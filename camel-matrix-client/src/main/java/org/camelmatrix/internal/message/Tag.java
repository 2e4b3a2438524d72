// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.Locale;
import java.util.Set;

/**
 * What has the form of an HTML tag in a text.
 *
 * @param start where its {@code <} is
 * @param end behind its {@code >}
 * @param name in small letters
 * @param isEnd whether it is the end tag of an element
 * @param isKnown whether HTML knows all of its attributes
 */
record Tag(int start, int end, String name, boolean isEnd, boolean isKnown) {

    private static final Set<String> ATTRIBUTES =
            Set.of(
                    "abbr",
                    "accesskey",
                    "align",
                    "alt",
                    "axis",
                    "background",
                    "bgcolor",
                    "border",
                    "bordercolor",
                    "cellpadding",
                    "cellspacing",
                    "char",
                    "cite",
                    "class",
                    "clear",
                    "color",
                    "cols",
                    "colspan",
                    "compact",
                    "contenteditable",
                    "coords",
                    "crossorigin",
                    "datetime",
                    "decoding",
                    "dir",
                    "download",
                    "draggable",
                    "face",
                    "for",
                    "frame",
                    "headers",
                    "height",
                    "hidden",
                    "href",
                    "hreflang",
                    "hspace",
                    "id",
                    "ismap",
                    "itemprop",
                    "itemscope",
                    "itemtype",
                    "label",
                    "lang",
                    "language",
                    "loading",
                    "media",
                    "name",
                    "noshade",
                    "nowrap",
                    "open",
                    "ping",
                    "referrerpolicy",
                    "rel",
                    "rev",
                    "reversed",
                    "role",
                    "rows",
                    "rowspan",
                    "rules",
                    "scope",
                    "shape",
                    "size",
                    "sizes",
                    "span",
                    "spellcheck",
                    "src",
                    "srcset",
                    "start",
                    "style",
                    "summary",
                    "tabindex",
                    "target",
                    "title",
                    "translate",
                    "type",
                    "usemap",
                    "valign",
                    "value",
                    "vspace",
                    "width",
                    "xmlns");

    private static final Set<String> PREFIXES = Set.of("data-", "aria-", "xml:", "xmlns:");

    /** The tag that begins at a place, or null if none does. */
    static Tag at(String text, int start) {
        return new Reader(text, start).tag();
    }

    private static boolean isAttribute(String name) {
        return ATTRIBUTES.contains(name)
                || name.startsWith("on")
                || PREFIXES.stream().anyMatch(name::startsWith);
    }

    /** Reads one tag in one pass (HTML, "Syntax": start tags, end tags). */
    private static final class Reader {

        private final String text;
        private final int start;
        private int at;

        Reader(String text, int start) {
            this.text = text;
            this.start = start;
            this.at = start + 1;
        }

        Tag tag() {
            boolean isEnd = take('/');
            String name = name();
            if (name.isEmpty() || !isLetter(name.charAt(0))) {
                return null;
            }
            boolean known = true;
            boolean space = skipSpace();
            while (space && !isEnd && !isDone()) {
                String attribute = name();
                if (attribute.isEmpty()) {
                    break;
                }
                known &= isAttribute(attribute);
                space = skipSpace();
                if (take('=')) {
                    skipSpace();
                    if (!value()) {
                        return null;
                    }
                    space = skipSpace();
                }
            }
            if (!isEnd) {
                take('/');
            }
            return take('>') ? new Tag(start, at, name, isEnd, known) : null;
        }

        private boolean isDone() {
            return at >= text.length();
        }

        private boolean take(char c) {
            boolean found = !isDone() && text.charAt(at) == c;
            at += found ? 1 : 0;
            return found;
        }

        private String name() {
            int from = at;
            while (!isDone() && isOfName(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at).toLowerCase(Locale.ROOT);
        }

        private boolean skipSpace() {
            int from = at;
            while (!isDone() && text.charAt(at) <= ' ') {
                at++;
            }
            return at > from;
        }

        private boolean value() {
            char quote = isDone() ? ' ' : text.charAt(at);
            if (quote == '"' || quote == '\'') {
                int end = text.indexOf(quote, at + 1);
                at = end < 0 ? text.length() : end + 1;
                return end >= 0;
            }
            int from = at;
            while (!isDone() && text.charAt(at) > ' ' && "\"'=<>`".indexOf(text.charAt(at)) < 0) {
                at++;
            }
            return at > from;
        }

        private static boolean isOfName(char c) {
            return isLetter(c) || c >= '0' && c <= '9' || "-_:.".indexOf(c) >= 0;
        }

        private static boolean isLetter(char c) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
        }
    }
}
