// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlSplitterTest {

    private static final int WORDS = 20_000;

    @Test
    void cutsBetweenElements() {
        Split split = split("<p>Some <b>bold</b> words.</p>\n".repeat(4_000));
        assertThat(split.html())
                .hasSizeBetween(3, 6)
                .allSatisfy(
                        html ->
                                assertThat(html)
                                        .startsWith("<p>Some <b>bold</b>")
                                        .endsWith("words.</p>"));
    }

    @Test
    void cutsAnElementThatIsTooLargeAtItsChildren() {
        Split table =
                split(
                        "<table><tbody>"
                                + "<tr><td>cell</td><td><i>x</i></td></tr>".repeat(4_000)
                                + "</tbody></table>");
        assertThat(table.html())
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        html ->
                                assertThat(html)
                                        .startsWith("<table><tbody><tr><td>cell</td><td>")
                                        .endsWith("</tr></tbody></table>"));
        Split code =
                split(
                        "<pre><code class=\"language-java\">"
                                + "  int i = 1;\n".repeat(9_000)
                                + "</code></pre>");
        assertThat(code.html())
                .hasSizeGreaterThan(3)
                .allSatisfy(
                        html ->
                                assertThat(html)
                                        .startsWith("<pre><code class=\"language-java\">  int")
                                        .endsWith("1;\n</code></pre>"));
    }

    @Test
    void goesOnWithTheNumbersOfAList() {
        Split split =
                split(
                        "<ol start=\"5\">"
                                + IntStream.range(5, 9_000)
                                        .mapToObj(i -> "<li>item " + i + "</li>")
                                        .collect(Collectors.joining())
                                + "</ol>");
        assertThat(split.html()).hasSizeGreaterThan(3);
        for (String html : split.html()) {
            var list = Jsoup.parseBodyFragment(html).expectFirst("ol");
            assertThat(list.expectFirst("li").text()).isEqualTo("item " + list.attr("start"));
        }
    }

    @Test
    void cutsWordsAtSpaces() {
        Split split = split("<div><b>" + "some words &amp; more ".repeat(9_000) + "</b></div>");
        assertThat(split.html())
                .hasSizeGreaterThan(3)
                .allSatisfy(html -> assertThat(html).startsWith("<div><b>").endsWith("</b></div>"));
        assertThat(split.letters()).isEqualTo(Split.letters("some words & more ".repeat(9_000)));
    }

    @Test
    void sendsNoPartThatShowsNothing() {
        Split split =
                split("<p></p><hr>".repeat(9_000) + "<p><b>word</b></p>" + "<hr>".repeat(9_000));
        assertThat(split.letters()).isEqualTo("word");
    }

    @Test
    void leavesOutTagsThatAreTooLargeToRepeat() {
        Split split =
                split(
                        "<a href=\"https://example.org/"
                                + "x".repeat(50_000)
                                + "\">"
                                + "word ".repeat(9_000)
                                + "</a>");
        assertThat(split.letters()).isEqualTo("word".repeat(9_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsAllWordsInOrder(int seed) {
        Random random = new Random(seed);
        String[] tags = {"p", "div", "b", "i", "ul", "li", "blockquote", "span", "pre", "h2"};
        StringBuilder html = new StringBuilder();
        for (int word = 0; word < WORDS; word++) {
            String tag = tags[random.nextInt(tags.length)];
            switch (random.nextInt(12)) {
                case 0 -> html.append('<').append(tag).append('>');
                case 1 -> html.append("</").append(tag).append('>');
                default -> html.append(' ');
            }
            html.append('w').append(word).append(' ');
        }
        String words =
                IntStream.range(0, WORDS).mapToObj(i -> "w" + i).collect(Collectors.joining());
        Split split = split(html.toString());
        assertThat(split.parts()).hasSizeGreaterThan(3);
        assertThat(split.letters().replace("•", "")).as("seed %s", seed).isEqualTo(words);
        assertThat(Split.letters(Jsoup.parse(String.join("", split.html())).text()))
                .as("seed %s", seed)
                .isEqualTo(words);
    }

    private static Split split(String html) {
        return Split.of(html, MessageFormat.HTML);
    }
}
