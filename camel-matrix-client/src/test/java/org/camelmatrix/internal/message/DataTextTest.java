// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataTextTest {

    private static JsonNode content(Object data, MessageFormat format) {
        SendPlan plan =
                new MessageComposer()
                        .plan(
                                DataText.of(data, format, String::valueOf),
                                MessageType.TEXT,
                                Oversize.FAIL);
        return plan.events().get(0).content();
    }

    private static JsonNode content(Object data) {
        return content(data, MessageFormat.AUTO);
    }

    private static Document shown(Object data) {
        return Jsoup.parse(content(data).get("formatted_body").asText());
    }

    private static Map<String, Object> row(Object... fields) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            row.put((String) fields[i], fields[i + 1]);
        }
        return row;
    }

    @Test
    void makesATableOfRows() {
        JsonNode content =
                content(List.of(row("host", "web1", "free", 4), row("host", "db_1", "free", 12)));
        assertThat(content.get("body").asText())
                .isEqualTo("| host | free |\n|---|---|\n| web1 | 4 |\n| db_1 | 12 |");
        assertThat(content.get("formatted_body").asText())
                .isEqualTo(
                        "<table><thead><tr><th>host</th><th>free</th></tr></thead>"
                                + "<tbody><tr><td>web1</td><td>4</td></tr>"
                                + "<tr><td>db_1</td><td>12</td></tr></tbody></table>");
    }

    @Test
    void makesATableOfAJsonArray() throws Exception {
        JsonNode rows =
                JsonMapper.builder()
                        .build()
                        .readTree("[{\"a\": 1, \"b\": null}, {\"b\": [1, 2], \"c\": true}]");
        assertThat(content(rows).get("body").asText())
                .isEqualTo("| a | b | c |\n|---|---|---|\n| 1 |  |  |\n|  | [1,2] | true |");
        assertThat(shown(rows).select("td"))
                .extracting(cell -> cell.text())
                .containsExactly("1", "", "", "", "[1,2]", "true");
    }

    @Test
    void makesATableOfListsWithTheFirstAsItsHead() {
        Object rows = List.of(List.of("host", "free"), List.of("web1", "4"), List.of("web2"));
        assertThat(content(rows).get("body").asText())
                .isEqualTo("| host | free |\n|---|---|\n| web1 | 4 |\n| web2 |  |");
        Object[] arrays = {new Object[] {"a"}, new Object[] {1}};
        assertThat(shown(arrays).select("th").eachText()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a|b",
                "*all* *stars*",
                "__init__",
                "_a_ and _b_",
                "[a](http://b)",
                "![a](mxc://b/c)",
                "[ERROR]: timeout",
                "<b>bold</b>",
                "List<A> and Map<P,B>",
                "<script>x</script>",
                "<https://example.org>",
                "&copy; &#65; a & b",
                "`code` and `more",
                "~~old~~ ~one~",
                "C:\\*.log \\ \\_x\\_ \\|",
                "C:\\dir\\",
                "C:\\dir_a\\_b_\\*.* (D:\\_x_\\_y_) *C:\\_a_*",
                "C:\\x|y",
                "C:\\x\\|y D:\\_a_|*b*",
                "\\\\host\\share\\_a_\\*.* *x*",
                "\\\\host\\_a_|b",
                "/opt/*a*/_b_/~c~ ./__init__.py a/_b_/c",
                "/opt/_a_|b",
                "#a_b_:example.org @_c_:example.org",
                "ftp://example.org/_a_/*b* www.example.org/_a_/*b*",
                "+ www.&amp;---&#65;日:\\& urn:x;c:\\& ftp://h;c:\\_a_ &#65;",
                "日https://h/>&c:\\;<!-- https://h/<?{&amp;\\</b>",
                "(https://h/)_a_ _b_ https://h/(_a_)_b_ https://h/]*a*",
                "a\\",
                "2 * 3 * 4",
                "# no heading",
                "- no list",
                "1. no number",
                "> no quote",
                "+ a",
                "---",
                "***",
                "```",
                "=== ",
                "    indented",
                "**a** `b",
                "a*b*c and a_b_c",
                "||",
                "@room #a:b !c:d",
                "x < y > z"
            })
    void showsValuesAsTheyAre(String value) {
        String text = value.strip();
        assertThat(shown(List.of(row(value, value, "b", 1))).select("th,td").eachText())
                .containsExactly(text, "b", text, "1");
        assertThat(shown(row(value, 1, "k", value)).select("li").eachText())
                .containsExactly(text + ": 1", "k: " + text);
        assertThat(shown(List.of(value, "b")).select("li").eachText()).containsExactly(text, "b");
        for (Object data : List.of(List.of(row("a", value)), row("a", value), List.of(value))) {
            assertThat(
                            shown(data)
                                    .select(
                                            "em,strong,b,del,code,pre,a,img,h1,hr,blockquote,ol,ul ul"))
                    .isEmpty();
        }
    }

    @Test
    void keepsARowInALine() {
        assertThat(content(List.of(row("a", "one\n\n| two\r\n"))).get("body").asText())
                .isEqualTo("| a |\n|---|\n| one \\| two |");
    }

    @Test
    void makesAListOfTheEntriesOfAMap() {
        JsonNode content =
                content(
                        row(
                                "host",
                                "web1",
                                "free",
                                4,
                                "disks",
                                List.of("sda", "sdb"),
                                "none",
                                null));
        assertThat(content.get("body").asText())
                .isEqualTo("- host: web1\n- free: 4\n- disks:\n  - sda\n  - sdb\n- none:");
        assertThat(shown(row("host", "web1", "disk", row("free", 4))).select("ul ul li").text())
                .isEqualTo("free: 4");
    }

    @Test
    void makesAListOfOtherValues() {
        assertThat(content(List.of("a", 2, new BigDecimal("1E+3"))).get("body").asText())
                .isEqualTo("- a\n- 2\n- 1000");
        assertThat(content(Set.of("a")).get("body").asText()).isEqualTo("- a");
        assertThat(content(Arrays.asList("a", null, row("b", 1))).get("body").asText())
                .isEqualTo("- a\n-\n- {\"b\":1}");
        assertThat(
                        content(List.of(row("day", LocalDate.of(2026, 1, 31), "x", new byte[3])))
                                .get("body")
                                .asText())
                .endsWith("| 2026-01-31 | 3 bytes |");
    }

    @Test
    void makesJsonOfDataWhereCodeIsWanted() {
        JsonNode content = content(List.of(row("a", 1)), MessageFormat.CODE);
        assertThat(content.get("body").asText()).contains("\"a\" : 1");
        assertThat(content.get("formatted_body").asText())
                .startsWith("<pre><code class=\"language-json\">");
    }

    @Test
    void writesNoMarkupWhereTextIsWanted() {
        JsonNode content = content(List.of(row("a", "*x* *y*")), MessageFormat.TEXT);
        assertThat(content.get("body").asText()).isEqualTo("| a |\n|---|\n| *x* *y* |");
        assertThat(content.has("formatted_body")).isFalse();
    }

    @Test
    void refusesNothing() {
        for (Object nothing : List.of(List.of(), Map.of(), List.of(Map.of(), Map.of()))) {
            assertThatThrownBy(() -> content(nothing))
                    .isInstanceOf(MatrixRejectedException.class)
                    .hasMessageContaining("body is empty");
        }
    }

    @Test
    void endsWhereDataContainThemselves() {
        Map<String, Object> loop = row("a", 1);
        loop.put("loop", loop);
        assertThat(content(loop).get("body").asText()).contains("- a: 1");
        assertThat(content(List.of(loop)).get("body").asText()).contains("| 1 |");
        List<Object> list = new ArrayList<>(List.of("a"));
        list.add(list);
        assertThat(content(list).get("body").asText()).startsWith("- a");
        assertThatThrownBy(() -> content(loop, MessageFormat.CODE))
                .isInstanceOf(MatrixRejectedException.class);
    }

    @Test
    void splitsALongTableByRows() {
        List<Map<String, Object>> rows =
                Collections.nCopies(4_000, row("host", "web1", "text", "x".repeat(20)));
        SendPlan plan =
                new MessageComposer()
                        .plan(
                                DataText.of(rows, MessageFormat.AUTO, String::valueOf),
                                MessageType.TEXT,
                                Oversize.SPLIT);
        assertThat(plan.events())
                .hasSizeGreaterThan(2)
                .allSatisfy(
                        event ->
                                assertThat(event.content().get("body").asText())
                                        .startsWith("| host | text |"));
    }
}
