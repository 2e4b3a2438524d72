// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Node;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Markdown as people write it in rooms: CommonMark with tables and strikethrough, where a line
 * break in the text is a line break in the message.
 *
 * <p>What a route gets from outside may be made to cost time and memory: a table is padded to its
 * header's width in each row, a reference is written out wherever it is used, and open brackets are
 * looked at again and again. Such texts are not read as Markdown.
 *
 * <p>Immutable; any thread may call it.
 */
final class Markdown {

    private static final int MAXIMUM_CELLS = 20_000;

    /** A text with more of them is not read as Markdown. */
    static final int MAXIMUM_BRACKETS = 2_000;

    /** What means something in the middle of a line. */
    private static final String MARKUP = "\\`*_[]<>~|&";

    private static final int MAXIMUM_HTML = 128 * 1024;

    private static final List<Extension> STRIKETHROUGH = List.of(StrikethroughExtension.create());
    private static final List<Extension> TABLES_AND_STRIKETHROUGH =
            List.of(TablesExtension.create(), StrikethroughExtension.create());

    private final Parser withTables = parser(true).build();
    private final Parser withoutTables = parser(false).build();
    private final HtmlRenderer renderer;

    Markdown() {
        renderer =
                HtmlRenderer.builder()
                        .extensions(STRIKETHROUGH)
                        .nodeRendererFactory(ClosedUpTables::new)
                        .nodeRendererFactory(RawHtml::new)
                        .nodeRendererFactory(Links::new)
                        .nodeRendererFactory(UnresolvedReference.Renderer::new)
                        .attributeProviderFactory(context -> Markdown::keepAllowedAttributes)
                        .softbreak("<br>\n")
                        .omitSingleParagraphP(true)
                        .build();
    }

    /**
     * A text as HTML.
     *
     * @param text the HTML; full where it is too large: then the text stands for itself
     * @param isAllowed whether {@link HtmlAllowList} would leave it as it is; else it comes next
     */
    record Html(BoundedText text, boolean isAllowed) {}

    private static Parser.Builder parser(boolean tables) {
        return Parser.builder().extensions(tables ? TABLES_AND_STRIKETHROUGH : STRIKETHROUGH);
    }

    /** Leaves out what the allow-list would take out: a class that names no language. */
    private static void keepAllowedAttributes(
            Node node, String tag, Map<String, String> attributes) {
        if (tag.equals("code") && !HtmlAllowList.isLanguage(attributes.getOrDefault("class", ""))) {
            attributes.remove("class");
        }
    }

    /**
     * The HTML of a text.
     *
     * @return null where it is not worth its cost: then the text stands for itself
     */
    Html toHtml(String text) {
        if (text.chars().filter(c -> c == '<' || c == '[').count() > MAXIMUM_BRACKETS
                || Lines.areTooMany(text)) {
            return null;
        }
        try {
            String words = WholeWords.protect(text);
            Node document = parse(words);
            BoundedText html = new BoundedText(MAXIMUM_HTML);
            renderer.render(document, html);
            boolean same = words == text || html.isFull();
            return new Html(same ? html : restored(html), HarmlessMarkdown.is(document));
        } catch (StackOverflowError e) {
            // the parser and the renderer go down into nested markup by recursion
            return null;
        }
    }

    private static BoundedText restored(BoundedText html) {
        BoundedText restored = new BoundedText(MAXIMUM_HTML);
        restored.append(WholeWords.restore(html.toString()));
        return restored;
    }

    private Node parse(String text) {
        boolean tables = cells(text) <= MAXIMUM_CELLS;
        if (!text.contains("]:")) {
            return (tables ? withTables : withoutTables).parse(text);
        }
        References references = new References();
        Node document =
                parser(tables)
                        .linkProcessor(references)
                        .includeSourceSpans(IncludeSourceSpans.BLOCKS)
                        .build()
                        .parse(text);
        references.showUnused(text, document, withoutTables);
        return document;
    }

    /**
     * Whether a text has nothing in it that Markdown could read as markup, so that it says as it is
     * what its HTML would say. A text with markup is never plain; one without may be called so.
     */
    static boolean isPlain(String text) {
        char before = '\n';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean fits =
                    before == '\n' ? beginsNoBlock(c) : c == '\n' ? before != ' ' : isPlain(c);
            if (!fits) {
                return false;
            }
            before = c;
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return c >= 0x80 || (c >= ' ' && c != 0x7f && MARKUP.indexOf(c) < 0);
    }

    /** Letters begin no list, heading, quote or code; nor do pictures. */
    private static boolean beginsNoBlock(char c) {
        return Character.isLetter(c) || Character.isSurrogate(c);
    }

    /** How many cells the text can have as one table. */
    private static long cells(String text) {
        long lines = 1;
        int widest = 0;
        int width = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '|') {
                widest = Math.max(widest, ++width);
            } else if (c == '\n') {
                lines++;
                width = 0;
            }
        }
        return lines * widest;
    }
}
