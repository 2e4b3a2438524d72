// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.camelmatrix.Fuzz;
import org.camelmatrix.event.MessageType;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/** Values of any kind in tables and lists show as they are. */
class DataTextFuzzTest {

    private static final String[] PIECES = {
        "*",
        "**",
        "_",
        "__",
        "~",
        "~~",
        "`",
        "``",
        "[",
        "]",
        "(",
        ")",
        "](",
        "]:",
        "![",
        "<",
        ">",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "<?",
        "&",
        "&amp;",
        "&#65;",
        "\\",
        "|",
        "||",
        "#",
        "- ",
        "+ ",
        "1. ",
        "1) ",
        "> ",
        "---",
        "===",
        " ",
        "  ",
        "a",
        "b1",
        "é",
        "日",
        "🚀",
        ":",
        ".",
        "!",
        "\"",
        "'",
        "=",
        "@",
        "x@y.z",
        "www.",
        "{",
        "}",
        "^",
        "$",
        "%",
        "\n",
        "\t",
        ";",
        ",",
        "c:\\",
        "日:\\",
        "urn:",
        "ftp://",
        "https://h/",
        "\\\\h\\",
        "/a"
    };

    private static String value(Random random) {
        StringBuilder value = new StringBuilder("v");
        if (random.nextInt(3) > 0) {
            value.setLength(0);
        }
        for (int i = random.nextInt(12) + 1; i > 0; i--) {
            value.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return value.toString();
    }

    private static String shown(String value) {
        return value.replaceAll("\\s+", " ").strip();
    }

    private static Document read(Object data) {
        JsonNode content =
                new MessageComposer()
                        .plan(
                                DataText.of(data, MessageFormat.AUTO, String::valueOf),
                                MessageType.TEXT,
                                Oversize.FAIL)
                        .events()
                        .get(0)
                        .content();
        return Jsoup.parse(content.path("formatted_body").asText());
    }

    private static String text(Element element) {
        return element.wholeText().strip();
    }

    @Test
    void showsCellsAsTheyAre() {
        Fuzz.run(
                500,
                random -> {
                    String first = value(random);
                    String second = value(random);
                    Map<String, Object> row = new LinkedHashMap<>();
                    row.put("a", first);
                    row.put("b", second);
                    assertThat(read(List.of(row)).select("td"))
                            .extracting(DataTextFuzzTest::text)
                            .containsExactly(shown(first), shown(second));
                });
    }

    @Test
    void showsEntriesAsTheyAre() {
        Fuzz.run(
                500,
                random -> {
                    String key = 'k' + value(random);
                    String value = value(random);
                    Document document = read(Map.of(key, value));
                    assertThat(document.select("li"))
                            .extracting(DataTextFuzzTest::text)
                            .containsExactly((shown(key) + ": " + shown(value)).strip());
                });
    }

    @Test
    void showsElementsAsTheyAre() {
        Fuzz.run(
                500,
                random -> {
                    String value = 'v' + value(random);
                    String other = value(random) + 'v';
                    assertThat(read(List.of(value, other)).select("li"))
                            .extracting(DataTextFuzzTest::text)
                            .containsExactly(shown(value), shown(other));
                });
    }
}
