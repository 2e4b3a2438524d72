// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;

/**
 * The end of a room, which another one replaces (Client-Server API, "m.room.tombstone").
 *
 * @param room the room that has an end
 * @param replacement the room that replaces it
 * @param sender who has replaced it, or null where the homeserver does not say
 */
public record Tombstone(RoomId room, RoomId replacement, UserId sender) {

    /** What an event says; empty where it names no other room. */
    public static Optional<Tombstone> of(MatrixEvent event) {
        return of(event.room(), event.content(), event.sender());
    }

    /**
     * What a homeserver answers to a request for the whole event. One that does not know {@code
     * format=event} answers with the content alone.
     */
    static Optional<Tombstone> of(RoomId room, JsonNode answer) {
        return answer.path("content").isObject()
                ? of(room, answer.get("content"), sender(answer))
                : of(room, answer, null);
    }

    private static Optional<Tombstone> of(RoomId room, JsonNode content, UserId sender) {
        return RoomsClient.room(content, "replacement_room")
                .filter(replacement -> !replacement.equals(room))
                .map(replacement -> new Tombstone(room, replacement, sender));
    }

    private static UserId sender(JsonNode event) {
        try {
            return new UserId(event.path("sender").asText());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** Servers that know the room that replaces the other. */
    public List<String> via() {
        return sender == null ? List.of() : List.of(sender.serverName());
    }
}
