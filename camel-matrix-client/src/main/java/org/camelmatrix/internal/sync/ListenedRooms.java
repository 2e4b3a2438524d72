// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;

/**
 * The rooms that a listener listens to: all, or one and those that have replaced it.
 *
 * <p>Any thread may call.
 */
final class ListenedRooms {

    /** How often a room is followed; rooms may replace each other in a circle. */
    private static final int MAXIMUM_UPGRADES = 10;

    private final Recipient recipient;
    private final UnaryOperator<RoomId> replacement;

    /** Upgrades that came before the rooms were known, by the room that has an end. */
    private final Map<RoomId, Successor> early = new HashMap<>();

    private volatile Set<RoomId> rooms = Set.of();
    private boolean known;

    /**
     * The room that replaces another.
     *
     * @param room the room
     * @param since a token from before that was told
     */
    record Successor(RoomId room, String since) {}

    /**
     * @param recipient the room, or {@link Recipient.Any}
     * @param replacement the room that has replaced another, or null
     */
    ListenedRooms(Recipient recipient, UnaryOperator<RoomId> replacement) {
        this.recipient = recipient;
        this.replacement = replacement;
    }

    boolean isAll() {
        return recipient instanceof Recipient.Any;
    }

    /** The rooms, or null for all. */
    Set<RoomId> rooms() {
        return isAll() ? null : rooms;
    }

    boolean contains(RoomId room) {
        return isAll() || rooms.contains(room);
    }

    /**
     * Finds the rooms that have replaced a room while there was no listener.
     *
     * @param entered the room that the account has entered for the recipient
     * @return rooms that were not found so, but told meanwhile
     */
    List<Successor> begin(RoomId entered) {
        Set<RoomId> all = new LinkedHashSet<>();
        if (recipient instanceof Recipient.Room named) {
            addReplacements(named.id(), all);
        }
        addReplacements(entered, all);
        List<Successor> told = new ArrayList<>();
        synchronized (this) {
            known = true;
            rooms = Set.copyOf(all);
            for (int i = 0; i < MAXIMUM_UPGRADES; i++) {
                early.forEach(
                        (from, next) -> {
                            if (follow(from, next.room(), next.since())) {
                                told.add(next);
                            }
                        });
            }
            early.clear();
        }
        return told;
    }

    private void addReplacements(RoomId room, Set<RoomId> all) {
        RoomId next = room;
        for (int i = 0; i < MAXIMUM_UPGRADES && next != null && all.add(next); i++) {
            next = replacement.apply(next);
        }
    }

    /**
     * Adds the room that replaces another.
     *
     * @param since a token from before that was told
     * @return whether it was added
     */
    synchronized boolean follow(RoomId from, RoomId to, String since) {
        if (isAll()) {
            return false;
        }
        if (!known) {
            early.put(from, new Successor(to, since));
            return false;
        }
        if (!rooms.contains(from) || rooms.contains(to)) {
            return false;
        }
        Set<RoomId> more = new HashSet<>(rooms);
        more.add(to);
        rooms = Set.copyOf(more);
        return true;
    }
}
