package org.camelmatrix.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.event.OutgoingEvent;
import org.jsoup.nodes.Element;

/**
 * Makes the content of an {@code m.room.message} (Instant Messaging, "m.room.message").
 *
 * <p>{@code m.mentions} is always there, so that no client finds mentions of its own in the text
 * (User and room mentions). {@code formatted_body} is there only where it shows more than {@code
 * body} does.
 *
 * <p>Immutable; any thread may call it.
 */
public final class MessageComposer {

    /**
     * Bytes of content that an event can hold: 65,536 for the whole event (Client-Server API, "Size
     * limits") less what the homeserver adds.
     */
    static final int MAXIMUM_CONTENT = 61_440;

    private static final String MENTIONS = "m.mentions";

    private final Markdown markdown = new Markdown();
    private final HtmlAllowList allowList = new HtmlAllowList();

    /**
     * A message from text.
     *
     * @param text the text, not blank
     * @param format how to read it
     * @param type the kind of message
     * @return the event to send
     * @throws MatrixRejectedException if there is no text, or too much for an event
     */
    public OutgoingEvent compose(String text, MessageFormat format, MessageType type) {
        if (text.isBlank()) {
            throw new MatrixRejectedException(
                    "The message's body is empty, and a room shows no empty message: set a body"
                            + " before the matrix endpoint, or filter such exchanges out");
        }
        requireSize(text.getBytes(StandardCharsets.UTF_8).length);
        ObjectNode content = JsonNodeFactory.instance.objectNode();
        content.put("msgtype", type.msgtype());
        switch (format) {
            case TEXT -> content.put("body", text);
            case MARKDOWN -> putMarkdown(content, text);
            case HTML -> putHtml(content, text);
        }
        content.putObject(MENTIONS);
        return sized(new OutgoingEvent(OutgoingEvent.ROOM_MESSAGE, content));
    }

    /**
     * A message whose content the route made itself.
     *
     * @param content the content of an {@code m.room.message}; not changed
     * @return the event to send, with {@code m.mentions} added where it was missing
     * @throws MatrixRejectedException if it has no {@code msgtype} or {@code body}, or is too large
     */
    public OutgoingEvent compose(JsonNode content) {
        if (!(content instanceof ObjectNode object)
                || !object.path("msgtype").isTextual()
                || !object.path("body").isTextual()) {
            throw new MatrixRejectedException(
                    "A Map or JSON body is the content of an m.room.message and needs the texts"
                            + " msgtype and body; send any other data as a String");
        }
        ObjectNode copy = object.deepCopy();
        copy.putIfAbsent(MENTIONS, JsonNodeFactory.instance.objectNode());
        return sized(new OutgoingEvent(OutgoingEvent.ROOM_MESSAGE, copy));
    }

    private void putMarkdown(ObjectNode content, String text) {
        content.put("body", text);
        String html = markdown.toHtml(text);
        if (html != null && !html.equals(asHtml(text))) {
            putFormatted(content, allowList.clean(html).html());
        }
    }

    private void putHtml(ObjectNode content, String html) {
        Element clean = allowList.clean(html);
        String body = PlainText.of(clean);
        if (body.isBlank()) {
            throw new MatrixRejectedException(
                    "Nothing of the message's HTML may be shown in a room (format=html keeps the"
                            + " tags that the Matrix specification allows)");
        }
        content.put("body", body);
        String formatted = clean.html();
        if (!formatted.equals(asHtml(body))) {
            putFormatted(content, formatted);
        }
    }

    private static void putFormatted(ObjectNode content, String html) {
        String visible = html.strip();
        if (!visible.isEmpty()) {
            content.put("format", "org.matrix.custom.html");
            content.put("formatted_body", visible);
        }
    }

    /** What Markdown and HTML make of a text that has no markup. */
    private static String asHtml(String text) {
        return text.strip()
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("\n", "<br>\n");
    }

    private static OutgoingEvent sized(OutgoingEvent event) {
        requireSize(event.content().toString().getBytes(StandardCharsets.UTF_8).length);
        return event;
    }

    private static void requireSize(int bytes) {
        if (bytes > MAXIMUM_CONTENT) {
            throw new MatrixRejectedException(
                    "The message has "
                            + bytes
                            + " bytes, and an event holds at most "
                            + MAXIMUM_CONTENT
                            + ": shorten or split the body");
        }
    }
}
