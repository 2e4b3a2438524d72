// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;

/**
 * What the homeserver can leave out (Client-Server API, "Filtering"): at least everything that a
 * listener wants is asked for, and each listener selects from what comes.
 */
final class SyncFilter {

    /** What an account has to see, whoever listens. */
    private static final Set<String> STATE = Set.of(EventType.ENCRYPTION, EventType.TOMBSTONE);

    /**
     * Membership changes. Synapse tells of a room that the account was removed from only where the
     * filter lets that event through.
     */
    private static final int MOST_NAMES = 30;

    private static final int TIMELINE = 100;

    private SyncFilter() {}

    /**
     * A filter for {@code /sync}.
     *
     * @param interests what is wanted
     * @param rooms in which rooms, or null for all
     * @param self the account
     */
    static ObjectNode of(Collection<Interest> interests, Set<RoomId> rooms, UserId self) {
        ObjectNode filter = object();
        filter.putObject("presence").putArray("not_types").add("*");
        filter.putObject("account_data").putArray("not_types").add("*");
        ObjectNode room = filter.putObject("room");
        room.putObject("account_data").putArray("not_types").add("*");
        room.putObject("ephemeral").putArray("not_types").add("*");
        ObjectNode state = room.putObject("state").put("lazy_load_members", true);
        STATE.stream().sorted().forEach(state.putArray("types")::add);
        ObjectNode timeline = events(interests, self, TIMELINE, true);
        room.set("timeline", timeline);
        if (rooms != null && rooms.size() <= MOST_NAMES) {
            putRooms(state, rooms);
            putRooms(timeline, rooms);
        }
        return filter;
    }

    /** Not for all of the answer, as invitations to other rooms have to come through. */
    private static void putRooms(ObjectNode filter, Set<RoomId> rooms) {
        rooms.stream().map(RoomId::value).sorted().forEach(filter.putArray("rooms")::add);
    }

    /** A filter for the first {@code /sync}, which is asked for its token and its rooms alone. */
    static ObjectNode none() {
        ObjectNode filter = object();
        filter.putObject("presence").putArray("not_types").add("*");
        filter.putObject("account_data").putArray("not_types").add("*");
        ObjectNode room = filter.putObject("room");
        room.putObject("account_data").putArray("not_types").add("*");
        room.putObject("ephemeral").putArray("not_types").add("*");
        room.putObject("state").put("lazy_load_members", true).putArray("not_types").add("*");
        room.putObject("timeline").put("limit", 1);
        return filter;
    }

    /**
     * Lets a filter differ from all others in what does not matter. Synapse gives to a request that
     * is equal to one of the last two minutes that one's answer, which may be older than the
     * position with which a listener begins.
     */
    static ObjectNode unlikeAnyOther(ObjectNode filter) {
        ArrayNode nothing = (ArrayNode) filter.at("/presence/not_types");
        nothing.add(UUID.randomUUID().toString());
        return filter;
    }

    /** A filter for {@code /messages}. */
    static ObjectNode history(Interest interest, UserId self) {
        return events(Set.of(interest), self, 0, false);
    }

    private static ObjectNode events(
            Collection<Interest> interests, UserId self, int limit, boolean withState) {
        ObjectNode filter = object().put("lazy_load_members", true);
        if (limit > 0) {
            filter.put("limit", limit);
        }
        Set<String> types = new TreeSet<>();
        interests.forEach(interest -> types.addAll(interest.types()));
        types.add(EventType.ENCRYPTED);
        if (withState) {
            types.addAll(STATE);
            types.add(EventType.MEMBER);
        }
        putTypes(filter, types, withState);
        if (!interests.isEmpty()) {
            if (interests.stream().allMatch(Interest::ignoreOwn)) {
                filter.putArray("not_senders").add(self.value());
            }
            if (!withState) {
                putSenders(filter, interests);
            }
        }
        return filter;
    }

    /**
     * Synapse knows {@code *} at the end of a type alone, and in {@code /messages} older ones do
     * not know it at all: they take it for a letter, and find nothing.
     */
    private static void putTypes(ObjectNode filter, Set<String> types, boolean wildcards) {
        Set<String> known = new TreeSet<>();
        types.forEach(type -> known.add(type.substring(0, type.indexOf('*') + 1)));
        known.remove("");
        types.stream().filter(type -> type.indexOf('*') < 0).forEach(known::add);
        boolean hasWildcard = known.stream().anyMatch(type -> type.endsWith("*"));
        if (!known.contains("*") && (wildcards || !hasWildcard)) {
            known.forEach(filter.putArray("types")::add);
        }
    }

    /** Not where tombstones have to come through, whoever sent them. */
    private static void putSenders(ObjectNode filter, Collection<Interest> interests) {
        Set<String> senders = new TreeSet<>();
        for (Interest interest : interests) {
            if (interest.senders().isEmpty()) {
                return;
            }
            senders.addAll(interest.senders());
        }
        if (senders.size() <= MOST_NAMES && senders.stream().noneMatch(s -> s.contains("*"))) {
            senders.forEach(filter.putArray("senders")::add);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
