// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.ErrorCode;

/**
 * The list of an account's direct rooms, which the homeserver keeps for all clients of the account
 * (Client-Server API, "Direct Messaging", {@code m.direct}).
 *
 * <p>The list can only be written as a whole. So this class reads it, adds a room, writes it, and
 * reads it again, as another client may have written at the same time.
 *
 * <p>Any thread may call. Changes by this process run one after the other.
 */
final class DirectList {

    private static final int ATTEMPTS = 5;

    /** Further rooms with one user are ignored. */
    private static final int MOST = 50;

    private final Sequencer<UserId> writers;

    DirectList(Executor executor) {
        writers = new Sequencer<>(executor);
    }

    /** The rooms with a user. */
    CompletableFuture<List<RoomId>> rooms(Session session, UserId user) {
        return read(session).thenApply(list -> rooms(list, user));
    }

    /**
     * Adds a room with a user.
     *
     * @return the rooms with the user
     */
    CompletableFuture<List<RoomId>> add(Session session, UserId user, RoomId room) {
        return writers.run(session.user(), () -> add(session, user, room, ATTEMPTS));
    }

    private CompletableFuture<List<RoomId>> add(
            Session session, UserId user, RoomId room, int attempts) {
        return read(session)
                .thenCompose(
                        list -> {
                            List<RoomId> rooms = rooms(list, user);
                            if (rooms.contains(room) || attempts == 0) {
                                return CompletableFuture.completedFuture(rooms);
                            }
                            return session.client()
                                    .directRooms()
                                    .setDirectRooms(
                                            session.credentials(),
                                            session.user(),
                                            with(list, user, room))
                                    .thenCompose(written -> add(session, user, room, attempts - 1));
                        });
    }

    private static ObjectNode with(ObjectNode list, UserId user, RoomId room) {
        ObjectNode copy = list.deepCopy();
        ArrayNode rooms =
                copy.get(user.value()) instanceof ArrayNode known
                        ? known
                        : copy.putArray(user.value());
        rooms.add(room.value());
        return copy;
    }

    private CompletableFuture<ObjectNode> read(Session session) {
        return session.client()
                .directRooms()
                .directRooms(session.credentials(), session.user())
                .handle(
                        (list, failure) -> {
                            if (failure == null) {
                                return (ObjectNode) list;
                            }
                            MatrixException reason = MatrixFailure.of(failure);
                            if (ErrorCode.NOT_FOUND.equals(reason.getErrcode())) {
                                return JsonNodeFactory.instance.objectNode();
                            }
                            throw reason;
                        });
    }

    private static List<RoomId> rooms(ObjectNode list, UserId user) {
        List<RoomId> rooms = new ArrayList<>();
        for (JsonNode room : list.path(user.value())) {
            try {
                if (rooms.size() < MOST) {
                    rooms.add(new RoomId(room.asText()));
                }
            } catch (IllegalArgumentException e) {
                // a malformed id of another client stays in the list
            }
        }
        return rooms;
    }
}
