// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventJson;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.PlainContent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;

/**
 * Notes what everybody asks of an event while a parser goes over it, so that the event need not be
 * read a second time for that. Texts that may be long are left: then the event tells them later.
 *
 * <p>One thread at a time, for one event after the other.
 */
final class EventOutline {

    private static final int DIGITS_OF_A_LONG = 19;

    private final JsonParser parser;
    private final TailStream stream;
    private final LongNames names;
    private int outside;
    private boolean unreadable;
    private boolean incomplete;
    private String id;
    private String sender;
    private String type;
    private String stateKey;
    private String roomId;
    private Instant timestamp;
    private boolean plain;
    private String msgtype;
    private String body;
    private String format;
    private String formattedBody;

    EventOutline(JsonParser parser, TailStream stream, LongNames names) {
        this.parser = parser;
        this.stream = stream;
        this.names = names;
    }

    /** Goes over the object that the parser has come to, up to its end. */
    void read() throws IOException {
        outside = parser.getParsingContext().getNestingDepth() - 1;
        unreadable = false;
        incomplete = false;
        id = null;
        sender = null;
        type = null;
        stateKey = null;
        roomId = null;
        timestamp = null;
        plain = true;
        forgetTexts();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            names.add(name);
            parser.nextToken();
            switch (name) {
                case "event_id" -> id = field();
                case "sender" -> sender = field();
                case "type" -> type = field();
                case "state_key" -> stateKey = field();
                case "room_id" -> roomId = field();
                case "origin_server_ts" -> timestamp = time();
                case "content" -> content();
                case "unsigned" -> unsigned();
                case "redacts" -> leave();
                default -> skip();
            }
        }
        requireEnd();
    }

    private void requireEnd() throws IOException {
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("the answer ends in the middle");
        }
    }

    /**
     * The event that was gone over.
     *
     * @param room its room
     * @param stripped whether it is one of an invitation, which has no id ("Stripped state")
     * @param text its JSON
     * @return the event; empty if it is none
     */
    Optional<MatrixEvent> event(RoomId room, boolean stripped, byte[] text) {
        boolean ofAnotherRoom = roomId != null && !roomId.equals(room.value());
        if (unreadable || ofAnotherRoom) {
            return Optional.empty();
        }
        if (incomplete) {
            EventJson json = new EventJson(text);
            return stripped ? MatrixEvent.readStripped(room, json) : MatrixEvent.read(room, json);
        }
        if (sender == null || type == null || (id == null && !stripped)) {
            return Optional.empty();
        }
        PlainContent content =
                plain ? new PlainContent(msgtype, body, format, formattedBody) : null;
        try {
            return Optional.of(
                    new MatrixEvent(
                            room,
                            stripped ? null : new EventId(id),
                            new UserId(sender),
                            type,
                            stateKey,
                            timestamp,
                            new EventJson(text, content)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private void forgetTexts() {
        msgtype = null;
        body = null;
        format = null;
        formattedBody = null;
    }

    private void content() throws IOException {
        forgetTexts();
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            skip();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            names.add(name);
            parser.nextToken();
            switch (name) {
                case "msgtype" -> msgtype = text();
                case "body" -> body = text();
                case "format" -> format = text();
                case "formatted_body" -> formattedBody = text();
                case "m.relates_to", "m.mentions" -> plain &= skip() == 0;
                case "url", "redacts" -> leave();
                default -> skip();
            }
        }
        requireEnd();
    }

    private void unsigned() throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            skip();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            names.add(name);
            parser.nextToken();
            if (name.equals("transaction_id") || name.equals("redacted_because")) {
                leave();
            } else {
                skip();
            }
        }
        requireEnd();
    }

    private void leave() throws IOException {
        plain = false;
        skip();
    }

    /** A text of the event itself, or null if it is something else. */
    private String field() throws IOException {
        if (parser.currentToken() != JsonToken.VALUE_STRING) {
            skip();
            return null;
        }
        if (isShort()) {
            return parser.getText();
        }
        incomplete = true;
        return null;
    }

    /** A text of its content; null if it is something else, and then the content is not plain. */
    private String text() throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING && isShort()) {
            return parser.getText();
        }
        leave();
        return null;
    }

    /** Whether a string can be had without reading on, which it might go on to do for long. */
    private boolean isShort() {
        return stream.hasString(parser.currentTokenLocation().getByteOffset());
    }

    private Instant time() throws IOException {
        boolean isTime =
                parser.currentToken() == JsonToken.VALUE_NUMBER_INT
                        && parser.getTextLength() <= DIGITS_OF_A_LONG
                        && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        Instant time = isTime ? Instant.ofEpochMilli(parser.getLongValue()) : null;
        skip();
        return time;
    }

    /** Goes over a value; gives how many tokens there are within. */
    int skip() throws IOException {
        int within = -1;
        int open = 0;
        for (JsonToken token = parser.currentToken(); ; token = parser.nextToken()) {
            if (token == null) {
                throw new IOException("the answer ends in the middle");
            }
            if (token.isStructStart()) {
                open++;
                unreadable |= depth() > EventJson.MAXIMUM_DEPTH;
            } else if (token.isStructEnd()) {
                open--;
            } else if (token == JsonToken.FIELD_NAME) {
                names.add(parser.currentName());
            } else if (token.isNumeric()) {
                unreadable |= parser.getTextLength() > EventJson.MAXIMUM_NUMBER;
            }
            within++;
            if (open == 0) {
                return Math.max(0, within - 1);
            }
        }
    }

    private int depth() {
        return parser.getParsingContext().getNestingDepth() - outside;
    }
}
