package org.camelmatrix.message;

import java.util.List;
import java.util.Map;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.strikethrough.StrikethroughExtension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
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

    private final Parser withTables;
    private final Parser withoutTables;
    private final HtmlRenderer renderer;

    Markdown() {
        Extension strikethrough = StrikethroughExtension.create();
        List<Extension> all = List.of(TablesExtension.create(), strikethrough);
        withTables = Parser.builder().extensions(all).build();
        withoutTables = Parser.builder().extensions(List.of(strikethrough)).build();
        renderer =
                HtmlRenderer.builder()
                        .extensions(List.of(strikethrough))
                        .nodeRendererFactory(ClosedUpTables::new)
                        .nodeRendererFactory(RawHtml::new)
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

    /** What the allow-list would take out: a link's title, and a class that names no language. */
    private static void keepAllowedAttributes(
            Node node, String tag, Map<String, String> attributes) {
        if (node instanceof Link) {
            attributes.remove("title");
        } else if (tag.equals("code")
                && !HtmlAllowList.isLanguage(attributes.getOrDefault("class", ""))) {
            attributes.remove("class");
        }
    }

    /**
     * The HTML of a text.
     *
     * @return null where it is not worth its cost: then the text stands for itself
     */
    Html toHtml(String text) {
        if (text.chars().filter(c -> c == '<' || c == '[').count() > MAXIMUM_BRACKETS) {
            return null;
        }
        try {
            Node document = (cells(text) > MAXIMUM_CELLS ? withoutTables : withTables).parse(text);
            BoundedText html = new BoundedText(MAXIMUM_HTML);
            renderer.render(document, html);
            return new Html(html, HarmlessMarkdown.is(document));
        } catch (StackOverflowError e) {
            // the parser and the renderer go down into nested markup by recursion
            return null;
        }
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
