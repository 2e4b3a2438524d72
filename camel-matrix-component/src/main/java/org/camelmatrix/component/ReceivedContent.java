package org.camelmatrix.component;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.camelmatrix.client.OpenAnswer;
import org.camelmatrix.event.EventDetails;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Mentions;
import org.camelmatrix.event.PlainContent;
import org.camelmatrix.event.Relation;
import org.camelmatrix.message.FileName;

/**
 * Puts an event into a message: its text or file as the body, and what else routes ask for as
 * headers. The names of headers are always the component's own.
 *
 * <p>Immutable; any thread may call.
 */
final class ReceivedContent {

    private static final String MESSAGE = "m.room.message";
    private static final Set<String> FILES = Set.of("m.file", "m.image", "m.audio", "m.video");

    private final Function<String, Supplier<OpenAnswer>> downloads;
    private final String command;

    /**
     * @param downloads begins the download of an {@code mxc://} URI
     * @param command what messages begin with, or null
     */
    ReceivedContent(Function<String, Supplier<OpenAnswer>> downloads, String command) {
        this.downloads = downloads;
        this.command = command;
    }

    void fill(MatrixMessage message, MatrixEvent event) {
        PlainContent plain = event.plain();
        if (plain == null) {
            Map<String, Object> headers = message.getHeaders();
            putOrigin(headers, event);
            message.setReceivedBody(body(headers, event, event.details()));
            return;
        }
        boolean isText = isMessage(event) && plain.body() != null;
        message.setReceivedBody(isText ? plain.body() : event);
        message.setLaterHeaders(
                headers -> {
                    putOrigin(headers, event);
                    if (isMessage(event)) {
                        putTexts(headers, plain);
                    }
                });
    }

    /** The same for an event that cannot be read: where it comes from, and its JSON as the body. */
    void fillOrigin(MatrixMessage message, MatrixEvent event) {
        message.setReceivedBody(event.json().toString());
        message.setLaterHeaders(headers -> putOrigin(headers, event));
    }

    private static void putOrigin(Map<String, Object> headers, MatrixEvent event) {
        headers.put(MatrixConstants.ROOM_ID, event.room().value());
        put(headers, MatrixConstants.EVENT_ID, event.id() == null ? null : event.id().value());
        headers.put(MatrixConstants.SENDER, event.sender().value());
        headers.put(MatrixConstants.EVENT_TYPE, event.type());
        put(headers, MatrixConstants.STATE_KEY, event.stateKey());
        if (event.timestamp() != null) {
            headers.put(Exchange.MESSAGE_TIMESTAMP, event.timestamp().toEpochMilli());
        }
        if (event.type().equals(MatrixEvent.ENCRYPTED)) {
            headers.put(MatrixConstants.UNDECRYPTED, true);
        }
    }

    private Object body(Map<String, Object> headers, MatrixEvent event, EventDetails details) {
        put(headers, MatrixConstants.REDACTS, details.redacts());
        put(headers, MatrixConstants.TRANSACTION_ID, details.transactionId());
        Relation relation = details.relation();
        putRelation(headers, relation);
        putMentions(headers, details.mentions());
        JsonNode content = details.content();
        if (relation instanceof Relation.Replacement && content.path("m.new_content").isObject()) {
            content = content.get("m.new_content");
        }
        String msgtype = text(content, "msgtype");
        String url = text(content, "url");
        boolean file =
                event.type().equals("m.sticker")
                        || (isMessage(event) && msgtype != null && FILES.contains(msgtype));
        if (file && url != null && url.startsWith("mxc://")) {
            put(headers, MatrixConstants.MSGTYPE, isMessage(event) ? msgtype : null);
            return file(headers, content, url);
        }
        if (!isMessage(event)) {
            return event;
        }
        boolean reply = relation instanceof Relation.Reply;
        String body = text(content, "body");
        String html = text(content, "formatted_body");
        PlainContent texts =
                new PlainContent(
                        msgtype,
                        reply && body != null ? withoutQuote(body) : body,
                        text(content, "format"),
                        reply ? withoutQuotedHtml(html) : html);
        putTexts(headers, texts);
        return body == null ? event : texts.body();
    }

    private void putTexts(Map<String, Object> headers, PlainContent texts) {
        put(headers, MatrixConstants.MSGTYPE, texts.msgtype());
        if (texts.body() == null) {
            return;
        }
        put(headers, MatrixConstants.FORMAT, texts.format());
        put(headers, MatrixConstants.FORMATTED_BODY, texts.formattedBody());
        if (command != null && texts.body().strip().startsWith(command)) {
            headers.put(
                    MatrixConstants.ARGUMENTS,
                    texts.body().strip().substring(command.length()).strip());
        }
    }

    private static boolean isMessage(MatrixEvent event) {
        return event.type().equals(MESSAGE) && event.stateKey() == null;
    }

    private MediaBody file(Map<String, Object> headers, JsonNode content, String url) {
        String body = text(content, "body");
        String filename = text(content, "filename");
        put(headers, Exchange.FILE_NAME, FileName.safe(filename == null ? body : filename));
        put(
                headers,
                MatrixConstants.CAPTION,
                filename == null || filename.equals(body) ? null : body);
        put(headers, MatrixConstants.CONTENT_URI, url);
        JsonNode info = content.path("info");
        put(headers, Exchange.CONTENT_TYPE, text(info, "mimetype"));
        long size = info.path("size").asLong(0);
        return new MediaBody(new MediaDownload(downloads.apply(url)), Math.max(0, size));
    }

    private static void putRelation(Map<String, Object> headers, Relation relation) {
        if (relation == null) {
            return;
        }
        String type = null;
        if (relation instanceof Relation.Reply reply) {
            put(headers, MatrixConstants.IN_REPLY_TO, reply.target().value());
            return;
        } else if (relation instanceof Relation.Thread thread) {
            type = "m.thread";
            put(headers, MatrixConstants.THREAD, thread.target().value());
            put(
                    headers,
                    MatrixConstants.IN_REPLY_TO,
                    thread.replyTo() == null ? null : thread.replyTo().value());
        } else if (relation instanceof Relation.Replacement replacement) {
            type = "m.replace";
            put(headers, MatrixConstants.REPLACES, replacement.target().value());
        } else if (relation instanceof Relation.Annotation annotation) {
            type = "m.annotation";
            put(headers, MatrixConstants.REACTION_KEY, annotation.key());
        } else if (relation instanceof Relation.Other other) {
            type = other.type();
        }
        put(headers, MatrixConstants.RELATION_TYPE, type);
        put(headers, MatrixConstants.RELATES_TO, relation.target().value());
    }

    private static void putMentions(Map<String, Object> headers, Mentions mentions) {
        if (!mentions.users().isEmpty()) {
            headers.put(MatrixConstants.MENTIONS, mentions.users());
        }
        if (mentions.room()) {
            headers.put(MatrixConstants.MENTIONS_ROOM, true);
        }
    }

    /** Older clients put what they answer before the answer ("Fallbacks for rich replies"). */
    private static String withoutQuote(String body) {
        if (!body.startsWith("> <@") && !body.startsWith("> * <@")) {
            return body;
        }
        String rest = body;
        while (rest.startsWith(">")) {
            int end = rest.indexOf('\n');
            rest = end < 0 ? "" : rest.substring(end + 1);
        }
        return rest.startsWith("\n") ? rest.substring(1) : rest;
    }

    private static String withoutQuotedHtml(String html) {
        int start = html == null ? -1 : html.indexOf("<mx-reply>");
        int end = start < 0 ? -1 : html.indexOf("</mx-reply>", start);
        return end < 0
                ? html
                : html.substring(0, start) + html.substring(end + "</mx-reply>".length());
    }

    private static void put(Map<String, Object> headers, String header, Object value) {
        if (value != null) {
            headers.put(header, value);
        }
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
