// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** About how many bytes HTML takes as the content of an event, read aloud in {@code body} too. */
final class HtmlSize {

    /** What a character reference takes more than its character, at most. */
    private static final int REFERENCE = 5;

    private static final int BULLET = 6;

    private HtmlSize() {}

    static int of(Node node) {
        int[] size = {0};
        node.traverse((each, depth) -> size[0] += alone(each));
        return size[0];
    }

    /** A tag without what is in it, or words. */
    static int alone(Node node) {
        if (node instanceof TextNode words) {
            String text = words.getWholeText();
            return of(text, 0, text.length());
        }
        int size = 2 * node.nodeName().length() + REFERENCE + BULLET;
        for (Attribute attribute : node.attributes()) {
            String value = attribute.getValue();
            size += attribute.getKey().length() + REFERENCE + of(value, 0, value.length());
        }
        return size;
    }

    static int of(String text, int from, int to) {
        int size = 0;
        for (int i = from; i < to; i++) {
            size += of(text.charAt(i));
        }
        return size;
    }

    private static int of(char c) {
        boolean escaped = c == '&' || c == '<' || c == '>' || c == '"' || c == '\u00a0';
        return 2 * JsonSize.of(c) + (escaped ? REFERENCE : 0);
    }

    /** How far words go on so many bytes; never inside of a surrogate pair. */
    static int reach(String text, int from, int bytes) {
        int left = bytes;
        int end = from;
        while (end < text.length() && (left -= of(text.charAt(end))) >= 0) {
            end++;
        }
        return TextCut.besidePair(text, end);
    }

    /** Whether a reader sees something of it. */
    static boolean isVisible(Node node) {
        return node instanceof Element element
                ? !PlainText.of(element).isBlank()
                : node instanceof TextNode words && !words.isBlank();
    }
}
