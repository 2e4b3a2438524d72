// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.List;

/** The beginning of a text, as what is said about the file that has all of it. */
final class Caption {

    /** About the most bytes of a caption. */
    private static final int SIZE = 2_000;

    /** How much of HTML is read to find its first words. */
    private static final int SOURCE = 32 * 1024;

    private static final char ELLIPSIS = '…';

    private final HtmlAllowList allowList;

    Caption(HtmlAllowList allowList) {
        this.allowList = allowList;
    }

    /** The caption in the format of the text, or "" if its beginning shows nothing. */
    String of(String text, MessageFormat format) {
        return switch (format) {
            case AUTO, MARKDOWN -> markdown(text.stripLeading());
            case TEXT, CODE -> plain(text.strip());
            case HTML -> html(text);
        };
    }

    private static String markdown(String text) {
        String start = text.substring(0, TextCut.besidePair(text, Math.min(text.length(), SOURCE)));
        Parts nothingElse = new Parts(content -> null);
        MarkdownBlocks blocks = new MarkdownBlocks(start, 0, start.equals(text), nothingElse);
        MarkdownCut cut = blocks.cut(SIZE);
        String caption = cut.part(start);
        return cut.end() < text.length() ? shortened(start, cut.end(), caption) : caption;
    }

    private static String plain(String text) {
        int limit = JsonSize.reach(text, 0, SIZE);
        if (limit == text.length()) {
            return text;
        }
        int end = TextCut.before(text, 0, limit);
        return shortened(text, end, text.substring(0, end).stripTrailing());
    }

    private static String shortened(String text, int end, String caption) {
        boolean insideOfLine =
                text.charAt(end - 1) != '\n'
                        && end < text.length()
                        && text.charAt(end) != '\n'
                        && !caption.endsWith("\n");
        return caption + (insideOfLine ? " " : "\n\n") + ELLIPSIS;
    }

    private String html(String html) {
        String start = html;
        if (html.length() > SOURCE) {
            int tag = html.lastIndexOf('<', SOURCE);
            start = html.substring(0, tag > 0 ? tag : TextCut.besidePair(html, SOURCE));
        }
        List<String> pieces = new HtmlSplitter(allowList).pieces(start, 2 * SIZE);
        if (pieces.isEmpty()) {
            return "";
        }
        boolean all = pieces.size() == 1 && start.equals(html);
        return all ? pieces.get(0) : pieces.get(0) + "<p>" + ELLIPSIS + "</p>";
    }
}
