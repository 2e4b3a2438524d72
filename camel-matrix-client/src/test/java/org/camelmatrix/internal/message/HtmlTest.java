// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.camelmatrix.event.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTML that a message may not hold, and the plain text of what it may. */
class HtmlTest {

    private final TextContents contents = new TextContents(new HtmlAllowList());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "section", "article", "address", "aside", "header", "footer", "main", "nav",
                "figure", "form", "fieldset", "center", "dialog", "hgroup", "search", "noscript"
            })
    void keepsTheWordsOfBlocksApart(String block) {
        String html = "<x>one</x><x><b>two</b></x>three".replace("x>", block + '>');
        assertThat(body(html)).isEqualTo("one\ntwo\nthree");
        assertThat(formatted(html)).isEqualTo("<div>one</div><div><b>two</b></div>three");
    }

    @Test
    void keepsTheWordsOfADescriptionListApart() {
        String html = "<dl><dt>Host</dt><dd>web1</dd><dt>Free</dt><dd>4 GB</dd></dl>";
        assertThat(body(html)).isEqualTo("Host\nweb1\nFree\n4 GB");
        assertThat(formatted(html)).contains("<div>Host</div><div>web1</div>");
    }

    @ParameterizedTest
    @CsvSource({
        "<strike>x</strike>, <del>x</del>",
        "<ins>x</ins>, <u>x</u>",
        "<kbd>x</kbd>, <code>x</code>",
        "<menu><li>x</li></menu>, <ul><li>x</li></ul>",
        "<xmp>x</xmp>, <pre>x</pre>"
    })
    void usesTheElementThatIsAllowedForOneThatSaysTheSame(String html, String allowed) {
        assertThat(formatted(html)).isEqualTo(allowed);
    }

    @Test
    void leavesThePagesTitleOut() {
        String page =
                "<!DOCTYPE html><html><head><meta charset=utf-8><title>Report</title>"
                        + "<style>p {}</style></head><body><p>All <b>fine</b></p></body></html>";
        assertThat(body(page)).isEqualTo("All fine");
        assertThat(formatted(page)).isEqualTo("<p>All <b>fine</b></p>");
    }

    @ParameterizedTest
    @CsvSource({
        "<pre><code class=\"hljs language-js\">x</code></pre>, language-js",
        "<pre><code class=\"language-c++ x\">x</code></pre>, language-c++",
        "<pre><code class=\"lang-sh\">x</code></pre>, language-sh",
        "<pre class=\"language-py\"><code>x</code></pre>, language-py",
        "<pre class=\"hljs\"><code class=\"sourceCode Language-go\">x</code></pre>, language-go",
        "<pre><code class=\"hljs javascript\">x</code></pre>, language-javascript",
        "<pre class=\"sourceCode python\"><code>x</code></pre>, language-python",
        "<pre lang=\"js\"><code>x</code></pre>, language-js",
        "<pre class=\"language-js\">x</pre>, language-js",
        "<pre class=\"brush: java;\">x</pre>, language-java",
    })
    void keepsTheLanguageOfCode(String html, String className) {
        assertThat(formatted(html))
                .isEqualTo("<pre><code class=\"" + className + "\">x</code></pre>");
    }

    @Test
    void showsTheTargetOfALinkWithoutWords() {
        assertThat(formatted("<a href=\"https://a.org\"><i></i></a> x"))
                .isEqualTo("<a href=\"https://a.org\"><i></i>https://a.org</a> x");
    }

    @Test
    void numbersTheItemsOfAnOrderedListInPlainText() {
        assertThat(body("<ol><li>a</li><li>b</li></ol><p>c</p><ol start=\"9\"><li>d<li>e</ol>"))
                .isEqualTo("1. a\n2. b\nc\n9. d\n10. e");
    }

    @Test
    void indentsNestedListsInPlainText() {
        assertThat(
                        body(
                                "<ol>\n <li>a\n  <ul>\n   <li>b</li>\n   <li><p>c</p>"
                                        + "<ol><li>d</li></ol></li>\n  </ul>\n </li>\n <li>e</li></ol>"))
                .isEqualTo("1. a\n  • b\n  • c\n    1. d\n2. e");
        assertThat(body("<ul><li>a</li><ul><li>b</li></ul><li>c</li></ul>"))
                .isEqualTo("• a\n  • b\n• c");
    }

    @Test
    void showsTheTargetOfALinkThatMayNotStay() {
        assertThat(
                        formatted(
                                "<a href=\"tel:110\">call</a> <a href=\"docs/a.html\">docs</a>"
                                        + " <a name=\"q\">q</a> <a href=\"https://e.org\">e</a>"))
                .isEqualTo("call (tel:110) docs (docs/a.html) q <a href=\"https://e.org\">e</a>");
    }

    private String body(String html) {
        return content(html).path("body").asText();
    }

    private String formatted(String html) {
        return content(html).path("formatted_body").asText(null);
    }

    private JsonNode content(String html) {
        return contents.of(html, MessageFormat.HTML, MessageType.TEXT);
    }
}
