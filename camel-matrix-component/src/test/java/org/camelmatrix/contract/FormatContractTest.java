// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.camelmatrix.component.MatrixOperation.SEND_MESSAGE;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How texts of any type and character set look to another member of the room. */
class FormatContractTest extends OperationsContract {

    private static final String LOG = "[ERROR]: timeout\n  at __init__ *args*\n# end\n";

    @TempDir private Path folder;
    private String room;

    @BeforeEach
    void makeRoom() {
        room = alice.createRoom("12", bot);
    }

    private JsonNode sent(Object body, Map<String, ?> headers) {
        fixture.send(SEND_MESSAGE, room, body, headers);
        List<JsonNode> messages = alice.messages(room);
        return messages.get(messages.size() - 1).get("content");
    }

    private static void assertCode(JsonNode content, String text) {
        assertThat(content.get("msgtype").asText()).isEqualTo("m.text");
        assertThat(content.get("body").asText()).isEqualTo(text);
        assertThat(content.get("formatted_body").asText()).startsWith("<pre><code").contains(text);
    }

    @Test
    void showsALogAsItIs() throws Exception {
        Path file = Files.writeString(folder.resolve("app.log"), LOG);
        assertCode(sent(file.toFile(), Map.of()), LOG);
        assertCode(sent(file, Map.of()), LOG);
        assertCode(sent(LOG, Map.of(Exchange.FILE_NAME, "app.log")), LOG);
        assertCode(sent(LOG, Map.of(Exchange.CONTENT_TYPE, "text/x-log")), LOG);
        byte[] bytes = LOG.getBytes(StandardCharsets.UTF_8);
        assertCode(sent(bytes, Map.of(Exchange.FILE_NAME, "app.log")), LOG);
        assertCode(
                sent(new ByteArrayInputStream(bytes), Map.of(Exchange.FILE_NAME, "app.log")), LOG);
    }

    @Test
    void readsTheTextThatTheRouteSetInPlaceOfTheFileAsMarkdown() {
        Map<String, Object> left =
                Map.of(Exchange.FILE_NAME, "orders.csv", Exchange.FILE_LENGTH, 4_711L);
        assertThat(sent("**orders.csv** came", left).get("formatted_body").asText())
                .isEqualTo("<strong>orders.csv</strong> came");
        assertCode(
                sent(
                        LOG,
                        Map.of(
                                Exchange.FILE_NAME,
                                "a.log",
                                Exchange.FILE_LENGTH,
                                (long) LOG.length())),
                LOG);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16,",
        "UTF-16LE, \uFEFF",
        "UTF-16BE, \uFEFF",
        "UTF-32LE, \uFEFF",
        "UTF-8, \uFEFF"
    })
    void readsTextByItsByteOrderMark(String charset, String mark) {
        String text = (mark == null ? "" : mark) + "Größe 日本\n";
        byte[] bytes = text.getBytes(Charset.forName(charset));
        for (String type : new String[] {"", "text/plain", "text/plain; charset=iso-8859-1"}) {
            assertThat(sent(bytes, Map.of(Exchange.CONTENT_TYPE, type)).get("body").asText())
                    .isEqualTo("Größe 日本\n");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "windows-1252, text/plain; charset=windows-1252",
        "ISO-8859-1, text/plain;charset=\"ISO-8859-1\"",
        "UTF-16LE, text/plain; charset=utf-16le",
        "ISO-8859-15, 'text/plain; format=flowed; Charset=''iso-8859-15'''",
        "UTF-8, text/plain; charset=us-ascii",
        "UTF-8, text/plain; charset=no-such-one"
    })
    void readsTextByTheCharacterSetThatIsSaid(String charset, String type) {
        byte[] bytes = "Größe über".getBytes(Charset.forName(charset));
        assertThat(sent(bytes, Map.of(Exchange.CONTENT_TYPE, type)).get("body").asText())
                .isEqualTo("Größe über");
    }

    @Test
    void showsRowsAsATable() {
        List<Map<String, Object>> rows = List.of(Map.of("host", "web_1"), Map.of("host", "*"));
        assertThat(sent(rows, Map.of()).get("formatted_body").asText())
                .contains("<th>host</th>", "<td>web_1</td>", "<td>*</td>");
        assertThat(sent(Map.of("host", "web1"), Map.of()).get("body").asText())
                .isEqualTo("- host: web1");
        JsonNode made = sent(Map.of("msgtype", "m.notice", "body", "x"), Map.of());
        assertThat(made.get("msgtype").asText()).isEqualTo("m.notice");
        assertThat(made.get("body").asText()).isEqualTo("x");
        assertThat(fixture.ask(SEND_MESSAGE, room, Map.of("body", "x"), Map.of()).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("msgtype");
    }

    @ParameterizedTest
    @CsvSource({"notes.txt, text/plain", "data.csv, text/csv", "page.html, text/html"})
    void sendsAFileWhoseTextCannotBeReadAsAFile(String name, String type) throws Exception {
        byte[] bytes = "Größe über".getBytes(StandardCharsets.ISO_8859_1);
        Path file = Files.write(folder.resolve(name), bytes);
        for (Object body : new Object[] {file.toFile(), bytes, new ByteArrayInputStream(bytes)}) {
            JsonNode content = sent(body, Map.of(Exchange.FILE_NAME, name));
            assertThat(content.get("msgtype").asText()).isEqualTo("m.file");
            assertThat(content.get("filename").asText()).isEqualTo(name);
            assertThat(content.at("/info/mimetype").asText()).isEqualTo(type);
        }
    }

    @Test
    void refusesTextOfWhichNobodySaysTheCharacterSet() {
        byte[] bytes = "Größe über".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(fixture.ask(SEND_MESSAGE, room, bytes, Map.of()).getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("character set");
    }
}
