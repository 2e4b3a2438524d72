// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.ErrorCode;

/**
 * Chooses the direct room of a user by a rule that gives every node the same room: the oldest by
 * its {@code m.room.create}, and of equally old ones the first by its id.
 */
final class DirectChoice {

    private static final Comparator<Candidate> OLDEST =
            Comparator.comparing(Candidate::created)
                    .thenComparing(candidate -> candidate.room().value());

    private final Session session;
    private final UserId user;

    private record Candidate(RoomId room, Instant created) {}

    /**
     * The rooms by the membership of the user.
     *
     * @param usable the user has joined or is invited
     * @param left the user has left and can be invited
     */
    private record Sorted(List<RoomId> usable, List<RoomId> left) {}

    DirectChoice(Session session, UserId user) {
        this.session = session;
        this.user = user;
    }

    /**
     * Chooses among rooms that the account has joined: a room that the user has joined or is
     * invited to, or else a room that the user has left and is now invited to again.
     *
     * @return the room, or null if there is none
     */
    CompletableFuture<RoomId> of(List<RoomId> rooms) {
        return sort(rooms)
                .thenCompose(
                        sorted ->
                                sorted.usable().isEmpty()
                                        ? oldestFirst(sorted.left()).thenCompose(this::inviteAgain)
                                        : oldest(sorted.usable()));
    }

    /** Chooses without an invitation: the result may be a room that the user has left. */
    CompletableFuture<RoomId> asItIs(List<RoomId> rooms) {
        return sort(rooms)
                .thenCompose(
                        sorted ->
                                oldest(
                                        sorted.usable().isEmpty()
                                                ? sorted.left()
                                                : sorted.usable()));
    }

    /** The oldest of some rooms, or null if there is none. */
    private CompletableFuture<RoomId> oldest(List<RoomId> rooms) {
        return oldestFirst(rooms).thenApply(sorted -> sorted.isEmpty() ? null : sorted.get(0));
    }

    private CompletableFuture<Sorted> sort(List<RoomId> rooms) {
        return sort(rooms, 0, new Sorted(new ArrayList<>(), new ArrayList<>()));
    }

    private CompletableFuture<Sorted> sort(List<RoomId> rooms, int next, Sorted sorted) {
        if (next == rooms.size()) {
            return CompletableFuture.completedFuture(sorted);
        }
        RoomId room = rooms.get(next);
        return membership(room)
                .thenCompose(
                        membership -> {
                            switch (membership) {
                                case "join", "invite" -> sorted.usable().add(room);
                                case "ban" -> {
                                    // a banned user cannot be invited
                                }
                                default -> sorted.left().add(room);
                            }
                            return sort(rooms, next + 1, sorted);
                        });
    }

    private CompletableFuture<String> membership(RoomId room) {
        return session.client()
                .events()
                .member(session.credentials(), room, user)
                .handle(
                        (event, failure) -> {
                            if (failure == null) {
                                return String.valueOf(event.membership());
                            }
                            MatrixException reason = MatrixFailure.of(failure);
                            if (ErrorCode.NOT_FOUND.equals(reason.getErrcode())) {
                                return "leave";
                            }
                            if (ErrorCode.FORBIDDEN.equals(reason.getErrcode())) {
                                return "ban";
                            }
                            throw reason;
                        });
    }

    private CompletableFuture<List<RoomId>> oldestFirst(List<RoomId> rooms) {
        return rooms.size() < 2
                ? CompletableFuture.completedFuture(rooms)
                : oldestFirst(rooms, 0, new ArrayList<>());
    }

    private CompletableFuture<List<RoomId>> oldestFirst(
            List<RoomId> rooms, int next, List<Candidate> dated) {
        if (next == rooms.size()) {
            return CompletableFuture.completedFuture(
                    dated.stream().sorted(OLDEST).map(Candidate::room).toList());
        }
        return session.client()
                .rooms()
                .creation(session.credentials(), rooms.get(next))
                .thenCompose(
                        creation -> {
                            Instant made = creation.timestamp();
                            dated.add(
                                    new Candidate(
                                            rooms.get(next), made == null ? Instant.MAX : made));
                            return oldestFirst(rooms, next + 1, dated);
                        });
    }

    /** Invites the user to the first room where the account has the permission. */
    private CompletableFuture<RoomId> inviteAgain(List<RoomId> rooms) {
        if (rooms.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        RoomId room = rooms.get(0);
        return session.client()
                .memberships()
                .invite(session.credentials(), room, user, null)
                .thenApply(invited -> room)
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException reason = MatrixFailure.of(thrown);
                            return ErrorCode.FORBIDDEN.equals(reason.getErrcode())
                                    ? inviteAgain(rooms.subList(1, rooms.size()))
                                    : CompletableFuture.failedFuture(reason);
                        });
    }
}
