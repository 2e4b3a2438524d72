// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rooms that each user has to do with: joined, invited to, or left and not forgotten. */
final class RoomsOfUsers {
    private final Map<String, Set<Room>> rooms = new HashMap<>();

    void add(String user, Room room) {
        rooms.computeIfAbsent(user, unused -> new LinkedHashSet<>()).add(room);
    }

    void forget(String user, Room room) {
        rooms.getOrDefault(user, Set.of()).remove(room);
    }

    List<Room> of(String user) {
        return List.copyOf(rooms.getOrDefault(user, Set.of()));
    }

    List<Room> joinedBy(String user) {
        return of(user).stream().filter(room -> room.membership(user) == Membership.JOIN).toList();
    }
}
