// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.camelmatrix.event.MessageType;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WholeWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example.org/x/pkg/__init__.py",
                "https://example.org/?q=*&r=*",
                "https://example.org/~a~b",
                "https://example.org/?a=1&copy=1",
                "https://example.org/?a&copy;b&para;c",
                "https://example.org/a_(b)_c",
                "https://example.org/?a[]=1&b[x](y)=2",
                "http://a_b_.example.org/*/_x_",
                "www.example.org/_a_",
                "ssh://git@example.org/__x__/y",
                "mxc://example.org/-_a_-b",
                "magnet:?xt=urn:btih:_a_&dn=*x*&tr=*y*1",
                "mailto:_a_@example.org?subject=_b_&copy=*c*1",
                "urn:_a_:*b*:c",
                "/srv/app/__init__/x.py",
                "/var/log/*.log",
                "~/__a__/b",
                "../_a_/_b_",
                "$HOME/_a_/_b_",
                "src/**/*.java",
                "pkg/__init__.py",
                "a/__pycache__/b",
                "C:\\Users\\_x_\\*.log",
                "\\\\server\\share\\_data_\\x",
                "@_bridge_bot_:example.org",
                "#_irc_#x_:example.org",
                "!a-_b_-c:example.org",
                "$Rqnc-F-dvnEYJTyHq_iKxU2bZ1CI92-kuZq3a5-_lr5_-g",
                "some_-_mail_-_x@example.org",
                "obj.__class__.name",
                "obj.__dict__",
                "__init__.py",
                "req-_ab_-1",
            })
    void keepsAWordWhole(String word) {
        for (String text :
                new String[] {
                    word,
                    "*see* " + word,
                    "*see " + word + " now*",
                    "**" + word + "**",
                    "*x* (" + word + "), " + word + " and " + word + ".",
                    word + " " + word,
                    "| *a* | b |\n|---|---|\n| " + word + " | " + word + " |",
                    "- " + word + "\n- **x**: " + word,
                    "> " + word + " _x_",
                    "[x " + word + "](https://example.org)",
                    "# " + word,
                    "[ERROR]: *x* " + word,
                    "`" + word + "` *x*",
                    "```\n" + word + "\n```",
                }) {
            assertThat(shown(text)).as(text).contains(word);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"https://example.org/__a__/b?c=*&d=*", "https://example.org/?a&copy=1~x~"})
    void keepsTargetsOfLinksWhole(String url) {
        for (String text :
                new String[] {
                    "[*x*](" + url + ")",
                    "<" + url + ">",
                    "[x]\n\n[x]: " + url + "\n",
                    "*a* <a href=\"" + url + "\">x</a>",
                    "![x](" + url + ")"
                }) {
            String html = html(text);
            assertThat(Jsoup.parseBodyFragment(html).expectFirst("a").attr("href"))
                    .as(text)
                    .isEqualTo(url);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "*see https://e.org/a*, <em>see https://e.org/a</em>",
        "**https://e.org/a**, <strong>https://e.org/a</strong>",
        "~~https://e.org/a~~ b, <del>https://e.org/a</del> b",
        "_https://e.org/a_b_, <em>https://e.org/a_b</em>",
        "(*https://e.org/a_b*), (<em>https://e.org/a_b</em>)",
        "[*x*](https://e.org/a_b_c), <a href=\"https://e.org/a_b_c\"><em>x</em></a>",
        "yes/**no**, yes/<strong>no</strong>",
        "**yes**/**no**, <strong>yes</strong>/<strong>no</strong>",
        "and/_or_, and/<em>or</em>",
        "__Note__: x, <strong>Note</strong>: x",
        "*a*/b, <em>a</em>/b",
        "https://e.org/a\\_b *x*, https://e.org/a_b <em>x</em>",
        "https://e.org/?a=1&amp;b=2 *x*, https://e.org/?a=1&amp;b=2 <em>x</em>",
    })
    void readsTheMarkupAroundAWord(String text, String html) {
        assertThat(html(text)).isEqualTo(html);
    }

    @Test
    void sendsNoHtmlForATextOfWordsThatStayWhole() {
        assertThat(html("See https://example.org/__init__.py and /var/*/log/*"))
                .as("what clients show of the text is right already")
                .isNull();
    }

    @Test
    void leavesATextWithNoncharactersAsItIs() {
        assertThat(shown("\ufdd0 **x** \ufdd6")).isEqualTo("\ufdd0 x \ufdd6");
    }

    private static String html(String text) {
        return new TextContents(new HtmlAllowList())
                .of(text, MessageFormat.MARKDOWN, MessageType.TEXT)
                .path("formatted_body")
                .asText(null);
    }

    private static String shown(String text) {
        String html = html(text);
        return html == null ? text : Jsoup.parseBodyFragment(html).wholeText();
    }
}
