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
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.DirectRoomsClient;

/**
 * The direct rooms of an account, one for each user (Client-Server API, "Direct Messaging").
 *
 * <p>The room of a user is the oldest room in the account's {@code m.direct} list that the account
 * has joined and that the user has joined or is invited to. If there is none, the account invites
 * the user again to the oldest room that the user has left. If there is none of these either, it
 * creates a room. All nodes of an account choose by the same rule. Two nodes may create a room at
 * the same time. As long as its room is new, a node reads the list before each message, finds both
 * rooms there, and uses the older one.
 *
 * <p>Any thread may call. Requests for the same thing at the same time are one request.
 */
final class DirectRooms {

    private static final Duration CHECKED = Duration.ofMinutes(1);
    private static final Duration NEW = Duration.ofMinutes(1);

    private final InstantSource clock;
    private final DirectList list;
    private final SingleFlight<Question<UserId>, RoomId> searches;
    private final Map<UserId, Known> known = new ConcurrentHashMap<>();
    private final Map<UserId, Made> made = new ConcurrentHashMap<>();

    /** The rooms of the account before it asked for a new one, while the answer is missing. */
    private final Map<UserId, Set<RoomId>> asked = new ConcurrentHashMap<>();

    private record Known(RoomId room, Instant checked) {}

    private record Made(RoomId room, Instant since) {}

    DirectRooms(InstantSource clock, Executor executor) {
        this.clock = clock;
        this.list = new DirectList(executor);
        this.searches = new SingleFlight<>(executor);
    }

    /** The known room of a user, or null. */
    RoomId known(UserId user) {
        Known room = known.get(user);
        return room == null ? null : room.room();
    }

    /** Forgets the room of a user, so that the next request looks for it again. */
    void forget(UserId user) {
        known.remove(user);
    }

    /** Fails all requests that wait for an answer. */
    void close() {
        searches.close();
    }

    /** Enters or creates the room of a user. */
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

    /** The existing room of a user; invites nobody and creates no room. */
    CompletableFuture<RoomId> asItIs(Session session, UserId user) {
        return list.rooms(session, user)
                .thenCombine(
                        session.client().memberships().joinedRooms(session.credentials()),
                        (listed, joined) ->
                                new DirectChoice(session, user).asItIs(both(listed, joined)))
                .thenCompose(found -> found)
                .thenApply(room -> required(user, room));
    }

    private static List<RoomId> both(List<RoomId> listed, Set<RoomId> joined) {
        return listed.stream().filter(joined::contains).distinct().toList();
    }

    private static RoomId required(UserId user, RoomId room) {
        if (room == null) {
            throw new MatrixRejectedException(
                    "The account has no room with "
                            + user
                            + " yet: send a message first, or name a room");
        }
        return room;
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
                        session.client().memberships().joinedRooms(session.credentials()),
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

    /** The rooms in the list, and a room that this process has created and the list lacks. */
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

    /** The room that a request without an answer has created for a user, or null. */
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
                                isMadeFor(session, user, creation)
                                        ? CompletableFuture.completedFuture(first)
                                        : madeFor(session, user, rooms.subList(1, rooms.size())));
    }

    private static boolean isMadeFor(Session session, UserId user, MatrixEvent creation) {
        String madeFor = creation.content().path(DirectRoomsClient.MADE_FOR).asText();
        return creation.sender().equals(session.user()) && user.value().equals(madeFor);
    }

    private CompletableFuture<RoomId> choose(
            Session session, UserId user, List<RoomId> rooms, Set<RoomId> joined) {
        return new DirectChoice(session, user).of(both(rooms, joined));
    }

    private CompletableFuture<RoomId> make(Session session, UserId user, Set<RoomId> joined) {
        asked.putIfAbsent(user, Set.copyOf(joined));
        return session.client()
                .directRooms()
                .createRoom(session.credentials(), user)
                .thenCompose(room -> recordAndSettle(session, user, room))
                .thenCompose(settled -> warned(session, user, settled));
    }

    private CompletableFuture<RoomId> recordAndSettle(Session session, UserId user, RoomId room) {
        return record(session, user, room).thenCompose(rooms -> settle(session, user, room, rooms));
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

    /** Another client may have created a room too. */
    private CompletableFuture<RoomId> settle(
            Session session, UserId user, RoomId room, List<RoomId> rooms) {
        if (rooms.equals(List.of(room))) {
            return CompletableFuture.completedFuture(room);
        }
        return session.client()
                .memberships()
                .joinedRooms(session.credentials())
                .thenCompose(joined -> choose(session, user, rooms, joined))
                .thenApply(oldest -> oldest == null ? room : oldest);
    }
}
