// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.camelmatrix.event.MessageType;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    /** What means something to Markdown, or to HTML, and what does not. */
    private static final String[] PIECES = {
        "a",
        "Zeile",
        "ä",
        "😀",
        "1",
        "12",
        ".",
        ")",
        "(",
        " ",
        "  ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "-",
        "--",
        "---",
        "=",
        "==",
        "+",
        "#",
        "##",
        "*",
        "**",
        "_",
        "`",
        "```",
        "~",
        "~~~",
        ">",
        "<",
        "<b>",
        "&",
        "&amp;",
        "[",
        "]",
        "!",
        "|",
        ":",
        "\"",
        "'",
        "\\",
        "/",
        "https://example.org",
        "\r\n",
        "\u00a0",
        "\u2028",
        "\u3000",
        "\0",
        "\u007f"
    };

    private final HtmlAllowList allowList = new HtmlAllowList();
    private final Markdown markdown = new Markdown();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Deployment finished: 12 pods ready, 0 failed",
                "Disk at 93% (/var), see https://example.org/a?b=c#d",
                "Zwei Zeilen\nhat dies - mit \"Anführung\" und Größe",
                "🔥 api is down",
            })
    void callsPlainWhatMostAlertsSay(String text) {
        assertThat(Markdown.isPlain(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1. first",
                "- item",
                "# title",
                "> quote",
                "    code",
                "a *b* c",
                "a `b`",
                "a\n---",
                "a\n\nb",
                "a  \nb",
                "x | y\n--|--",
                "a_b_",
                "[a](b)",
                "<b>a</b>",
                "a &amp; b",
                "a\n1) b",
                "~~a~~",
                "\\*a"
            })
    void callsNoMarkupPlain(String text) {
        assertThat(Markdown.isPlain(text)).isFalse();
    }

    @Test
    void saysOfAPlainTextWhatMarkdownWouldHaveSaid() {
        Random random = new Random(20_261_128);
        int plain = 0;
        for (int i = 0; i < 200_000; i++) {
            StringBuilder text = new StringBuilder(i % 2 == 0 ? "a" : "");
            for (int n = random.nextInt(7); n >= 0; n--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            if (Markdown.isPlain(text.toString())) {
                plain++;
                assertThat(markdown.toHtml(text.toString()).text().toString().strip())
                        .as(text.toString())
                        .isEqualTo(TextContents.asHtml(text.toString()));
            }
        }
        assertThat(plain).isGreaterThan(10_000);
    }

    /** Blocks and links, beside which {@link #PIECES} become what their authors mean rarely. */
    private static final String[] MARKUP = {
        "\n\n| a | b |\n|:--|--:|\n| `1` | **2** |\n\n",
        "\n\n```java\nint i;\n```\n\n",
        "\n\n```a\tb \"c\nx\n```\n\n",
        "\n\n``` <b>\nx\n```\n\n",
        "\n\n    indented <code>\n\n",
        "\n- ",
        "\n  - ",
        "\n3. ",
        "\n> ",
        "\n# ",
        "\n***\n",
        "**bold** ",
        "*em* ",
        "~~gone~~ ",
        "[a](https://example.org/x?y=1&z=%20#f \"title\") ",
        "[a](http://example.org/\"onclick=x) ",
        "[a](<https://example.org/a b>) ",
        "[a](HTTP://EXAMPLE.ORG) ",
        "[a](http://example.org/b/../c/./d) ",
        "[a](javascript:alert(1)) ",
        "[a](//example.org) ",
        "[a][r] ",
        "\n\n[r]: http://example.org 'title'\n\n",
        "![i](https://example.org/i.png) ",
        "<https://example.org/<>",
        "<script>alert(1)</script>",
        "&lt;b&gt; &quot; &nbsp; &#0; ",
    };

    @Test
    void callsAllowedOnlyWhatTheAllowListLeavesAsItIs() {
        Random random = new Random(29);
        int allowed = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(8); n >= 0; n--) {
                String[] from = random.nextBoolean() ? PIECES : MARKUP;
                text.append(from[random.nextInt(from.length)]);
            }
            Markdown.Html html = markdown.toHtml(text.toString());
            if (html.isAllowed()) {
                allowed++;
                String made = html.text().toString().strip();
                assertThat(allowList.clean(made).html())
                        .as("the allowed part of %s, made from %s", made, text)
                        .isEqualTo(read(made).html());
            }
        }
        assertThat(allowed).isGreaterThan(50_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iframe src=x",
                "xmp",
                "title",
                "plaintext",
                "select",
                "svg",
                "noscript",
                "template",
                "none",
                "String",
                "/body",
                "!DOCTYPE html",
                "html",
                "frameset",
                "b",
                "table",
                "font"
            })
    void losesNothingOfATextThatNamesATag(String tag) {
        String rest = "in it.\n\nSecond **part** [l](https://e.org)\n\n- item";
        for (String text : List.of("See <" + tag + "> " + rest, "<" + tag + ">\n" + rest)) {
            assertThat(formatted(text))
                    .as(text)
                    .contains("in it.", "Second", "<strong>part</strong>")
                    .contains("<a href=\"https://e.org\">l</a>", "<li>item</li>")
                    .doesNotContain("&lt;/p");
        }
    }

    /** To CommonMark all up to their end is one block of HTML ("HTML blocks", condition 1). */
    @ParameterizedTest
    @ValueSource(strings = {"script", "style", "textarea"})
    void losesNothingOfATextThatBeginsWithATagOfCodeWithoutAnEnd(String tag) {
        assertThat(formatted("<" + tag + ">\nin it.\n\nSecond **part**"))
                .isEqualTo("<p>&lt;" + tag + "&gt;<br>\nin it.<br>\n<br>\nSecond **part**</p>");
        assertThat(formatted("See <" + tag + "> in it.\n\nSecond **part**"))
                .isEqualTo(
                        "<p>See &lt;"
                                + tag
                                + "&gt; in it.</p>\n<p>Second <strong>part</strong></p>");
    }

    @Test
    void showsWhatLooksLikeATagAndIsNone() {
        assertThat(formatted("*status* <none> of `x`"))
                .isEqualTo("<em>status</em> &lt;none&gt; of <code>x</code>");
        assertThat(formatted("*type* List<String>")).isEqualTo("<em>type</em> List&lt;String&gt;");
        assertThat(formatted("at Foo.<init>(Foo.java:12)")).isNull();
        assertThat(formatted("<none>\n*a*\n\n*b*"))
                .isEqualTo("<p>&lt;none&gt;<br>\n*a*</p>\n<p><em>b</em></p>");
        assertThat(formatted("<div><none> *a* <script>x</div>\n\n*b*"))
                .isEqualTo("<div>&lt;none&gt; *a* &lt;script&gt;x</div>\n<p><em>b</em></p>");
    }

    @Test
    void showsTheWordsOfAnImageThatIsNowhere() {
        assertThat(formatted("# Report\n\n![chart](chart.png)"))
                .isEqualTo("<h1>Report</h1>\n<p>chart</p>");
        assertThat(formatted("*a* ![i](data:image/png;base64,AA)")).isEqualTo("<em>a</em> i");
    }

    private String formatted(String text) {
        return new TextContents(allowList)
                .of(text, MessageFormat.MARKDOWN, MessageType.TEXT)
                .path("formatted_body")
                .asText(null);
    }

    private static Element read(String html) {
        Document document = Jsoup.parseBodyFragment(html);
        document.outputSettings().prettyPrint(false);
        return document.body();
    }

    @Test
    void hasNoFormattedBodyForAPlainText() {
        assertThat(
                        new TextContents(allowList)
                                .of("Disk is full", MessageFormat.MARKDOWN, MessageType.NOTICE)
                                .has("formatted_body"))
                .isFalse();
    }
}
