// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camelmatrix.event.MessageType;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Definitions that define nothing, and links that lead nowhere a message may link to. */
class MarkdownLinksTest {

    private final TextContents contents = new TextContents(new HtmlAllowList());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[ERROR]: timeout",
                "[ERROR]: timeout\n[WARN]: slow\n[INFO]: started",
                "[2026-11-28]: https://example.org/started",
                "[a]: b\ntext",
                "[^1]: Note",
                "[ERR]: 'quoted log line'\n\"and more\"",
                "[x]:x\n\"unclosed",
                "  [x]: y",
                "[x]:\ny",
                "[ERROR]: C:/x \"title\"\nnext",
                "[ERROR]: first\n\n[ERROR]: second",
            })
    void showsEveryWordOfADefinitionThatNothingUses(String text) {
        assertThat(shown(text)).isEqualTo(Split.letters(text));
        assertThat(shown("*log*\n\n" + text + "\n\nend"))
                .isEqualTo("log" + Split.letters(text) + "end");
    }

    @Test
    void showsSuchDefinitionsWhereTheyStand() {
        assertThat(html("- [WARN]: disk\n- [INFO]: *ok*"))
                .isEqualTo("<ul>\n<li>[WARN]: disk</li>\n<li>[INFO]: <em>ok</em></li>\n</ul>");
        assertThat(html("> [x]: y\n> z *a*"))
                .isEqualTo("<blockquote>\n<p>[x]: y<br>\nz <em>a</em></p>\n</blockquote>");
        assertThat(html("[ERROR]: timeout\n[WARN]: **slow**"))
                .isEqualTo("[ERROR]: timeout<br>\n[WARN]: <strong>slow</strong>");
        assertThat(html("[x]:x\n\"unclosed\n*words*"))
                .isEqualTo("[x]: x<br>\n&quot;unclosed<br>\n<em>words</em>");
    }

    @Test
    void hidesADefinitionThatAReferenceUses() {
        assertThat(
                        html(
                                "See [docs] and [it][Docs].\n\n[ERROR]: timeout\n"
                                        + "[docs]: https://example.org/ 'T'\n[other]: /2\ntail"))
                .isEqualTo(
                        "<p>See <a href=\"https://example.org/\">docs</a> and"
                                + " <a href=\"https://example.org/\">it</a>.</p>\n"
                                + "<p>[ERROR]: timeout</p>\n<p>[other]: /2<br>\ntail</p>");
        assertThat(html("![x][i]\n\n[i]: mxc://example.org/a"))
                .contains("<img src=\"mxc://example.org/a\" alt=\"x\">")
                .doesNotContain("[i]");
    }

    @Test
    void resolvesNoReferenceToATargetThatMayNotStay() {
        assertThat(html("*a* [ERROR] [b][ERROR] [ERROR][]\n\n[ERROR]: timeout"))
                .isEqualTo(
                        "<p><em>a</em> [ERROR] [b][ERROR] [ERROR][]</p>\n<p>[ERROR]: timeout</p>");
    }

    @Test
    void addsNoLineToThePartsOfALogForWhatDefinesNothing() {
        String log =
                IntStream.range(0, 9_000)
                        .mapToObj(i -> "[ERROR] w" + i + " failed\n\n")
                        .collect(Collectors.joining());
        Split split = Split.of("[ERROR]: timeout\n\n" + log, MessageFormat.MARKDOWN);
        assertThat(split.parts()).hasSizeGreaterThan(2);
        assertThat(split.letters()).isEqualTo(Split.letters("[ERROR]: timeout" + log));
    }

    @ParameterizedTest
    @CsvSource({
        "[call](tel:+49-123), call (tel:+49-123)",
        "[**a** b](../docs/a.md), a b (../docs/a.md)",
        "[s](ssh://git@h/x), s (ssh://git@h/x)",
        "[w](//example.org/x), w (//example.org/x)",
        "[f](file:///etc/hosts), f (file:///etc/hosts)",
        "[tel:110](tel:110), tel:110",
        "<localhost:8080>, localhost:8080",
        "<ssh://git@h/x>, ssh://git@h/x",
        "std::vector<std::string>, std::vector&lt;std::string&gt;",
        "<soap:Body>x</soap:Body>, &lt;soap:Body&gt;x&lt;/soap:Body&gt;",
        "<localhost:8080/x>, localhost:8080/x",
        "<sms:110>, sms:110",
        "[](https://a.org), <a href=\"https://a.org\">https://a.org</a>",
        "[top](#top), top",
        "[x](javascript:alert), x",
        "[x](<java\tscript:alert>), x",
        "[x](data:text/html;base64;AA), x",
        "![](chart.png), (chart.png)",
        "[](), ''",
    })
    void showsTheWordsAndTheTargetOfALinkThatMayNotStay(String link, String shown) {
        assertThat(html("*see* " + link)).isEqualTo(("<em>see</em> " + bold(shown)).strip());
    }

    private static String bold(String shown) {
        return shown.replace("a b", "<strong>a</strong> b");
    }

    @ParameterizedTest
    @CsvSource({
        "matrix:r/ops:example.org, %23ops:example.org",
        "matrix:u/me:example.org?action=chat, @me:example.org",
        "matrix:roomid/a%2Fb:e.org?via=a.org&action=join&via=b.org, !a%2Fb:e.org?via=a.org&via=b.org",
        "matrix:roomid/a:e.org/e/ev, !a:e.org/$ev",
        "matrix:r/a:e.org/e/ev?via=x.org, %23a:e.org/$ev?via=x.org",
        "MATRIX:U/me:example.org, @me:example.org",
    })
    void linksAMatrixUriByMatrixTo(String uri, String path) {
        String link = "<a href=\"https://matrix.to/#/" + path.replace("&", "&amp;") + "\">x</a>";
        assertThat(html("[x](" + uri + ")")).isEqualTo(link);
        JsonNode content =
                contents.of("<a href=\"" + uri + "\">x</a>", MessageFormat.HTML, MessageType.TEXT);
        assertThat(content.path("formatted_body").asText()).isEqualTo(link);
    }

    @ParameterizedTest
    @ValueSource(strings = {"matrix:", "matrix:e/x", "matrix:r/", "matrix:x/y", "matrix:u/a/b"})
    void showsAMatrixUriThatIsNone(String uri) {
        assertThat(html("[x](" + uri + ")")).isEqualTo("x (" + uri + ")");
    }

    private String html(String text) {
        return contents.of(text, MessageFormat.MARKDOWN, MessageType.TEXT)
                .path("formatted_body")
                .asText(null);
    }

    /** What a reader sees, without white space. */
    private String shown(String text) {
        String html = html(text);
        return Split.letters(html == null ? text : Jsoup.parseBodyFragment(html).text());
    }
}
