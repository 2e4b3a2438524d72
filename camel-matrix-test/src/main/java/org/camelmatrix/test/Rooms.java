// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All rooms, and the directory of their aliases. */
final class Rooms {
    private final String serverName;
    private final Ids ids;
    private final Stream stream;
    private final RoomsOfUsers ofUsers = new RoomsOfUsers();
    private final Map<String, Room> rooms = new LinkedHashMap<>();
    private final Map<String, Alias> aliases = new HashMap<>();

    record Alias(String roomId, String creator) {}

    Rooms(String serverName, Ids ids, Stream stream) {
        this.serverName = serverName;
        this.ids = ids;
        this.stream = stream;
    }

    /** A new room with nothing but its create event. */
    Room open(RoomVersion version, String creator, JsonNode content) {
        String createEventId = ids.eventId();
        String id =
                version.creatorsStandAbove()
                        ? ids.roomIdOf(createEventId)
                        : ids.roomIdWithDomain(serverName);
        Room room = new Room(id, version, ids, stream, ofUsers);
        room.setState(createEventId, creator, "m.room.create", "", content);
        rooms.put(id, room);
        return room;
    }

    /** The rooms that a user has to do with, in whatever membership. */
    List<Room> of(String user) {
        return ofUsers.of(user);
    }

    List<Room> allJoinedBy(String user) {
        return ofUsers.joinedBy(user);
    }

    void forget(String user, Room room) {
        ofUsers.forget(user, room);
    }

    Optional<Room> find(String roomId) {
        return Optional.ofNullable(rooms.get(roomId));
    }

    /** The room, as far as this user may know that there is one. */
    Room of(String roomId, String user) {
        return find(roomId)
                .orElseThrow(
                        () -> MatrixError.forbidden("User " + user + " not in room " + roomId));
    }

    Room joinedBy(String roomId, String user) {
        Room room = of(roomId, user);
        room.requireJoined(user);
        return room;
    }

    Optional<Room> findByIdOrAlias(String roomIdOrAlias) {
        return find(roomIdOrAlias)
                .or(() -> findAlias(roomIdOrAlias).flatMap(alias -> find(alias.roomId())));
    }

    Optional<Alias> findAlias(String alias) {
        return Optional.ofNullable(aliases.get(alias));
    }

    /**
     * @throws MatrixError {@code M_NOT_FOUND}, or what Synapse answers about another server's alias
     *     when it does not reach that server
     */
    Alias alias(String alias) {
        if (!alias.startsWith("#") || alias.indexOf(':') < 0) {
            throw MatrixError.invalidParam("Room alias invalid");
        }
        if (!isLocal(alias)) {
            throw MatrixError.unknown(502, "Failed to fetch alias");
        }
        return findAlias(alias)
                .orElseThrow(() -> MatrixError.notFound("Room alias " + alias + " not found"));
    }

    boolean isLocal(String id) {
        return id.endsWith(":" + serverName);
    }

    List<String> aliasesOf(String roomId) {
        return aliases.entrySet().stream()
                .filter(entry -> entry.getValue().roomId().equals(roomId))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    void addAlias(String alias, String roomId, String creator) {
        aliases.put(alias, new Alias(roomId, creator));
    }

    void removeAlias(String alias) {
        aliases.remove(alias);
    }
}
