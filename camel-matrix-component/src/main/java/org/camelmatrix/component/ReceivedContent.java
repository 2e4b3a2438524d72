package org.camelmatrix.component;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.camelmatrix.client.OpenAnswer;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Mentions;
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
        put(message, MatrixConstants.ROOM_ID, event.room().value());
        put(message, MatrixConstants.EVENT_ID, event.id() == null ? null : event.id().value());
        put(message, MatrixConstants.SENDER, event.sender().value());
        put(message, MatrixConstants.EVENT_TYPE, event.type());
        put(message, MatrixConstants.STATE_KEY, event.stateKey());
        put(message, MatrixConstants.REDACTS, event.redacts());
        put(message, MatrixConstants.TRANSACTION_ID, event.transactionId());
        if (event.timestamp() != null) {
            message.setHeader(Exchange.MESSAGE_TIMESTAMP, event.timestamp().toEpochMilli());
        }
        if (event.type().equals(MatrixEvent.ENCRYPTED)) {
            message.setHeader(MatrixConstants.UNDECRYPTED, true);
        }
        Relation relation = event.relation();
        putRelation(message, relation);
        putMentions(message, event.mentions());
        JsonNode content = event.content();
        if (relation instanceof Relation.Replacement && content.path("m.new_content").isObject()) {
            content = content.get("m.new_content");
        }
        message.setReceivedBody(body(message, event, relation, content));
    }

    private Object body(
            MatrixMessage message, MatrixEvent event, Relation relation, JsonNode content) {
        boolean isMessage = event.type().equals(MESSAGE) && event.stateKey() == null;
        String msgtype = isMessage ? text(content, "msgtype") : null;
        put(message, MatrixConstants.MSGTYPE, msgtype);
        boolean file = event.type().equals("m.sticker") || (isMessage && FILES.contains(msgtype));
        String url = text(content, "url");
        if (file && url != null && url.startsWith("mxc://")) {
            return file(message, content, url);
        }
        String body = isMessage ? text(content, "body") : null;
        if (body == null) {
            return event;
        }
        boolean reply = relation instanceof Relation.Reply;
        String html = text(content, "formatted_body");
        put(message, MatrixConstants.FORMAT, text(content, "format"));
        put(message, MatrixConstants.FORMATTED_BODY, reply ? withoutQuotedHtml(html) : html);
        String own = reply ? withoutQuote(body) : body;
        if (command != null && own.strip().startsWith(command)) {
            message.setHeader(
                    MatrixConstants.ARGUMENTS, own.strip().substring(command.length()).strip());
        }
        return own;
    }

    private MediaBody file(Message message, JsonNode content, String url) {
        String body = text(content, "body");
        String filename = text(content, "filename");
        put(message, Exchange.FILE_NAME, FileName.safe(filename == null ? body : filename));
        put(
                message,
                MatrixConstants.CAPTION,
                filename == null || filename.equals(body) ? null : body);
        put(message, MatrixConstants.CONTENT_URI, url);
        JsonNode info = content.path("info");
        put(message, Exchange.CONTENT_TYPE, text(info, "mimetype"));
        long size = info.path("size").asLong(0);
        return new MediaBody(new MediaDownload(downloads.apply(url)), Math.max(0, size));
    }

    private static void putRelation(Message message, Relation relation) {
        if (relation == null) {
            return;
        }
        String type = null;
        if (relation instanceof Relation.Reply reply) {
            put(message, MatrixConstants.IN_REPLY_TO, reply.target().value());
            return;
        } else if (relation instanceof Relation.Thread thread) {
            type = "m.thread";
            put(message, MatrixConstants.THREAD, thread.target().value());
            put(
                    message,
                    MatrixConstants.IN_REPLY_TO,
                    thread.replyTo() == null ? null : thread.replyTo().value());
        } else if (relation instanceof Relation.Replacement replacement) {
            type = "m.replace";
            put(message, MatrixConstants.REPLACES, replacement.target().value());
        } else if (relation instanceof Relation.Annotation annotation) {
            type = "m.annotation";
            put(message, MatrixConstants.REACTION_KEY, annotation.key());
        } else if (relation instanceof Relation.Other other) {
            type = other.type();
        }
        put(message, MatrixConstants.RELATION_TYPE, type);
        put(message, MatrixConstants.RELATES_TO, relation.target().value());
    }

    private static void putMentions(Message message, Mentions mentions) {
        if (!mentions.users().isEmpty()) {
            message.setHeader(MatrixConstants.MENTIONS, mentions.users());
        }
        if (mentions.room()) {
            message.setHeader(MatrixConstants.MENTIONS_ROOM, true);
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

    private static void put(Message message, String header, Object value) {
        if (value != null) {
            message.setHeader(header, value);
        }
    }

    private static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
