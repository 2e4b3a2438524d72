// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.camelmatrix.event.MessageType;
import org.jsoup.nodes.Element;

/**
 * Makes the content of an {@code m.room.message} from text (Instant Messaging, "m.room.message
 * msgtypes").
 *
 * <p>{@code m.mentions} is always there, so that no client finds mentions of its own in the text
 * (User and room mentions). {@code formatted_body} is there only where it shows more than {@code
 * body} does.
 *
 * <p>Immutable; any thread may call it.
 */
final class TextContents {

    static final String MENTIONS = "m.mentions";

    /** A text up to this length is sent without its HTML if that is too large. */
    private static final int SMALL = 4_096;

    private final Markdown markdown = new Markdown();
    private final HtmlAllowList allowList;

    TextContents(HtmlAllowList allowList) {
        this.allowList = allowList;
    }

    /** The content of a message; its {@code body} is empty if the text shows nothing. */
    ObjectNode of(String text, MessageFormat format, MessageType type) {
        return of(text, TextForm.of(format), type);
    }

    /** The same of a text whose form is known. */
    ObjectNode of(String text, TextForm form, MessageType type) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", type.msgtype());
        putText(content, text, form);
        content.putObject(MENTIONS);
        return content;
    }

    /** The content of a message, or null if its HTML is so large that it is better split. */
    ObjectNode ofPart(String text, TextForm form, MessageType type) {
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", type.msgtype());
        boolean complete = putText(content, text, form);
        content.putObject(MENTIONS);
        return complete || text.length() <= SMALL ? content : null;
    }

    /**
     * Puts {@code body}, {@code format} and {@code formatted_body}.
     *
     * @return false if the HTML of the text is left out because it is too large
     */
    boolean putText(ObjectNode content, String text, TextForm form) {
        if (form.format() == MessageFormat.HTML) {
            Element clean = allowList.clean(text);
            String body = PlainText.of(clean);
            content.put("body", body);
            putFormatted(content, clean.html(), body);
            return true;
        }
        content.put("body", text);
        if (form.format() == MessageFormat.CODE) {
            putFormatted(content, CodeBlock.html(text, form.language()), null);
            return true;
        }
        if (form.format() == MessageFormat.TEXT || Markdown.isPlain(text)) {
            return true;
        }
        Markdown.Html html = markdown.toHtml(text);
        if (html == null) {
            return true;
        }
        if (html.text().isFull()) {
            return false;
        }
        String made = html.text().toString().strip();
        if (!made.equals(asHtml(text))) {
            putFormatted(content, html.isAllowed() ? made : allowList.clean(made).html(), null);
        }
        return true;
    }

    private static void putFormatted(ObjectNode content, String html, String body) {
        String visible = html.strip();
        if (!visible.isEmpty() && (body == null || !html.equals(asHtml(body)))) {
            content.put("format", "org.matrix.custom.html");
            content.put("formatted_body", visible);
        }
    }

    /** What Markdown and HTML make of a text that has no markup. */
    static String asHtml(String text) {
        return escaped(text.strip()).replace("\n", "<br>\n");
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
