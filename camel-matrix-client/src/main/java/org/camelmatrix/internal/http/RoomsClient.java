// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomAlias;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.failure.MatrixFailure;

/**
 * The endpoints of the Client-Server API that create rooms, and that read and change their aliases
 * and state, in the specification's words.
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class RoomsClient {

    private static final int ALIASES = 1024 * 1024;

    /** An event has at most 64 KiB, which escapes in JSON can make six times as long. */
    private static final int EVENT = 7 * 64 * 1024;

    private final MatrixClient client;

    RoomsClient(MatrixClient client) {
        this.client = client;
    }

    /** {@code GET /directory/room/{roomAlias}}: the room that an alias points to. */
    public CompletableFuture<AliasTarget> resolveAlias(Credentials who, RoomAlias alias) {
        String path = MatrixClient.V3 + "/directory/room/" + MatrixClient.segment(alias.value());
        return client.execute(
                Call.of(
                        client.request("GET", path, who, null, EVENT),
                        "find the room of the alias " + alias,
                        "check the alias, or give the room's id"),
                answer -> new AliasTarget(answer.roomId(), answer.texts("servers")));
    }

    /**
     * The room that an alias points to.
     *
     * @param room the room
     * @param servers servers that are in the room
     */
    public record AliasTarget(RoomId room, List<String> servers) {}

    /**
     * {@code POST /createRoom}: creates a room, a new one with each request. If no usable answer
     * comes to a request without {@code room_alias_name}, this fails with {@link
     * org.camelmatrix.MatrixUncertainException}. With an alias, the homeserver refuses a second
     * room with {@code M_ROOM_IN_USE}.
     *
     * @param who the credentials of the account
     * @param room the request's body
     * @return its id
     */
    public CompletableFuture<RoomId> create(Credentials who, ObjectNode room) {
        CompletableFuture<RoomId> made =
                ask(
                        "POST",
                        MatrixClient.V3 + "/createRoom",
                        who,
                        room,
                        "create a room",
                        Answer::roomId);
        return room.hasNonNull("room_alias_name")
                ? made
                : made.exceptionally(
                        thrown -> {
                            throw Call.uncertain(
                                    thrown,
                                    "look for the room among those of the account, or create it"
                                            + " with the header CamelMatrixOverrideRoomAlias, by which it is"
                                            + " found again");
                        });
    }

    /** {@code PUT /directory/room/{roomAlias}}: makes an alias point to a room. */
    public CompletableFuture<Void> addAlias(Credentials who, RoomAlias alias, RoomId room) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("room_id", room.value());
        return ask(
                "PUT",
                directory(alias),
                who,
                body,
                "give the room " + room + " the alias " + alias,
                answer -> null);
    }

    /** {@code DELETE /directory/room/{roomAlias}}: removes an alias. */
    public CompletableFuture<Void> removeAlias(Credentials who, RoomAlias alias) {
        return ask(
                "DELETE",
                directory(alias),
                who,
                null,
                "take the alias " + alias + " away",
                answer -> null);
    }

    private static String directory(RoomAlias alias) {
        return MatrixClient.V3 + "/directory/room/" + MatrixClient.segment(alias.value());
    }

    /** {@code GET /rooms/{roomId}/aliases}: the aliases that the homeserver has of a room. */
    public CompletableFuture<List<String>> aliases(Credentials who, RoomId room) {
        return client.execute(
                Call.of(
                        client.request("GET", room(room) + "/aliases", who, null, ALIASES),
                        "list the aliases of the room " + room),
                answer -> answer.texts("aliases"));
    }

    /**
     * {@code GET /rooms/{roomId}/state/{eventType}/{stateKey}}: the content of a state event.
     *
     * @return the content; failed with {@code M_NOT_FOUND} if there is no such event
     */
    public CompletableFuture<JsonNode> state(
            Credentials who, RoomId room, String eventType, String stateKey) {
        return ask(
                "GET",
                state(room, eventType, stateKey),
                who,
                null,
                "read " + eventType + " of the room " + room,
                Answer::json);
    }

    /**
     * {@code PUT /rooms/{roomId}/state/{eventType}/{stateKey}}: sends a state event.
     *
     * @return the event's id; that of the earlier event if the content is the same
     */
    public CompletableFuture<EventId> setState(
            Credentials who, RoomId room, String eventType, String stateKey, ObjectNode content) {
        return ask(
                "PUT",
                state(room, eventType, stateKey),
                who,
                content,
                "set " + eventType + " of the room " + room,
                Answer::eventId);
    }

    /**
     * {@code GET /rooms/{roomId}/state/m.room.create/}, the whole event: the creator and the time
     * of a room.
     */
    public CompletableFuture<MatrixEvent> creation(Credentials who, RoomId room) {
        return ask(
                "GET",
                state(room, EventType.CREATE, "") + "?format=event",
                who,
                null,
                "read who made the room " + room,
                answer -> answer.event(room));
    }

    /**
     * {@code GET /rooms/{roomId}/state/m.room.tombstone/}, the whole event: which room replaces a
     * room.
     *
     * @return empty if none does
     */
    public CompletableFuture<Optional<Tombstone>> tombstone(Credentials who, RoomId room) {
        return ask(
                        "GET",
                        state(room, EventType.TOMBSTONE, "") + "?format=event",
                        who,
                        null,
                        "read m.room.tombstone of the room " + room,
                        answer -> Tombstone.of(room, answer.json()))
                .exceptionally(
                        thrown -> {
                            MatrixException reason = MatrixFailure.of(thrown);
                            if (ErrorCode.NOT_FOUND.equals(reason.getErrcode())) {
                                return Optional.empty();
                            }
                            throw reason;
                        });
    }

    /**
     * {@code GET /rooms/{roomId}/state/m.room.create/}: the room that a room replaces.
     *
     * @return empty if it replaces none
     */
    public CompletableFuture<Optional<RoomId>> predecessor(Credentials who, RoomId room) {
        return state(who, room, EventType.CREATE, "")
                .thenApply(content -> room(content.path("predecessor"), "room_id"));
    }

    static Optional<RoomId> room(JsonNode object, String field) {
        try {
            return object.path(field).isTextual()
                    ? Optional.of(new RoomId(object.get(field).asText()))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String state(RoomId room, String eventType, String stateKey) {
        return room(room)
                + "/state/"
                + MatrixClient.segment(eventType)
                + '/'
                + MatrixClient.segment(stateKey);
    }

    static String room(RoomId room) {
        return MatrixClient.V3 + "/rooms/" + MatrixClient.segment(room.value());
    }

    private <T> CompletableFuture<T> ask(
            String method,
            String path,
            Credentials who,
            ObjectNode body,
            String intent,
            Function<Answer, T> reader) {
        return client.execute(
                Call.of(client.request(method, path, who, body, EVENT), intent), reader);
    }
}
