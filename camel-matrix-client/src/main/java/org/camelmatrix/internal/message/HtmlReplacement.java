// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.TextNode;

/**
 * Puts in place of HTML that a message may not hold what says the same. A block becomes a {@code
 * div}, so that its words stay apart from those beside it. A link whose {@link LinkTarget} may not
 * stay becomes its words and the target. An image from the web, which no client would load, becomes
 * a link to it, and one from elsewhere its words.
 */
final class HtmlReplacement {

    /** An element that the allow-list takes out and whose words it leaves. */
    private static final String WORDS = "font";

    private static final Set<String> BLOCKS =
            Set.of(
                    "address",
                    "article",
                    "aside",
                    "center",
                    "dd",
                    "dialog",
                    "dl",
                    "dt",
                    "fieldset",
                    "figcaption",
                    "figure",
                    "footer",
                    "form",
                    "header",
                    "hgroup",
                    "legend",
                    "main",
                    "nav",
                    "noframes",
                    "noscript",
                    "optgroup",
                    "option",
                    "search",
                    "section");

    private static final Map<String, String> ELEMENTS =
            Map.ofEntries(
                    Map.entry("dir", "ul"),
                    Map.entry("ins", "u"),
                    Map.entry("kbd", "code"),
                    Map.entry("listing", "pre"),
                    Map.entry("menu", "ul"),
                    Map.entry("plaintext", "pre"),
                    Map.entry("samp", "code"),
                    Map.entry("strike", "del"),
                    Map.entry("tfoot", "tbody"),
                    Map.entry("tt", "code"),
                    Map.entry("xmp", "pre"));

    private static final Map<String, String> REPLACED = replaced();

    private static final Pattern LANGUAGE =
            Pattern.compile("(?:^|\\s)lang(?:uage)?-([^\\s\"]+)", Pattern.CASE_INSENSITIVE);

    private HtmlReplacement() {}

    private static Map<String, String> replaced() {
        Map<String, String> replaced = new HashMap<>(ELEMENTS);
        BLOCKS.forEach(each -> replaced.put(each, "div"));
        return Map.copyOf(replaced);
    }

    /** Whether an element has one that takes its place; its name in small letters. */
    static boolean isReplaced(String tag) {
        return REPLACED.containsKey(tag);
    }

    /** Replaces all that is in an element. */
    static void in(Element body) {
        for (Element element : body.getAllElements()) {
            String tag = element.normalName();
            String other = REPLACED.get(tag);
            if (other != null) {
                element.tagName(other);
            }
            switch (tag) {
                case "a" -> replaceLink(element);
                case "code" -> keepLanguage(element);
                case "pre" -> makeCode(element);
                case "img" -> replaceImage(element);
                // the name of a page, which stands in no page
                case "title" -> element.empty();
                default -> {}
            }
        }
    }

    private static void replaceLink(Element link) {
        LinkTarget target = new LinkTarget(link.attr("href"));
        String url = target.url();
        if (url != null) {
            link.attr("href", url);
            if (link.text().isBlank() && link.selectFirst("img") == null) {
                link.appendText(url);
            }
        } else {
            String behind = target.behind(link.text());
            if (!behind.isEmpty()) {
                link.appendText(behind);
            }
            link.tagName(WORDS);
        }
    }

    /** A class may say the language and nothing else; highlighters write theirs beside it. */
    private static void keepLanguage(Element code) {
        Element parent = code.parent();
        String classes = code.className();
        if (parent != null && parent.nameIs("pre")) {
            classes += ' ' + parent.className() + ' ' + parent.attr("lang");
        }
        String language = language(classes);
        if (language.isEmpty()) {
            code.removeAttr("class");
        } else {
            code.attr("class", "language-" + language);
        }
    }

    /** Some name the language bare, as in {@code class="hljs java"} or {@code lang="java"}. */
    private static String language(String classes) {
        Matcher language = LANGUAGE.matcher(classes);
        if (language.find()) {
            return language.group(1);
        }
        for (String word : classes.split("[\\s;]+")) {
            if (CodeLanguage.isName(word)) {
                return word;
            }
        }
        return "";
    }

    /** A language stands at {@code code} alone, so preformatted text that has one becomes that. */
    private static void makeCode(Element text) {
        if (text.selectFirst("code") == null
                && !language(text.className() + ' ' + text.attr("lang")).isEmpty()) {
            Element code = new Element("code");
            code.insertChildren(0, text.childNodesCopy());
            text.empty();
            text.appendChild(code);
            keepLanguage(code);
        }
    }

    private static void replaceImage(Element image) {
        String source = image.attr("src");
        LinkTarget target = new LinkTarget(source);
        if (target.isMedia()) {
            return;
        }
        String words = image.attr("alt");
        String scheme = source.strip().toLowerCase(Locale.ROOT);
        if (!scheme.startsWith("http:") && !scheme.startsWith("https:")) {
            boolean named = !words.isBlank();
            image.replaceWith(new TextNode(named ? words : target.behind("").strip()));
            return;
        }
        String text = words.isBlank() ? source : words;
        boolean linked = image.closest("a") != null;
        image.replaceWith(
                linked
                        ? new Element("span").text(text)
                        : new Element("a").attr("href", source).text(text));
    }
}
