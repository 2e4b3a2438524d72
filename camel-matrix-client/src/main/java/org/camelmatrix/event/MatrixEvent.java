// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.event;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * An event that the account received (Client-Server API, "Room event format"). All further fields
 * are read from {@link #json} on demand. A field whose type differs from the specification counts
 * as missing.
 *
 * @param room the room that it is in
 * @param id its id; null for an invitation
 * @param sender who sent it
 * @param type its type, such as {@code m.room.message}
 * @param stateKey its state key, or null if it is no state event
 * @param timestamp when it was sent, as its sender's homeserver says; null for an invitation
 * @param json the whole event
 */
public record MatrixEvent(
        RoomId room,
        EventId id,
        UserId sender,
        String type,
        String stateKey,
        Instant timestamp,
        EventJson json) {

    /**
     * Reads an event of a timeline or of a room's state.
     *
     * @param room its room
     * @param json what the homeserver says
     * @return the event; empty if the id, the sender or the type is missing
     */
    public static Optional<MatrixEvent> read(RoomId room, EventJson json) {
        try {
            ObjectNode tree = json.read();
            EventId id = new EventId(text(tree, "event_id"));
            return Optional.of(event(room, id, tree, json));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads an event of an invitation, which is stripped ("Stripped state").
     *
     * @param room its room
     * @param json what the homeserver says
     * @return the event, without id and time; empty if it is none
     */
    public static Optional<MatrixEvent> readStripped(RoomId room, EventJson json) {
        try {
            return Optional.of(event(room, null, json.read(), json));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            return Optional.empty();
        }
    }

    private static MatrixEvent event(RoomId room, EventId id, ObjectNode tree, EventJson json) {
        String ownRoom = text(tree, "room_id");
        if (ownRoom != null && !ownRoom.equals(room.value())) {
            throw new IllegalArgumentException("an event of another room");
        }
        JsonNode time = tree.path("origin_server_ts");
        return new MatrixEvent(
                room,
                id,
                new UserId(text(tree, "sender")),
                Objects.requireNonNull(text(tree, "type")),
                text(tree, "state_key"),
                time.isIntegralNumber() && time.canConvertToLong()
                        ? Instant.ofEpochMilli(time.asLong())
                        : null,
                json);
    }

    /**
     * The whole event with its room, as an object of the caller's own. Jackson writes the event so.
     */
    @JsonValue
    public ObjectNode tree() {
        return json.tree().put("room_id", room.value());
    }

    /**
     * The content, if the event is a plain text message; otherwise null: use {@link #details()}.
     */
    public PlainContent plain() {
        return json.plain();
    }

    /** Parses the event. Each call parses it anew: keep the result. */
    public EventDetails details() {
        return EventDetails.of(json.tree());
    }

    /** The event's content; an empty object if it is missing. */
    public JsonNode content() {
        return EventDetails.object(json.tree(), "content");
    }

    /** What the homeserver adds ("UnsignedData"); an empty object if it is missing. */
    public JsonNode unsigned() {
        return EventDetails.object(json.tree(), "unsigned");
    }

    /** The id of the transaction that this very device sent it with, or null. */
    public String transactionId() {
        return plain() == null ? details().transactionId() : null;
    }

    /** The event that a redaction takes back, or null. */
    public String redacts() {
        return plain() == null ? details().redacts() : null;
    }

    /** What an {@code m.room.member} event says of its user, such as {@code join}; or null. */
    public String membership() {
        return EventType.MEMBER.equals(type) ? text(content(), "membership") : null;
    }

    /** How it belongs to another event, or null. */
    public Relation relation() {
        return plain() == null ? details().relation() : null;
    }

    /** Whether it is a message: of that type, and no state. */
    public boolean isMessage() {
        return EventType.MESSAGE.equals(type) && stateKey == null;
    }

    /** Whether it is state of a type that a room has once: with an empty state key. */
    public boolean isStateOf(String stateType) {
        return stateType.equals(type) && "".equals(stateKey);
    }

    /** Whom it mentions. */
    public Mentions mentions() {
        return plain() == null ? details().mentions() : Mentions.NONE;
    }

    /** A text field, or null if there is none. */
    static String text(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isTextual() ? value.asText() : null;
    }
}
