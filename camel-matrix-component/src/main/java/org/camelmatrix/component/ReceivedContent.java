// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.camelmatrix.component.internal.body.MediaBody;
import org.camelmatrix.component.internal.body.MediaDownload;
import org.camelmatrix.event.AttachedFile;
import org.camelmatrix.event.EventDetails;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Mentions;
import org.camelmatrix.event.Original;
import org.camelmatrix.event.PlainContent;
import org.camelmatrix.event.Relation;
import org.camelmatrix.internal.http.OpenAnswer;
import org.camelmatrix.internal.message.LocalFileName;
import org.camelmatrix.internal.sync.Command;

/**
 * Puts an event into a message: its text or file as the body, and what else routes ask for as
 * headers. An event that is neither has its JSON as the body. The names of headers are always the
 * component's own.
 *
 * <p>Immutable; any thread may call.
 */
final class ReceivedContent {

    private final Function<String, Supplier<OpenAnswer>> downloads;
    private final Command command;

    /**
     * @param downloads begins the download of an {@code mxc://} URI
     * @param command what messages begin with, or null
     */
    ReceivedContent(Function<String, Supplier<OpenAnswer>> downloads, String command) {
        this.downloads = downloads;
        this.command = command == null ? null : new Command(command);
    }

    /** Fills a message with an event that is no more than a text. */
    void fill(MatrixMessage message, MatrixEvent event, PlainContent plain) {
        boolean isText = event.isMessage() && plain.body() != null;
        message.setReceivedBody(isText ? plain.body() : json(event));
        message.setLaterHeaders(
                headers -> {
                    putOrigin(headers, event);
                    if (event.isMessage()) {
                        putTexts(headers, plain);
                        putArguments(headers, plain.body());
                    }
                });
    }

    /**
     * Fills a message with any event.
     *
     * @param details what is in the event
     * @param original what the event is an edit of, or null
     */
    void fill(MatrixMessage message, MatrixEvent event, EventDetails details, Original original) {
        Map<String, Object> headers = message.getHeaders();
        putOrigin(headers, event);
        put(headers, MatrixConstants.REDACTED_EVENT_ID, details.redacts());
        put(headers, MatrixConstants.REDACTED, details.redacted() ? true : null);
        put(headers, MatrixConstants.TRANSACTION_ID, details.transactionId());
        if (original != null) {
            putRelation(headers, original.relation());
        }
        putRelation(headers, details.relation());
        putMentions(headers, details.mentions());
        message.setReceivedBody(body(headers, event, details));
    }

    /** The same for an event that cannot be read: where it comes from, and its JSON as the body. */
    void fillOrigin(MatrixMessage message, MatrixEvent event) {
        message.setReceivedBody(event.json().toString());
        message.setLaterHeaders(headers -> putOrigin(headers, event));
    }

    private static void putOrigin(Map<String, Object> headers, MatrixEvent event) {
        headers.put(MatrixConstants.ROOM_ID, event.room().value());
        if (event.id() != null) {
            headers.put(MatrixConstants.EVENT_ID, event.id().value());
            headers.put(MatrixConstants.SAFE_EVENT_ID, event.id().fileName());
        }
        headers.put(MatrixConstants.SENDER, event.sender().value());
        headers.put(MatrixConstants.EVENT_TYPE, event.type());
        put(headers, MatrixConstants.STATE_KEY, event.stateKey());
        if (event.timestamp() != null) {
            headers.put(Exchange.MESSAGE_TIMESTAMP, event.timestamp().toEpochMilli());
        }
        if (event.type().equals(EventType.ENCRYPTED)) {
            headers.put(MatrixConstants.UNDECRYPTED, true);
        }
    }

    /** The file or the text that an event is; the JSON of an event that is neither. */
    private Object body(Map<String, Object> headers, MatrixEvent event, EventDetails details) {
        PlainContent texts = details.texts();
        AttachedFile file = details.file();
        if (event.isMessage()) {
            putArguments(headers, details.written());
        }
        if (file != null) {
            put(headers, MatrixConstants.MESSAGE_TYPE, event.isMessage() ? texts.msgtype() : null);
            return file(headers, file);
        }
        if (!event.isMessage()) {
            return json(event);
        }
        putTexts(headers, texts);
        return texts.body() == null ? json(event) : texts.body();
    }

    /** Camel's components carry a text anywhere, and a {@link MatrixEvent} nowhere. */
    private static String json(MatrixEvent event) {
        return event.tree().toString();
    }

    private static void putTexts(Map<String, Object> headers, PlainContent texts) {
        put(headers, MatrixConstants.MESSAGE_TYPE, texts.msgtype());
        if (texts.body() != null) {
            put(headers, MatrixConstants.FORMAT, texts.format());
            put(headers, MatrixConstants.FORMATTED_BODY, texts.formattedBody());
        }
    }

    private void putArguments(Map<String, Object> headers, String written) {
        if (command != null) {
            put(headers, MatrixConstants.ARGUMENTS, command.arguments(written));
        }
    }

    private MediaBody file(Map<String, Object> headers, AttachedFile file) {
        put(headers, Exchange.FILE_NAME, LocalFileName.of(file.name()));
        put(headers, MatrixConstants.CAPTION, file.caption());
        put(headers, MatrixConstants.CONTENT_URI, file.url());
        put(headers, Exchange.CONTENT_TYPE, file.contentType());
        return new MediaBody(new MediaDownload(downloads.apply(file.url())), file.size());
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
            headers.put(MatrixConstants.ROOM_MENTIONED, true);
        }
    }

    private static void put(Map<String, Object> headers, String header, Object value) {
        if (value != null) {
            headers.put(header, value);
        }
    }
}
