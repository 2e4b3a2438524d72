// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;

/**
 * The HTML that a message may hold: the tags, attributes and link schemes that the specification
 * allows (Instant Messaging, "m.room.message msgtypes", the list below {@code formatted_body}).
 * What is not allowed and has no {@link HtmlReplacement} is taken out: a script with its text, any
 * other tag without it.
 *
 * <p>Any thread may call it.
 */
final class HtmlAllowList {

    /** How deeply elements may be nested. */
    static final int MAXIMUM_DEPTH = 100;

    /**
     * How deeply they may be nested in what is read; looking for what is around them costs that.
     */
    private static final int MAXIMUM_DEPTH_READ = 500;

    private static final String[] TAGS = {
        "del",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "p",
        "a",
        "ul",
        "ol",
        "sup",
        "sub",
        "li",
        "b",
        "i",
        "u",
        "strong",
        "em",
        "s",
        "code",
        "hr",
        "br",
        "div",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "caption",
        "pre",
        "span",
        "img",
        "details",
        "summary"
    };
    private static final Set<String> ALLOWED = Set.of(TAGS);
    private static final Pattern LANGUAGE_CLASS = Pattern.compile("language-[^\\s\"]+");

    private final Cleaner cleaner =
            new Cleaner(
                    Safelist.none()
                            .addTags(TAGS)
                            .addAttributes("a", "href", "target")
                            .addProtocols("a", "href", "http", "https", "ftp", "mailto", "magnet")
                            .addAttributes("img", "src", "alt", "title", "width", "height")
                            .addProtocols("img", "src", "mxc")
                            .addAttributes("ol", "start")
                            .addAttributes("code", "class")
                            .addAttributes(
                                    "span",
                                    "data-mx-bg-color",
                                    "data-mx-color",
                                    "data-mx-spoiler",
                                    "data-mx-maths")
                            .addAttributes("div", "data-mx-maths"));

    /** The allowed part of some HTML, as the body of a document of its own. */
    Element clean(String html) {
        Document document = Jsoup.parseBodyFragment(html);
        flatten(document.body(), MAXIMUM_DEPTH_READ);
        HtmlReplacement.in(document.body());
        Document clean = cleaner.clean(document);
        clean.outputSettings().prettyPrint(false);
        Element body = clean.body();
        flatten(body, MAXIMUM_DEPTH);
        closeUpTables(body);
        return body;
    }

    /** Whether a message may hold an element; its name in small letters. */
    static boolean isAllowed(String tag) {
        return ALLOWED.contains(tag);
    }

    /** Whether a class of {@code code} tells its language, as it may. */
    static boolean isLanguage(String className) {
        return LANGUAGE_CLASS.matcher(className).matches();
    }

    /** Space between cells says nothing, and Hydrogen shows no table that has some in it. */
    private static void closeUpTables(Element body) {
        for (Element part : body.select("table, thead, tbody, tr")) {
            List<Node> cells = part.childNodes().stream().filter(each -> !isBlank(each)).toList();
            part.empty();
            part.appendChildren(cells);
        }
    }

    private static boolean isBlank(Node node) {
        return node instanceof TextNode text && text.isBlank();
    }

    /** Leaves the words alone of what is nested too deeply. */
    private static void flatten(Element body, int maximum) {
        List<Element> deepest = new ArrayList<>();
        body.traverse(
                (node, depth) -> {
                    if (depth == maximum
                            && node instanceof Element element
                            && element.childrenSize() > 0) {
                        deepest.add(element);
                    }
                });
        for (Element element : deepest) {
            List<String> words =
                    element.nodeStream(TextNode.class).map(TextNode::getWholeText).toList();
            element.empty();
            words.forEach(each -> element.appendChild(new TextNode(each)));
        }
    }
}
