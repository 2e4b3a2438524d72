// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * An event in a room: section "Room event format".
 *
 * @param eventId the event's id, {@code $…}
 * @param roomId the room's id, {@code !…}
 * @param type the event type, for example {@code m.room.message}
 * @param stateKey null for a message event
 * @param sender the full user id of who sent it
 * @param originServerTs milliseconds since 1970
 * @param content the content as it was sent, or what a redaction left of it
 */
public record RoomEvent(
        String eventId,
        String roomId,
        String type,
        String stateKey,
        String sender,
        long originServerTs,
        JsonNode content) {

    /** The plain text of a message; empty when the content has none. */
    public Optional<String> body() {
        return text("body");
    }

    /** The HTML of a message; empty when the content has none. */
    public Optional<String> formattedBody() {
        return text("formatted_body");
    }

    /** The kind of message, for example {@code m.notice}; empty when the content has none. */
    public Optional<String> msgtype() {
        return text("msgtype");
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(content.path(field).textValue());
    }

    /** The same event with a content of its own, which its new owner may change. */
    RoomEvent copy() {
        return withContent(content.deepCopy());
    }

    RoomEvent withContent(JsonNode other) {
        return new RoomEvent(eventId, roomId, type, stateKey, sender, originServerTs, other);
    }
}
