// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;

/**
 * The endpoints of the Client-Server API that find and create direct rooms ("Direct Messaging"), in
 * the specification's order and words.
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class DirectRoomsClient {

    /** A field of a room's {@code m.room.create}: the user that the room was created for. */
    public static final String MADE_FOR = "org.camelmatrix.direct";

    private static final String DIRECT = "m.direct";
    private static final int SMALL_ANSWER = 64 * 1024;

    /** For some 30 000 users. */
    private static final int DIRECT_LIST = 4 * 1024 * 1024;

    private final MatrixClient client;

    DirectRoomsClient(MatrixClient client) {
        this.client = client;
    }

    /**
     * {@code POST /createRoom}: creates a room for the account and a user, and invites the user.
     *
     * @return the room's id
     */
    public CompletableFuture<RoomId> createRoom(Credentials who, UserId user) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("is_direct", true);
        body.put("preset", "trusted_private_chat");
        body.putArray("invite").add(user.value());
        body.putObject("creation_content").put(MADE_FOR, user.value());
        return client.execute(
                call(who, "POST", "/createRoom", body, SMALL_ANSWER, "make a room for " + user),
                Answer::roomId);
    }

    /**
     * {@code GET /user/{userId}/account_data/m.direct}: the direct rooms of the account, as lists
     * of room ids by user id.
     *
     * @return the content; failed with {@code M_NOT_FOUND} if there is none yet
     */
    public CompletableFuture<JsonNode> directRooms(Credentials who, UserId account) {
        return client.execute(
                call(who, "GET", data(account), null, DIRECT_LIST, "read the list of " + DIRECT),
                Answer::json);
    }

    /** {@code PUT /user/{userId}/account_data/m.direct}: writes the whole list. */
    public CompletableFuture<Void> setDirectRooms(
            Credentials who, UserId account, ObjectNode rooms) {
        return client.execute(
                call(who, "PUT", data(account), rooms, SMALL_ANSWER, "write the list of " + DIRECT),
                answer -> null);
    }

    private Call call(
            Credentials who,
            String method,
            String path,
            ObjectNode body,
            int maximum,
            String intent) {
        return Call.of(client.request(method, MatrixClient.V3 + path, who, body, maximum), intent);
    }

    private static String data(UserId account) {
        return "/user/" + MatrixClient.segment(account.value()) + "/account_data/" + DIRECT;
    }
}
