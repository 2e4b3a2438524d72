package org.camelmatrix.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * Writes what looks like HTML in Markdown: as it is where {@link HtmlAllowList} knows what to do
 * with the tag, and else as text. A log line with {@code <none>} or {@code List<String>} means no
 * tag, and after a {@code <title>} or a {@code <script>} without an end a browser, and so the
 * allow-list, would read all that follows as something else.
 *
 * <p>One thread, for one document.
 */
final class RawHtml implements NodeRenderer {

    /** Elements that are taken out without their text. */
    private static final Set<String> DROPPED =
            Set.of(
                    "abbr",
                    "address",
                    "article",
                    "aside",
                    "big",
                    "center",
                    "cite",
                    "dd",
                    "dl",
                    "dt",
                    "figcaption",
                    "figure",
                    "font",
                    "footer",
                    "header",
                    "ins",
                    "kbd",
                    "main",
                    "mark",
                    "mx-reply",
                    "nav",
                    "q",
                    "samp",
                    "section",
                    "small",
                    "strike",
                    "tfoot",
                    "tt",
                    "var",
                    "wbr");

    /** Elements that are taken out with their text, if they end. */
    private static final Set<String> CODE = Set.of("script", "style");

    private static final Pattern END_OF_CODE =
            Pattern.compile("</(script|style)", Pattern.CASE_INSENSITIVE);

    private final HtmlWriter html;

    RawHtml(HtmlNodeRendererContext context) {
        this.html = context.getWriter();
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(HtmlInline.class, HtmlBlock.class);
    }

    @Override
    public void render(Node node) {
        if (node instanceof HtmlInline tag) {
            if (isTag(tag.getLiteral(), 0, name -> endsLater(tag, name))) {
                html.raw(tag.getLiteral());
            } else {
                html.text(tag.getLiteral());
            }
        } else if (node instanceof HtmlBlock block) {
            html.line();
            write(block.getLiteral());
            html.line();
        }
    }

    private void write(String block) {
        Map<String, Integer> lastEnds = lastEnds(block);
        int first = block.indexOf('<');
        if (!isTag(block, first, name -> lastEnds.getOrDefault(name, -1) > first)) {
            html.tag("p");
            html.raw(TextContents.asHtml(block));
            html.tag("/p");
            return;
        }
        int written = 0;
        for (int i = first; i >= 0; i = block.indexOf('<', i + 1)) {
            int at = i;
            if (!isTag(block, at, name -> lastEnds.getOrDefault(name, -1) > at)) {
                html.raw(block.substring(written, at));
                html.raw("&lt;");
                written = at + 1;
            }
        }
        html.raw(block.substring(written));
    }

    /**
     * Whether a tag is to be read as one.
     *
     * @param at where its {@code <} is
     * @param endsLater whether an element of {@link #CODE}, by its name, ends behind the tag
     */
    private static boolean isTag(String text, int at, Predicate<String> endsLater) {
        String name = name(text, at);
        if (name.isEmpty()) {
            return text.indexOf(text.startsWith("<!--", at) ? "-->" : ">", at) > 0;
        }
        if (CODE.contains(name)) {
            return text.startsWith("/", at + 1) || endsLater.test(name);
        }
        return HtmlAllowList.isAllowed(name) || DROPPED.contains(name);
    }

    private static String name(String text, int at) {
        int from = text.startsWith("/", at + 1) ? at + 2 : at + 1;
        int to = from;
        while (to < text.length()
                && (Character.isLetterOrDigit(text.charAt(to)) || text.charAt(to) == '-')) {
            to++;
        }
        return text.substring(from, to).toLowerCase(Locale.ROOT);
    }

    private static boolean endsLater(HtmlInline tag, String name) {
        String end = "</" + name;
        for (Node next = tag.getNext(); next != null; next = next.getNext()) {
            if (next instanceof HtmlInline other
                    && other.getLiteral().regionMatches(true, 0, end, 0, end.length())) {
                return true;
            }
        }
        return false;
    }

    /** Where the elements of {@link #CODE} end last, by their names. */
    private static Map<String, Integer> lastEnds(String block) {
        Map<String, Integer> ends = new HashMap<>();
        Matcher matcher = END_OF_CODE.matcher(block);
        while (matcher.find()) {
            ends.put(matcher.group(1).toLowerCase(Locale.ROOT), matcher.start());
        }
        return ends;
    }
}
