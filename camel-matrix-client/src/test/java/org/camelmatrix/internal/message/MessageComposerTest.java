// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageComposerTest {

    private final MessageComposer composer = new MessageComposer();

    @Test
    void sendsMarkdownAsItIsAndAsHtml() {
        JsonNode content = markdown("Deploy **done** of [web](https://example.org)");
        assertThat(content)
                .hasToString(
                        "{\"msgtype\":\"m.text\","
                                + "\"body\":\"Deploy **done** of [web](https://example.org)\","
                                + "\"format\":\"org.matrix.custom.html\","
                                + "\"formatted_body\":\"Deploy <strong>done</strong> of"
                                + " <a href=\\\"https://example.org\\\">web</a>\","
                                + "\"m.mentions\":{}}");
    }

    @Test
    void leavesTheHtmlOutWhereItShowsNothingMore() {
        for (String text :
                new String[] {
                    "ready", "two\nlines", "a < b & c > \"d\"", "  ready  ", "中文 😀 مرحبا", "1 + 1"
                }) {
            assertThat(markdown(text).has("formatted_body")).as(text).isFalse();
            assertThat(markdown(text).get("body").asText()).isEqualTo(text);
        }
    }

    @Test
    void keepsLineBreaksTablesAndStrikethrough() {
        assertThat(html("**a**\nb")).isEqualTo("<strong>a</strong><br>\nb");
        assertThat(html("~~old~~")).isEqualTo("<del>old</del>");
        assertThat(html("| a | b |\n|---|--:|\n| 1 | 2 |"))
                .isEqualTo(
                        "<table><thead><tr><th>a</th><th>b</th></tr></thead>"
                                + "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>");
        assertThat(html("```java\nint i = 1 < 2;\n```"))
                .isEqualTo("<pre><code class=\"language-java\">int i = 1 &lt; 2;\n</code></pre>");
    }

    @Test
    void leavesSpaceOutOfTablesAndNotOutOfTheirCells() {
        assertThat(
                        html(
                                "<table>\n  <tr> <td> a <b>c</b> <i>d</i></td>\n <td> </td></tr>"
                                        + "\n</table>"))
                .isEqualTo(
                        "<table><tbody><tr><td> a <b>c</b> <i>d</i></td><td> </td></tr></tbody>"
                                + "</table>");
    }

    @Test
    void takesOutWhatTheSpecificationDoesNotAllow() {
        assertThat(html("*a* <script>alert(1)</script>b")).isEqualTo("<em>a</em> b");
        assertThat(html("<script>alert(1)</script>")).isNull();
        assertThat(html("*a* <font color=\"red\">b</font> <b onclick=\"x()\">c</b>"))
                .isEqualTo("<em>a</em> b <b>c</b>");
        assertThat(html("[x](javascript:alert(1))")).isEqualTo("x");
        assertThat(html("<a href=\"JaVaScRiPt:alert(1)\">x</a>")).isEqualTo("x");
        assertThat(html("<a href=\"magnet:?xt=1\">x</a>"))
                .isEqualTo("<a href=\"magnet:?xt=1\">x</a>");
        assertThat(html("<code class=\"evil\">x</code>")).isEqualTo("<code>x</code>");
        assertThat(html("<span data-mx-spoiler=\"\" style=\"x\">x</span>"))
                .isEqualTo("<span data-mx-spoiler=\"\">x</span>");
        assertThat(html("<mx-reply>*x*</mx-reply> _y_")).isEqualTo("<em>x</em> <em>y</em>");
    }

    @Test
    void linksToImagesThatNoClientLoads() {
        assertThat(html("![graph](https://example.org/g.png)"))
                .isEqualTo("<a href=\"https://example.org/g.png\">graph</a>");
        assertThat(html("<img src=\"mxc://example.org/abc\" alt=\"x\">"))
                .isEqualTo("<img src=\"mxc://example.org/abc\" alt=\"x\">");
        assertThat(html("*a* ![x](data:image/png;base64,AAAA)")).isEqualTo("<em>a</em> x");
    }

    @Test
    void readsHtmlAloudForClientsThatDoNotShowIt() {
        JsonNode content =
                event(
                        "<h1>Report</h1><p>All <b>fine</b>, see <a href=\"https://e.org\">the"
                                + " page</a></p><ul><li>one</li><li>two</li></ul>"
                                + "<table><tr><td>a</td><td>1</td></tr></table>",
                        MessageFormat.HTML,
                        MessageType.NOTICE);
        assertThat(content.get("msgtype").asText()).isEqualTo("m.notice");
        assertThat(content.get("body").asText())
                .isEqualTo("Report\nAll fine, see the page (https://e.org)\n• one\n• two\na | 1");
        assertThat(content.get("formatted_body").asText())
                .startsWith("<h1>Report</h1><p>All <b>fine</b>");
    }

    @Test
    void sendsTextAsItIs() {
        JsonNode content = event("**not** <b>markup</b>", MessageFormat.TEXT, MessageType.EMOTE);
        assertThat(content)
                .hasToString(
                        "{\"msgtype\":\"m.emote\",\"body\":\"**not** <b>markup</b>\",\"m.mentions\":{}}");
    }

    @Test
    void takesContentThatTheRouteMade() {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", "m.text").put("body", "x").put("org.example.extra", 1);
        assertThat(only(composer.plan(content)))
                .hasToString(
                        "{\"msgtype\":\"m.text\",\"body\":\"x\",\"org.example.extra\":1,"
                                + "\"m.mentions\":{}}");
        assertThat(content.has("m.mentions")).as("the route's own is not changed").isFalse();
        assertThatThrownBy(() -> composer.plan(JsonNodeFactory.instance.objectNode()))
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("msgtype and body");
    }

    @ParameterizedTest
    @CsvSource({
        "'', body is empty",
        "' ', nothing but white space",
        "'\n\t\n', nothing but white space"
    })
    void refusesABodyThatShowsNothing(String text, String reason) {
        assertThatThrownBy(() -> event(text, MessageFormat.MARKDOWN, MessageType.TEXT))
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void refusesAContentThatNoEventHoldsAndNamesThePath() {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", "m.text").put("body", "x");
        content.putObject("org.example.price").put("amount", 1.5);
        assertThatThrownBy(() -> composer.plan(content))
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("content.org.example.price.amount");
    }

    @Test
    void refusesWhatNoEventHolds() {
        assertThatThrownBy(() -> markdown("é".repeat(40_000)))
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("80000 bytes")
                .hasMessageContaining("oversize=split")
                .hasMessageContaining("oversize=file");
        assertThatThrownBy(() -> markdown("*a* ".repeat(10_000)))
                .as("text and HTML together")
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("61440");
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", "m.text").put("body", "x".repeat(62_000));
        assertThatThrownBy(() -> composer.plan(content))
                .as("the content is the route's own business")
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("send the text as a String");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ">", "- ", "**a", "[", "![", "<div>", "`", "~~", "|a", "(", "_a*", "&#x", "<",
                "<!--", "<!A ", "<a ", "[a](<b", "b=1 ", "*a ", "x|", "1. ", "    "
            })
    void readsNoTextForLong(String markup) {
        for (String text :
                List.of(
                        "x\n\n" + markup.repeat(56_000 / markup.length()),
                        "<a " + markup.repeat(30_000 / markup.length()) + ">",
                        markup.repeat(28_000 / markup.length()) + "a*".repeat(14_000))) {
            assertTimeout(
                    Duration.ofSeconds(10),
                    () -> {
                        try {
                            assertThat(markdown(text).get("body").asText()).isEqualTo(text);
                        } catch (MatrixRejectedException e) {
                            assertThat(e).hasMessageContaining("an event holds at most");
                        }
                    });
        }
    }

    @Test
    void writesNoTableAndNoReferenceOutWithoutEnd() {
        String header = "|a".repeat(200) + "|\n" + "|-".repeat(200) + "|\n";
        assertTimeout(Duration.ofSeconds(10), () -> markdown(header + "a\n".repeat(15_000)));
        String reference = "[a]: http://" + "u".repeat(20_000) + "\n\n" + "[a] ".repeat(1_900);
        assertTimeout(
                Duration.ofSeconds(10),
                () -> assertThat(markdown(reference).has("formatted_body")).isFalse());
    }

    @Test
    void nestsNoDeeperThanAllowed() {
        String html = "<div>".repeat(400) + "deep" + "</div>".repeat(400);
        String clean =
                event(html, MessageFormat.HTML, MessageType.TEXT).get("formatted_body").asText();
        assertThat(clean).contains("deep");
        assertThat(clean.split("<div>", -1).length - 1).isLessThanOrEqualTo(100);
    }

    private JsonNode markdown(String text) {
        return event(text, MessageFormat.MARKDOWN, MessageType.TEXT);
    }

    private JsonNode event(String text, MessageFormat format, MessageType type) {
        return only(composer.plan(text, format, type, Oversize.FAIL));
    }

    private static JsonNode only(SendPlan plan) {
        assertThat(plan).isInstanceOf(SendPlan.Events.class);
        assertThat(((SendPlan.Events) plan).parts()).hasSize(1);
        return ((SendPlan.Events) plan).parts().get(0).content();
    }

    private String html(String markdown) {
        JsonNode html = markdown(markdown).get("formatted_body");
        return html == null ? null : html.asText();
    }
}
