// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.DirectRoomsClient;

/**
 * The rooms in which an account talks to one user each (Client-Server API, "Direct Messaging").
 *
 * <p>The room of a user is the oldest of those in the account's list that the account is in and the
 * user is in or invited to. Where there is none, the user is invited again to the oldest that he
 * left, and where there is none of these either, a room is made. All nodes of an account choose by
 * the same rule; two that make a room at the same time find that out by the list, which they look
 * at before each message for as long as the room is new, and settle on the older one.
 *
 * <p>Any thread may call. What is asked at the same time is asked once.
 */
final class DirectRooms {

    private static final Duration CHECKED = Duration.ofMinutes(1);
    private static final Duration NEW = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final DirectList list;
    private final SingleFlight<Question<UserId>, RoomId> searches;
    private final Map<UserId, Known> known = new ConcurrentHashMap<>();
    private final Map<UserId, Made> made = new ConcurrentHashMap<>();

    /** The account's rooms when it asked for one more. */
    private final Map<UserId, Set<RoomId>> asked = new ConcurrentHashMap<>();

    private record Known(RoomId room, Instant checked) {}

    private record Made(RoomId room, Instant since) {}

    DirectRooms(InstantSource clock, Executor executor) {
        this.clock = clock;
        this.list = new DirectList(executor);
        this.searches = new SingleFlight<>(executor);
    }

    /** The room of a user as far as it is known, or null. */
    RoomId known(UserId user) {
        Known room = known.get(user);
        return room == null ? null : room.room();
    }

    /** Looks for the room anew when it is asked for the next time. */
    void forget(UserId user) {
        known.remove(user);
    }

    /** Nobody waits for a room any more. */
    void close() {
        searches.close();
    }

    /** The room of a user, which the account is in and the user in or invited to. */
    CompletableFuture<RoomId> enter(Session session, UserId user) {
        if (user.equals(session.user())) {
            return CompletableFuture.failedFuture(
                    new MatrixRejectedException(
                            user + " is the account itself: give another user, or a room"));
        }
        Known room = known.get(user);
        Made fresh = made.get(user);
        boolean isNew = fresh != null && clock.instant().isBefore(fresh.since().plus(NEW));
        boolean checked = room != null && clock.instant().isBefore(room.checked().plus(CHECKED));
        if (checked && !isNew) {
            return CompletableFuture.completedFuture(room.room());
        }
        return searches.join(
                new Question<>(session, user),
                () -> checked ? confirm(session, user, room.room()) : find(session, user));
    }

    /** The room of a user if there is one: nobody is invited to it, and none is made. */
    CompletableFuture<RoomId> asItIs(Session session, UserId user) {
        return list.rooms(session, user)
                .thenCombine(
                        session.client().joinedRooms(session.credentials()),
                        (listed, joined) ->
                                new DirectChoice(session, user)
                                        .asItIs(
                                                listed.stream()
                                                        .filter(joined::contains)
                                                        .distinct()
                                                        .toList()))
                .thenCompose(found -> found)
                .thenApply(
                        room -> {
                            if (room == null) {
                                throw new MatrixRejectedException(
                                        "The account has no room with "
                                                + user
                                                + " yet: send a message first, or name a room");
                            }
                            return room;
                        });
    }

    private CompletableFuture<RoomId> confirm(Session session, UserId user, RoomId room) {
        return list.rooms(session, user)
                .thenCompose(
                        rooms ->
                                rooms.equals(List.of(room))
                                        ? CompletableFuture.completedFuture(room)
                                        : find(session, user));
    }

    private CompletableFuture<RoomId> find(Session session, UserId user) {
        return list.rooms(session, user)
                .thenCombine(
                        session.client().joinedRooms(session.credentials()),
                        (listed, joined) -> find(session, user, listed, joined))
                .thenCompose(found -> found)
                .thenApply(
                        room -> {
                            known.put(user, new Known(room, clock.instant()));
                            return room;
                        });
    }

    private CompletableFuture<RoomId> find(
            Session session, UserId user, List<RoomId> listed, Set<RoomId> joined) {
        return own(session, user, listed, joined)
                .thenCompose(own -> choose(session, user, own, joined))
                .thenCompose(
                        room ->
                                room == null
                                        ? make(session, user, joined)
                                        : CompletableFuture.completedFuture(room));
    }

    /** The rooms in the list, and one that this process made and that is not there, or not yet. */
    private CompletableFuture<List<RoomId>> own(
            Session session, UserId user, List<RoomId> listed, Set<RoomId> joined) {
        Set<RoomId> before = asked.get(user);
        if (before != null) {
            Set<RoomId> since = new HashSet<>(joined);
            since.removeAll(before);
            since.removeAll(listed);
            return madeFor(session, user, List.copyOf(since))
                    .thenCompose(
                            found ->
                                    found == null
                                            ? CompletableFuture.completedFuture(listed)
                                            : record(session, user, found));
        }
        Made mine = made.get(user);
        return mine == null || listed.contains(mine.room()) || !joined.contains(mine.room())
                ? CompletableFuture.completedFuture(listed)
                : list.add(session, user, mine.room());
    }

    /** The room among some that was made for a user by a request whose answer was lost, or null. */
    private static CompletableFuture<RoomId> madeFor(
            Session session, UserId user, List<RoomId> rooms) {
        if (rooms.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        RoomId first = rooms.get(0);
        return session.client()
                .rooms()
                .creation(session.credentials(), first)
                .thenCompose(
                        creation ->
                                creation.sender().equals(session.user())
                                                && user.value()
                                                        .equals(
                                                                creation.content()
                                                                        .path(
                                                                                DirectRoomsClient
                                                                                        .MADE_FOR)
                                                                        .asText())
                                        ? CompletableFuture.completedFuture(first)
                                        : madeFor(session, user, rooms.subList(1, rooms.size())));
    }

    private CompletableFuture<RoomId> choose(
            Session session, UserId user, List<RoomId> rooms, Set<RoomId> joined) {
        DirectChoice choice = new DirectChoice(session, user);
        return choice.of(rooms.stream().filter(joined::contains).distinct().toList());
    }

    private CompletableFuture<RoomId> make(Session session, UserId user, Set<RoomId> joined) {
        asked.putIfAbsent(user, Set.copyOf(joined));
        return session.client()
                .directRooms()
                .createRoom(session.credentials(), user)
                .thenCompose(
                        room ->
                                record(session, user, room)
                                        .thenCompose(rooms -> settle(session, user, room, rooms))
                                        .thenCompose(settled -> warned(session, user, settled)));
    }

    private static CompletableFuture<RoomId> warned(Session session, UserId user, RoomId room) {
        return InvitedUsers.warnOfUnknown(
                        session.client(), session.credentials(), room, List.of(user))
                .thenApply(done -> room);
    }

    private CompletableFuture<List<RoomId>> record(Session session, UserId user, RoomId room) {
        made.put(user, new Made(room, clock.instant()));
        asked.remove(user);
        return list.add(session, user, room);
    }

    /** Somebody else may have made one, too. */
    private CompletableFuture<RoomId> settle(
            Session session, UserId user, RoomId room, List<RoomId> rooms) {
        if (rooms.equals(List.of(room))) {
            return CompletableFuture.completedFuture(room);
        }
        return session.client()
                .joinedRooms(session.credentials())
                .thenCompose(joined -> choose(session, user, rooms, joined))
                .thenApply(oldest -> oldest == null ? room : oldest);
    }
}
