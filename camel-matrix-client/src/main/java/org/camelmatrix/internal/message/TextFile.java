// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.camelmatrix.event.EventType;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;

/**
 * A text as a file and an event of it (Instant Messaging, "m.file"), with the beginning of the text
 * as the caption (Instant Messaging, "Media captions").
 */
final class TextFile {

    private final TextContents contents;
    private final Caption caption;

    TextFile(TextContents contents, HtmlAllowList allowList) {
        this.contents = contents;
        this.caption = new Caption(allowList);
    }

    SendPlan.FileThenEvent plan(String text, TextForm form) {
        String name = "message." + extension(form);
        String mimetype = mimetype(form);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", "m.file");
        contents.putText(content, caption.of(text, form.format()), form);
        if (content.path("body").asText().isBlank()) {
            content.put("body", name);
        }
        content.put("filename", name);
        content.putObject("info").put("mimetype", mimetype).put("size", bytes.length);
        content.putObject(TextContents.MENTIONS);
        return new SendPlan.FileThenEvent(
                bytes,
                name,
                mimetype + "; charset=utf-8",
                new OutgoingEvent(EventType.MESSAGE, content));
    }

    private static String extension(TextForm form) {
        return switch (form.format()) {
            case AUTO, MARKDOWN -> "md";
            case HTML -> "html";
            case TEXT -> "txt";
            case CODE -> CodeLanguage.extension(form.language());
        };
    }

    private static String mimetype(TextForm form) {
        return switch (form.format()) {
            case AUTO, MARKDOWN -> "text/markdown";
            case HTML -> "text/html";
            case TEXT -> "text/plain";
            case CODE -> FileKind.ofText(null, "message." + extension(form));
        };
    }
}
