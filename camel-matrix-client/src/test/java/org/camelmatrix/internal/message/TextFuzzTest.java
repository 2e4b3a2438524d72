// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.camelmatrix.Fuzz;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/** Random texts, of pieces that mean something to Markdown and HTML, in every format. */
class TextFuzzTest {

    private static final String[] PIECES = {
        "word ",
        "a",
        "ä",
        "😀",
        "\ud83d",
        "e\u0301",
        "\u0001",
        "\0",
        "\ufdd0",
        " ",
        "    ",
        "\t",
        "\n",
        "\n\n",
        "\r\n",
        "- ",
        "1. ",
        "> ",
        "# ",
        "===\n",
        "---\n",
        "```",
        "~~~",
        "`",
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "\\",
        "&",
        "&amp;",
        "&#0;",
        "&copy",
        "<",
        ">",
        "<b>",
        "</b>",
        "<b and b>",
        "<a href=\"tel:1\">",
        "</a>",
        "<div>",
        "</div>",
        "<pre>",
        "<code class=\"language-a\">",
        "<table><tr><td>",
        "</table>",
        "<ol start=\"7\"><li>",
        "<li>",
        "</ol>",
        "<dl><dt>",
        "<script>",
        "</script>",
        "<title>",
        "<!--",
        "-->",
        "<?",
        "<![CDATA[",
        "<plaintext>",
        "[",
        "]",
        "](",
        ")",
        "(",
        "![",
        "[x]: y\n",
        "[x]:",
        "[x]",
        "[r]: https://example.org/r\n",
        "[r]",
        "\"",
        "'",
        "|",
        "| a | b |\n",
        "|---|---|\n",
        "https://example.org/__init__.py",
        "www.a_b.c/*",
        "/srv/_a_/",
        "C:\\a\\_b_",
        "@_a_:b.c",
        "ssh://",
        ":",
        "=",
        "matrix:r/a:b.c",
        "<localhost:8080>",
        "<https://example.org/_a_>"
    };

    private final MessageComposer composer = new MessageComposer();
    private final HtmlAllowList allowList = new HtmlAllowList();

    @Test
    void makesAContentOfEveryText() {
        Fuzz.run(
                400,
                random -> {
                    String text = text(random, 1 + random.nextInt(60));
                    for (MessageFormat format : MessageFormat.values()) {
                        for (Oversize oversize : Oversize.values()) {
                            plan(text, format, oversize);
                        }
                    }
                });
    }

    /** What a cut repeats, such as the header of a table, may stand in the parts more than once. */
    @Test
    void losesNothingOfAnyTextThatIsSplit() {
        Fuzz.run(
                4,
                random -> {
                    String text = largeText(random);
                    List<JsonNode> markdown = plan(text, MessageFormat.MARKDOWN, Oversize.SPLIT);
                    if (!markdown.isEmpty()) {
                        assertThat(isWithin(Split.letters(text), bodies(markdown))).isTrue();
                    }
                    List<JsonNode> plain = plan(text, MessageFormat.TEXT, Oversize.SPLIT);
                    if (!plain.isEmpty()) {
                        assertThat(bodies(plain)).isEqualTo(Split.letters(text));
                    }
                    List<JsonNode> html = plan(text, MessageFormat.HTML, Oversize.SPLIT);
                    if (!html.isEmpty()) {
                        assertThat(shown(html)).isEqualTo(letters(allowList.clean(text).text()));
                    }
                });
    }

    private static String text(Random random, int pieces) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < pieces; i++) {
            String piece = PIECES[random.nextInt(PIECES.length)];
            boolean run = random.nextInt(10) == 0;
            text.append(run ? piece.repeat(1 + random.nextInt(20)) : piece);
        }
        return text.toString();
    }

    /** One or two pieces of text again and again, with others between. */
    private static String largeText(Random random) {
        int size = 30_000 + random.nextInt(150_000);
        StringBuilder text = new StringBuilder();
        while (text.length() < size) {
            String piece = text(random, 1 + random.nextInt(12));
            text.append(piece.repeat(1 + random.nextInt(1 + 20_000 / piece.length())));
        }
        return text.toString();
    }

    private List<JsonNode> plan(String text, MessageFormat format, Oversize oversize) {
        try {
            SendPlan plan = composer.plan(text, format, MessageType.TEXT, oversize);
            return plan instanceof SendPlan.Events events
                    ? events.parts().stream().<JsonNode>map(OutgoingEvent::content).toList()
                    : List.of();
        } catch (MatrixRejectedException e) {
            return List.of();
        }
    }

    private static String bodies(List<JsonNode> parts) {
        return parts.stream()
                .map(part -> Split.letters(part.path("body").asText()))
                .collect(Collectors.joining());
    }

    private static String shown(List<JsonNode> parts) {
        return parts.stream().map(TextFuzzTest::shown).collect(Collectors.joining());
    }

    /** A part whose HTML would show no more than its text has the text alone. */
    private static String shown(JsonNode part) {
        JsonNode html = part.path("formatted_body");
        return letters(
                html.isMissingNode()
                        ? part.path("body").asText()
                        : Jsoup.parseBodyFragment(html.asText()).text());
    }

    /** Without what is no letter: a writer of HTML may leave control characters out. */
    private static String letters(String text) {
        return text.replaceAll("[\\s\\p{Cntrl}]+", "");
    }

    /** Whether all letters of a text are in another one, in order. */
    private static boolean isWithin(String letters, String other) {
        int found = 0;
        for (int i = 0; i < other.length() && found < letters.length(); i++) {
            if (other.charAt(i) == letters.charAt(found)) {
                found++;
            }
        }
        return found == letters.length();
    }
}
