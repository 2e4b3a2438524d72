// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {

    private static final String SNAKES =
            "def __init__(self, *args):\n    # a comment\n    return _a_ + '*b*' < 1\n"
                    + "[ERROR]: timeout\n";

    private static JsonNode content(String text, String type, String name) {
        return content(MessageText.of(text, MessageFormat.AUTO, type, name));
    }

    private static JsonNode content(MessageText text) {
        SendPlan plan = new MessageComposer().plan(text, MessageType.TEXT, Oversize.FAIL);
        assertThat(plan.events()).hasSize(1);
        return plan.events().get(0).content();
    }

    private static void assertCode(JsonNode content, String text, String language) {
        assertThat(content.get("body").asText()).isEqualTo(text);
        String opening =
                language.isEmpty()
                        ? "<pre><code>"
                        : "<pre><code class=\"language-" + language + "\">";
        assertThat(content.get("formatted_body").asText())
                .isEqualTo(
                        opening
                                + text.replace("&", "&amp;")
                                        .replace("<", "&lt;")
                                        .replace(">", "&gt;")
                                        .replace("\"", "&quot;")
                                        .strip()
                                + (text.endsWith("\n") ? "\n" : "")
                                + "</code></pre>");
    }

    @ParameterizedTest
    @CsvSource({
        "a.json, json",
        "a.yaml, yaml",
        "a.YML, yaml",
        "a.py, python",
        "a.csv, csv",
        "a.log, ''",
        "a.xml, xml",
        "a.svg, xml",
        "a.jsonc, json",
        "a.sh, bash",
        "a.sql, sql",
        "a.java, java",
        "a.ts, typescript",
        "a.tf, hcl",
        "a.toml, toml",
        "a.ini, ini",
        "a.conf, ''",
        "a.properties, properties",
        "a.diff, diff",
        "Dockerfile, dockerfile",
        "Makefile, makefile"
    })
    void showsSourceAndDataOfAFileAsACodeBlock(String name, String language) {
        assertCode(content(SNAKES, null, name), SNAKES, language);
        assertCode(content(SNAKES, "text/plain; charset=utf-8", name), SNAKES, language);
        assertCode(content(SNAKES, "application/octet-stream", name), SNAKES, language);
    }

    @ParameterizedTest
    @CsvSource({
        "text/x-python, python",
        "text/x-log, ''",
        "text/csv; charset=utf-8, csv",
        "application/yaml, yaml",
        "application/x-yaml, yaml",
        "text/yaml, yaml",
        "application/x-sh, bash",
        "application/sql, sql",
        "text/css, css",
        "application/javascript, javascript",
        "text/javascript, javascript",
        "Text/X-Java-Source, java"
    })
    void showsSourceAndDataOfATypeAsACodeBlock(String type, String language) {
        assertCode(content(SNAKES, type, null), SNAKES, language);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/json",
                "application/problem+json",
                "application/vnd.api+json; charset=utf-8"
            })
    void showsJsonAsJson(String type) {
        assertCode(content("{\"a_b_c\": \"*x*\"}", type, null), "{\"a_b_c\": \"*x*\"}", "json");
    }

    @ParameterizedTest
    @CsvSource({
        "text/plain,",
        "text/plain; charset=utf-8,",
        "text/vcard,",
        ", notes.txt",
        ", README",
        ", notes.unheard-of",
        "application/octet-stream, a.txt",
        "text/plain, a.txt"
    })
    void sendsOtherTextAsItIs(String type, String name) {
        JsonNode content = content(SNAKES, type, name);
        assertThat(content.get("body").asText()).isEqualTo(SNAKES);
        assertThat(content.has("formatted_body")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        ",",
        "text/markdown,",
        "text/x-markdown; charset=utf-8, a.txt",
        ", a.md",
        ", A.MARKDOWN",
        "text/plain, a.md",
        "application/octet-stream, a.md",
        "application/x-www-form-urlencoded,",
        "image/png,"
    })
    void readsMarkdownWhereItIsSaidOrNothingIs(String type, String name) {
        assertThat(content("**a** b", type, name).get("formatted_body").asText())
                .isEqualTo("<strong>a</strong> b");
    }

    @ParameterizedTest
    @CsvSource({"text/html,", "text/html; charset=utf-8, a.txt", ", a.html", ", a.htm"})
    void readsHtmlAsHtml(String type, String name) {
        JsonNode content = content("<p>Hello <b>you</b></p><script>x</script>", type, name);
        assertThat(content.get("body").asText()).isEqualTo("Hello you");
        assertThat(content.get("formatted_body").asText()).isEqualTo("<p>Hello <b>you</b></p>");
    }

    @Test
    void showsTheSourceOfAPageThatShowsNothing() {
        String page = "<html><script>x</script></html>";
        assertCode(content(page, "text/html", null), page, "html");
    }

    /** A route that asks a server and sets another body has the server's Content-Type left. */
    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/xml", "text/html", "application/hal+json"})
    void readsWhatCannotBeOfTheTypeThatIsSaidAsMarkdown(String type) {
        assertThat(content("**a** < b", type, null).get("formatted_body").asText())
                .isEqualTo("<strong>a</strong> &lt; b");
    }

    @Test
    void readsATextAsTheRouteSays() {
        for (String type : new String[] {null, "application/json", "text/html"}) {
            assertThat(
                            content(
                                            MessageText.of(
                                                    "[1, *2*, *3*]",
                                                    MessageFormat.MARKDOWN,
                                                    type,
                                                    "a.py"))
                                    .get("formatted_body")
                                    .asText())
                    .contains("<em>2</em>");
            assertThat(
                            content(MessageText.of("**a**", MessageFormat.TEXT, type, "a.md"))
                                    .has("formatted_body"))
                    .isFalse();
            assertThat(
                            content(MessageText.of("<b>a</b>", MessageFormat.HTML, type, "a.md"))
                                    .get("body")
                                    .asText())
                    .isEqualTo("a");
        }
        assertCode(content(MessageText.of("*a*", MessageFormat.CODE, null, null)), "*a*", "");
        assertCode(content(MessageText.of("*a*", MessageFormat.CODE, null, "a.md")), "*a*", "");
        assertCode(content(MessageText.of("*a*", MessageFormat.CODE, null, "a.go")), "*a*", "go");
    }

    @Test
    void sendsCodeWithoutItsHtmlWhereOnlyThatFits() {
        String text = "a <b> & \"c\"\n".repeat(3_500);
        JsonNode content = content(text, null, "a.xml");
        assertThat(content.get("body").asText()).isEqualTo(text);
        assertThat(content.has("formatted_body")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 70_000})
    void splitsCodeBetweenLinesIntoCodeBlocks(int width) {
        String line = "  <a> & \"" + "x".repeat(width) + "\"\n";
        String text = line.repeat(Math.max(2, 300_000 / line.length()));
        SendPlan plan =
                new MessageComposer()
                        .plan(
                                MessageText.of(text, MessageFormat.AUTO, null, "a.xml"),
                                MessageType.NOTICE,
                                Oversize.SPLIT);
        StringBuilder joined = new StringBuilder();
        plan.events()
                .forEach(
                        event -> {
                            assertThat(event.content().get("formatted_body").asText())
                                    .startsWith("<pre><code class=\"language-xml\">");
                            assertThat(MessageComposer.size(event.content()))
                                    .isLessThanOrEqualTo(MessageComposer.MAXIMUM_CONTENT);
                            String body = event.content().get("body").asText();
                            assertThat(width > 10_000 || body.startsWith("  <a>")).isTrue();
                            joined.append(body);
                        });
        assertThat(Split.letters(joined.toString())).isEqualTo(Split.letters(text));
    }

    @Test
    void callsAFileOfCodeByItsLanguage() {
        String text = "{\"a\": \"" + "x".repeat(90_000) + "\"}";
        SendPlan.FileThenEvent plan =
                (SendPlan.FileThenEvent)
                        new MessageComposer()
                                .plan(
                                        MessageText.of(
                                                text, MessageFormat.AUTO, "application/json", null),
                                        MessageType.TEXT,
                                        Oversize.FILE);
        assertThat(plan.fileName()).isEqualTo("message.json");
        assertThat(plan.contentType()).startsWith("application/json");
        assertThat(plan.eventWithoutUrl().content().get("formatted_body").asText())
                .startsWith("<pre><code class=\"language-json\">{");
    }
}
