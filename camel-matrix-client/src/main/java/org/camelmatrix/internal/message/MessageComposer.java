// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.outgoing.OutgoingEvent;
import org.camelmatrix.internal.outgoing.SendPlan;

/**
 * Makes what is sent of a body: an {@code m.room.message} (Instant Messaging, "m.room.message"),
 * several, or a file and one.
 *
 * <p>Immutable; any thread may call it.
 */
public final class MessageComposer {

    /**
     * Bytes of content that an event can hold: 65,536 for the whole event (Client-Server API, "Size
     * limits") less what the homeserver adds.
     */
    static final int MAXIMUM_CONTENT = 61_440;

    /** So many characters fit, whatever they are: JSON takes six bytes for one at most. */
    private static final int SURELY_FITS = (MAXIMUM_CONTENT - 1_024) / 6;

    private final HtmlAllowList allowList = new HtmlAllowList();
    private final TextContents contents = new TextContents(allowList);
    private final TextFile file = new TextFile(contents, allowList);

    /**
     * A message from text.
     *
     * @param text the text, not blank
     * @param format how to read it
     * @param type the kind of message; a file is {@code m.file} whatever this is
     * @param oversize what becomes of a text that is too large for one event
     * @return what to send; the same for the same arguments
     * @throws MatrixRejectedException if there is no text, or more than may be sent
     */
    public SendPlan plan(String text, MessageFormat format, MessageType type, Oversize oversize) {
        return plan(MessageText.of(text, format, null, null), type, oversize);
    }

    /**
     * A message from text of which more may be known than the text.
     *
     * @param from the text, not blank
     * @param type the kind of message; a file is {@code m.file} whatever this is
     * @param oversize what becomes of a text that is too large for one event
     * @return what to send; the same for the same arguments
     * @throws MatrixRejectedException if there is no text, or more than may be sent
     */
    public SendPlan plan(MessageText from, MessageType type, Oversize oversize) {
        String text = from.words();
        TextForm form = form(from);
        if (text.isBlank()) {
            throw new MatrixRejectedException(
                    "The message's body "
                            + (text.isEmpty() ? "is empty" : "has nothing but white space")
                            + ", and a room shows no empty message: set a body before the matrix"
                            + " endpoint, or filter such exchanges out");
        }
        return switch (oversize) {
            case FAIL -> SendPlan.Events.of(compose(text, form, type));
            case SPLIT -> {
                ObjectNode whole = whole(text, form, type);
                yield whole == null ? split(text, form, type) : events(whole);
            }
            case FILE -> {
                ObjectNode whole = whole(text, form, type);
                yield whole == null ? file.plan(text, form) : events(whole);
            }
        };
    }

    /**
     * A message whose content the route made itself.
     *
     * @param content the content of an {@code m.room.message}; not changed
     * @return the event to send, with {@code m.mentions} added where it was missing
     * @throws MatrixRejectedException if it has no {@code msgtype} or {@code body}, holds what no
     *     event does, or is too large
     */
    public SendPlan plan(JsonNode content) {
        if (!(content instanceof ObjectNode object)
                || !object.path("msgtype").isTextual()
                || !object.path("body").isTextual()) {
            throw new MatrixRejectedException(
                    "A Map or JSON body is the content of an m.room.message and needs the texts"
                            + " msgtype and body; send any other data as a String");
        }
        EventContent.requireCanonical(object);
        ObjectNode copy = object.deepCopy();
        copy.putIfAbsent(TextContents.MENTIONS, JsonNodeFactory.instance.objectNode());
        requireSize(
                size(copy),
                "shorten it, or send the text as a String, which the option oversize can split or"
                        + " send as a file");
        return events(copy);
    }

    /** A page that shows nothing of itself is shown as its source. */
    private TextForm form(MessageText text) {
        boolean showsNothing =
                text.isDetected()
                        && text.form().format() == MessageFormat.HTML
                        && HtmlSplitter.isReadable(text.words())
                        && PlainText.of(allowList.clean(text.words())).isBlank();
        return showsNothing ? TextForm.code("html") : text.form();
    }

    /** How many bytes a content has in an event. */
    static int size(ObjectNode content) {
        return OutgoingEvent.size(content);
    }

    /** Whether a content is so small that nobody needs to know how large it is. */
    private static boolean isSmall(ObjectNode content) {
        long characters =
                (long) content.path("body").asText().length()
                        + content.path("formatted_body").asText().length();
        return characters <= SURELY_FITS;
    }

    private OutgoingEvent compose(String text, TextForm form, MessageType type) {
        String remedy =
                "shorten the body, or set the option oversize=split, which sends it in several"
                        + " events, or oversize=file, which sends it as a file";
        if (text.length() > SURELY_FITS) {
            requireSize(text.getBytes(StandardCharsets.UTF_8).length, remedy);
        }
        ObjectNode content = fitting(contents.of(text, form, type), form);
        requireVisible(content);
        if (!isSmall(content)) {
            requireSize(size(content), remedy);
        }
        return new OutgoingEvent(EventType.MESSAGE, content);
    }

    /** The content of one event for all of the text, or null if there is none. */
    private ObjectNode whole(String text, TextForm form, MessageType type) {
        boolean readable =
                form.format() == MessageFormat.HTML
                        ? HtmlSplitter.isReadable(text)
                        : text.length() <= MAXIMUM_CONTENT;
        if (!readable) {
            return null;
        }
        ObjectNode content = contents.ofPart(text, form, type);
        if (content == null) {
            return null;
        }
        content = fitting(content, form);
        requireVisible(content);
        return isSmall(content) || size(content) <= MAXIMUM_CONTENT ? content : null;
    }

    /** Code that fits into an event only without its HTML goes without that. */
    private static ObjectNode fitting(ObjectNode content, TextForm form) {
        if (form.format() == MessageFormat.CODE
                && !isSmall(content)
                && size(content) > MAXIMUM_CONTENT) {
            content.remove("format");
            content.remove("formatted_body");
        }
        return content;
    }

    private SendPlan split(String text, TextForm form, MessageType type) {
        Splitter splitter =
                switch (form.format()) {
                    case AUTO, MARKDOWN -> new MarkdownSplitter();
                    case HTML -> new HtmlSplitter(allowList);
                    case TEXT -> new PlainTextSplitter();
                    case CODE -> new CodeSplitter(form.language());
                };
        Parts parts = new Parts(part -> contents.ofPart(part, form, type));
        splitter.split(text, parts);
        return new SendPlan.Events(parts.events());
    }

    private static SendPlan events(ObjectNode content) {
        return SendPlan.Events.of(new OutgoingEvent(EventType.MESSAGE, content));
    }

    private static void requireVisible(ObjectNode content) {
        if (content.path("body").asText().isBlank()) {
            throw new MatrixRejectedException(
                    "Nothing of the message's HTML may be shown in a room (format=html keeps the"
                            + " tags that the Matrix specification allows)");
        }
    }

    private static void requireSize(int bytes, String remedy) {
        if (bytes > MAXIMUM_CONTENT) {
            throw new MatrixRejectedException(
                    "The message has "
                            + bytes
                            + " bytes, and an event holds at most "
                            + MAXIMUM_CONTENT
                            + ": "
                            + remedy);
        }
    }
}
