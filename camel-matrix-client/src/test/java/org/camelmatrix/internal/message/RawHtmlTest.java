// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.camelmatrix.event.MessageType;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What looks like HTML in Markdown: tags, and what is none. */
class RawHtmlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "if a<b and b>c then x",
                "List<A> and Map<P,B>",
                "Map<I> Set<LI> Foo<TD> P<Q>",
                "<?php echo 1; ?> x",
                "<!DOCTYPE html> x",
                "<![CDATA[a]]> x",
                "a <b> c",
                "a </b> c",
                "close it by </div>, please",
                "x <i j=1>y</i> z",
                "<a b=c b=c b=c>x</a>",
                "std::vector<p>",
                "<!-- no end",
                "a <del b>c",
                "0<a or a>1",
                "Option<S> | Either<U, S>",
                "user <u@example.org",
                "<title>x</title>",
                "<my-element>x</my-element>",
                "<plaintext>x</plaintext>",
                "<script>alert(1)",
            })
    void showsEveryLetterOfWhatIsNoTag(String text) {
        String letters = Split.letters(text);
        assertThat(shown(text)).as("at the start of a line").isEqualTo(letters);
        assertThat(shown("**x** " + text)).as("among words").isEqualTo("x" + letters);
        assertThat(shown("- " + text + "\n- *y*")).as("in a list").isEqualTo(letters + "y");
        assertThat(shown("> " + text + "\n\n*y*")).as("in a quote").isEqualTo(letters + "y");
        assertThat(shown("| a |\n|---|\n| " + text.replace("|", "\\|") + " |\n\n*y*"))
                .as("in a table")
                .isEqualTo("a" + letters + "y");
    }

    @Test
    void readsMarkdownBetweenWhatIsNoTag() {
        assertThat(html("if a<b and b>c then **x**"))
                .isEqualTo("if a&lt;b and b&gt;c then <strong>x</strong>");
        assertThat(html("List<A> *x* and Map<P,B>"))
                .isEqualTo("List&lt;A&gt; <em>x</em> and Map&lt;P,B&gt;");
    }

    @ParameterizedTest
    @CsvSource({
        "a <b>b</b> c, a <b>b</b> c",
        "a <B class=\"x\" onclick=\"y()\">b</B> c, a <b>b</b> c",
        "a<br>b<br/>c, a<br>b<br>c",
        "<u>*x*</u> <sub>y</sub>, <u><em>x</em></u> <sub>y</sub>",
        "<b><i>x</b></i>, <b><i>x</i></b>",
        "<span data-mx-spoiler>x</span>, <span data-mx-spoiler=\"\">x</span>",
        "<a href=\"https://e.org\" rel=nofollow>x</a>, <a href=\"https://e.org\">x</a>",
        "a <!-- x --> *b*, a  <em>b</em>",
        "<font color=red>x</font> *y*, x <em>y</em>",
        "<kbd>x</kbd>, <code>x</code>",
        "*a* <script>x</script>b, <em>a</em> b",
    })
    void readsTagsThatEnd(String text, String html) {
        assertThat(html(text)).isEqualTo(html);
    }

    @Test
    void readsMarkdownBetweenTheTagsOfAnElementThatEndsInALaterBlock() {
        assertThat(html("<details>\n<summary>Log</summary>\n\n**x**\n\n- y\n\n</details>"))
                .isEqualTo(
                        "<details>\n<summary>Log</summary>\n<p><strong>x</strong></p>\n<ul>\n"
                                + "<li>y</li>\n</ul>\n</details>");
        assertThat(html("<details><summary>Log</summary>\n\nx *y*</details>"))
                .startsWith("<details><summary>Log</summary>\n<p>x <em>y</em></p></details>");
        assertThat(html("<details>\n<summary>Log</summary>\n\nno **end**"))
                .contains("&lt;details&gt;", "<strong>end</strong>");
    }

    @Test
    void readsElementsThatHtmlEndsWithTheElementAroundThem() {
        assertThat(html("<ul><li>a<li>b</ul>")).isEqualTo("<ul><li>a</li><li>b</li></ul>");
        assertThat(html("<table><tr><td>a<td>b</table>"))
                .isEqualTo("<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>");
        assertThat(html("<p> and <li> are **tags**")).contains("&lt;p&gt; and &lt;li&gt; are");
    }

    private static String html(String text) {
        return new TextContents(new HtmlAllowList())
                .of(text, MessageFormat.MARKDOWN, MessageType.TEXT)
                .path("formatted_body")
                .asText(null);
    }

    /** What a reader sees, without white space. */
    private static String shown(String text) {
        String html = html(text);
        return Split.letters(html == null ? text : Jsoup.parseBodyFragment(html).text());
    }
}
