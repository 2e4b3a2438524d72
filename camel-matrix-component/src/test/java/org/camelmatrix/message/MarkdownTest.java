package org.camelmatrix.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.camelmatrix.event.MessageType;
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
                assertThat(markdown.toHtml(text.toString()).toString().strip())
                        .as(text.toString())
                        .isEqualTo(TextContents.asHtml(text.toString()));
            }
        }
        assertThat(plain).isGreaterThan(10_000);
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
