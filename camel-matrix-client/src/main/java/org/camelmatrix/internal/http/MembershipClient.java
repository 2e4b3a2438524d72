// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.RoomMember;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.failure.MatrixFailure;

/**
 * The endpoints of the Client-Server API that read and change memberships ("Room membership"), in
 * the specification's words. All members can read a reason. It may be null.
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class MembershipClient {

    private static final int SMALL_ANSWER = 64 * 1024;
    private static final int NOT_FOUND = 404;

    /** For some 180 000 rooms. */
    private static final int ROOM_LIST = 8 * 1024 * 1024;

    private final MatrixClient client;

    MembershipClient(MatrixClient client) {
        this.client = client;
    }

    /** {@code GET /joined_rooms}: the rooms that the account is in. */
    public CompletableFuture<Set<RoomId>> joinedRooms(Credentials who) {
        return client.execute(
                Call.of(
                        client.request(
                                "GET", MatrixClient.V3 + "/joined_rooms", who, null, ROOM_LIST),
                        "list the account's rooms"),
                answer -> answer.roomIds("joined_rooms"));
    }

    /**
     * {@code POST /join/{roomIdOrAlias}}: joins a room.
     *
     * @param who the credentials of the account
     * @param roomIdOrAlias the room
     * @param via servers that may be in the room
     * @return the room's id
     */
    public CompletableFuture<RoomId> join(Credentials who, String roomIdOrAlias, List<String> via) {
        StringBuilder path =
                new StringBuilder(MatrixClient.V3)
                        .append("/join/")
                        .append(MatrixClient.segment(roomIdOrAlias));
        char separator = '?';
        for (String server : via) {
            path.append(separator).append("via=").append(MatrixClient.segment(server));
            separator = '&';
        }
        return client.execute(
                Call.of(
                        client.request(
                                "POST",
                                path.toString(),
                                who,
                                JsonNodeFactory.instance.objectNode(),
                                SMALL_ANSWER),
                        "join the room " + roomIdOrAlias,
                        "check the recipient, and invite the account where the room wants it"),
                Answer::roomId);
    }

    /** {@code POST /rooms/{roomId}/invite}: invites a user. */
    public CompletableFuture<Void> invite(
            Credentials who, RoomId room, UserId user, String reason) {
        return change(who, room, "invite", user, reason, "invite " + user + " to");
    }

    /** {@code POST /rooms/{roomId}/kick}: removes a user, who may join again. */
    public CompletableFuture<Void> kick(Credentials who, RoomId room, UserId user, String reason) {
        return change(who, room, "kick", user, reason, "remove " + user + " from");
    }

    /** {@code POST /rooms/{roomId}/ban}: removes a user, who may not join again. */
    public CompletableFuture<Void> ban(Credentials who, RoomId room, UserId user, String reason) {
        return change(who, room, "ban", user, reason, "ban " + user + " from");
    }

    /** {@code POST /rooms/{roomId}/unban}: allows a banned user to join again. */
    public CompletableFuture<Void> unban(Credentials who, RoomId room, UserId user, String reason) {
        return change(who, room, "unban", user, reason, "end the ban of " + user + " from");
    }

    private CompletableFuture<Void> change(
            Credentials who, RoomId room, String action, UserId user, String reason, String what) {
        return post(
                who,
                RoomsClient.room(room) + '/' + action,
                body(reason).put("user_id", user.value()),
                what + " the room " + room,
                answer -> null);
    }

    /** {@code POST /rooms/{roomId}/leave}: leaves a room, or refuses an invitation. */
    public CompletableFuture<Void> leave(Credentials who, RoomId room, String reason) {
        return post(
                who,
                RoomsClient.room(room) + "/leave",
                body(reason),
                "leave the room " + room,
                answer -> null);
    }

    /**
     * {@code POST /knock/{roomIdOrAlias}}: asks for an invitation.
     *
     * @param who the credentials of the account
     * @param roomIdOrAlias the room
     * @param via servers that may be in the room
     * @param reason the reason, or null
     * @return the room's id
     */
    public CompletableFuture<RoomId> knock(
            Credentials who, String roomIdOrAlias, List<String> via, String reason) {
        StringBuilder path = new StringBuilder(MatrixClient.V3);
        path.append("/knock/").append(MatrixClient.segment(roomIdOrAlias));
        char separator = '?';
        for (String server : via) {
            path.append(separator).append("via=").append(MatrixClient.segment(server));
            separator = '&';
        }
        return post(
                who,
                path.toString(),
                body(reason),
                "knock at the room " + roomIdOrAlias,
                Answer::roomId);
    }

    /**
     * {@code GET /rooms/{roomId}/members}: the present and former members of a room.
     *
     * @param who the credentials of the account
     * @param room the room
     * @param membership the membership, such as {@code join}; null for any
     */
    public CompletableFuture<List<RoomMember>> members(
            Credentials who, RoomId room, String membership) {
        String path =
                RoomsClient.room(room)
                        + "/members"
                        + (membership == null
                                ? ""
                                : "?membership=" + MatrixClient.segment(membership));
        Call call =
                Call.of(
                        client.request("GET", path, who, null, EventsClient.LARGEST_PAGE),
                        "list the members of the room " + room);
        return client.events().stream(
                call, Duration.ZERO, new Abort(), body -> members(room, body));
    }

    private static List<RoomMember> members(RoomId room, InputStream body) throws IOException {
        List<RoomMember> members = new ArrayList<>();
        try (EventReader reader = new EventReader(body)) {
            reader.object(
                    name -> {
                        if (name.equals("chunk")) {
                            reader.events(
                                    room,
                                    (event, bytes) -> RoomMember.of(event).ifPresent(members::add));
                        } else {
                            reader.skip();
                        }
                    });
        }
        return members;
    }

    /**
     * {@code GET /rooms/{roomId}/state/m.room.member/{userId}}: the membership of a user.
     *
     * @return the membership, such as {@code join}; empty if the room has none of this user
     */
    public CompletableFuture<Optional<String>> membership(
            Credentials who, RoomId room, UserId user) {
        return client.rooms()
                .state(who, room, EventType.MEMBER, user.value())
                .thenApply(content -> Optional.of(content.path("membership").asText()))
                .exceptionally(
                        thrown -> {
                            MatrixException reason = MatrixFailure.of(thrown);
                            if (reason instanceof MatrixRejectedException
                                    && reason.getStatus() == NOT_FOUND
                                    && !ErrorCode.UNRECOGNIZED.equals(reason.getErrcode())) {
                                return Optional.empty();
                            }
                            throw reason;
                        });
    }

    private static ObjectNode body(String reason) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        return reason == null ? body : body.put("reason", reason);
    }

    private <T> CompletableFuture<T> post(
            Credentials who,
            String path,
            ObjectNode body,
            String intent,
            Function<Answer, T> reader) {
        return client.execute(
                Call.of(client.request("POST", path, who, body, SMALL_ANSWER), intent), reader);
    }
}
