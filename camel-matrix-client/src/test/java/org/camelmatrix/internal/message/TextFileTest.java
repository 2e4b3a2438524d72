// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.outgoing.UploadedFile;
import org.junit.jupiter.api.Test;

class TextFileTest {

    private static final String URI = "mxc://example.org/abc";
    private static final UploadedFile FILE = new UploadedFile.Plain(URI);

    private final MessageComposer composer = new MessageComposer();

    @Test
    void takesTheNameOfTheFileThatTheTextWas() {
        SendPlan.FileThenEvent file = file("a".repeat(70_000), MessageFormat.TEXT).named("big.log");
        assertThat(file.files().get(0).name()).isEqualTo("big.log");
        assertThat(file.event(FILE).content().get("filename").asText()).isEqualTo("big.log");
    }

    @Test
    void sendsAFileWithTheBeginningAsItsCaption() {
        String text = "# Report\n\n" + "All is *fine*, ö.\n\n".repeat(5_000);
        SendPlan.FileThenEvent file = file(text, MessageFormat.MARKDOWN);
        assertThat(file.content()).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(file.fileName()).isEqualTo("message.md");
        assertThat(file.contentType()).isEqualTo("text/markdown; charset=utf-8");
        JsonNode content = file.event(FILE).content();
        assertThat(content.get("msgtype").asText()).as("also of a notice").isEqualTo("m.file");
        assertThat(content.get("filename").asText()).isEqualTo("message.md");
        assertThat(content.get("url").asText()).isEqualTo(URI);
        assertThat(content.get("info"))
                .hasToString(
                        "{\"mimetype\":\"text/markdown\",\"size\":" + file.content().length + "}");
        assertThat(content.get("m.mentions")).hasToString("{}");
        assertThat(content.get("body").asText())
                .startsWith("# Report\n\nAll is *fine*")
                .endsWith("All is *fine*, ö.\n\n…")
                .hasSizeBetween(1_000, 2_000);
        assertThat(content.get("formatted_body").asText())
                .startsWith("<h1>Report</h1>")
                .endsWith("<p>…</p>");
    }

    @Test
    void cutsTheCaptionWhereAReaderWould() {
        assertThat(caption("This is a sentence. ".repeat(9_000), MessageFormat.MARKDOWN))
                .endsWith("sentence. …");
        assertThat(caption("This is a sentence. ".repeat(9_000), MessageFormat.TEXT))
                .endsWith("sentence. …");
        assertThat(
                        caption(
                                "Log:\n\n```\n" + "error at x\n".repeat(9_000) + "```",
                                MessageFormat.MARKDOWN))
                .startsWith("Log:\n\n```\nerror")
                .endsWith("error at x\n```\n\n…");
        assertThat(caption("x".repeat(90_000), MessageFormat.TEXT)).endsWith("x …");
    }

    @Test
    void namesTheFileByItsFormat() {
        SendPlan.FileThenEvent text = file("a line\n".repeat(20_000), MessageFormat.TEXT);
        assertThat(text.fileName()).isEqualTo("message.txt");
        assertThat(text.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(text.event(FILE).content().has("formatted_body")).isFalse();
        String source = "<p>Some <b>bold</b> words</p>".repeat(9_000);
        SendPlan.FileThenEvent html = file(source, MessageFormat.HTML);
        assertThat(html.fileName()).isEqualTo("message.html");
        assertThat(html.content()).isEqualTo(source.getBytes(StandardCharsets.UTF_8));
        assertThat(html.event(FILE).content().get("body").asText())
                .startsWith("Some bold words\n")
                .endsWith("\n…");
        assertThat(html.event(FILE).content().get("formatted_body").asText())
                .startsWith("<p>Some <b>bold</b> words</p>")
                .endsWith("<p>…</p>");
    }

    @Test
    void saysNothingWhereTheBeginningShowsNothing() {
        String html = "<style>" + "x {}\n".repeat(40_000) + "</style><p>" + "w ".repeat(40_000);
        JsonNode content = file(html, MessageFormat.HTML).event(FILE).content();
        assertThat(content.get("body").asText()).isEqualTo("message.html");
        assertThat(content.has("formatted_body")).isFalse();
    }

    private String caption(String text, MessageFormat format) {
        return file(text, format).event(FILE).content().get("body").asText();
    }

    private SendPlan.FileThenEvent file(String text, MessageFormat format) {
        SendPlan plan = composer.plan(text, format, MessageType.NOTICE, Oversize.FILE);
        assertThat(plan).isInstanceOf(SendPlan.FileThenEvent.class);
        return (SendPlan.FileThenEvent) plan;
    }
}
