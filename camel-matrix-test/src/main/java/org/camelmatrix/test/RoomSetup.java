// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What a test's new room is like. A value; each method returns a changed one.
 *
 * <pre>{@code
 * homeserver.createRoom(alice, RoomSetup.publicRoom().alias("ops").name("Operations"));
 * }</pre>
 */
public final class RoomSetup {
    private final ObjectNode request;

    private RoomSetup(ObjectNode request) {
        this.request = request;
    }

    /** A room that takes an invitation to join: the preset {@code private_chat}. */
    public static RoomSetup privateRoom() {
        return new RoomSetup(Json.object().put("preset", "private_chat"));
    }

    /** A room that everybody may join: the preset {@code public_chat}. */
    public static RoomSetup publicRoom() {
        return new RoomSetup(Json.object().put("preset", "public_chat"));
    }

    /** The room's name. */
    public RoomSetup name(String name) {
        return with("name", name);
    }

    /** The localpart of an alias: {@code ops} for {@code #ops:localhost}. */
    public RoomSetup alias(String localpart) {
        return with("room_alias_name", localpart);
    }

    /** The room version, {@code 1} to {@code 12}. Room ids name a server until version 11. */
    public RoomSetup version(String version) {
        return with("room_version", version);
    }

    /** Invites a user, by the full user id. */
    public RoomSetup invite(String userId) {
        ObjectNode copy = request.deepCopy();
        copy.withArray("invite").add(userId);
        return new RoomSetup(copy);
    }

    /** The room's topic. */
    public RoomSetup topic(String topic) {
        return with("topic", topic);
    }

    /** A direct chat: its invitations say so. */
    public RoomSetup direct() {
        return new RoomSetup(request.deepCopy().put("is_direct", true));
    }

    /**
     * A state event that the room begins with, for example {@code m.room.encryption}.
     *
     * @param content what Jackson can write as an object
     */
    public RoomSetup state(String type, String stateKey, Map<String, ?> content) {
        ObjectNode copy = request.deepCopy();
        ObjectNode event = copy.withArray("initial_state").addObject();
        event.put("type", type).put("state_key", stateKey).set("content", Json.valueOf(content));
        return new RoomSetup(copy);
    }

    /** The level that a user needs to send messages; 0 without this, so that everybody may. */
    public RoomSetup levelToSend(int level) {
        ObjectNode copy = request.deepCopy();
        copy.withObject("/power_level_content_override").put("events_default", level);
        return new RoomSetup(copy);
    }

    private RoomSetup with(String field, String value) {
        return new RoomSetup(request.deepCopy().put(field, value));
    }

    ObjectNode request() {
        return request.deepCopy();
    }
}
