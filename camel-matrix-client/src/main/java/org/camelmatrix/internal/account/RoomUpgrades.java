// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.Tombstone;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which rooms of an account others have replaced (Client-Server API, "Room Upgrades"). A room is
 * looked at when it is used first, then every ten minutes, and when the homeserver refuses a send.
 * A replacement is followed only if it names the room as its predecessor: otherwise whoever may set
 * a tombstone could lead messages to a room of another kind.
 *
 * <p>Any thread may call. What is asked at the same time is asked once.
 */
final class RoomUpgrades {

    private static final Logger LOG = LoggerFactory.getLogger(RoomUpgrades.class);
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final int MAXIMUM_UPGRADES = 20;

    private final InstantSource clock;
    private final Entrance entrance;
    private final Map<RoomId, Checked> checked = new ConcurrentHashMap<>();
    private final Map<RoomId, RoomId> followed = new ConcurrentHashMap<>();
    private final SingleFlight<Question<RoomId>, Optional<Tombstone>> checks;
    private final SingleFlight<Question<RoomId>, RoomId> moves;

    /** How the account gets into rooms. */
    interface Entrance {

        /** Whether the account is in a room, as far as that is known. */
        CompletableFuture<Boolean> isIn(Session session, RoomId room);

        /** Enters a room, without a look for what replaces it. */
        CompletableFuture<RoomId> enter(Session session, Recipient.Room room);

        /** Notes that the account is not in a room any more. */
        void left(RoomId room);
    }

    private record Checked(Optional<Tombstone> tombstone, Instant at) {}

    RoomUpgrades(InstantSource clock, Executor executor, Entrance entrance) {
        this.clock = clock;
        this.entrance = entrance;
        this.checks = new SingleFlight<>(executor);
        this.moves = new SingleFlight<>(executor);
    }

    /**
     * The room that a room was followed to, as far as that goes; the room itself where it was not.
     */
    RoomId latest(RoomId room) {
        RoomId latest = room;
        for (int i = 0; i < MAXIMUM_UPGRADES && followed.containsKey(latest); i++) {
            latest = followed.get(latest);
        }
        return latest;
    }

    /** The rooms on the way from one to that which it was followed to, without the last one. */
    List<RoomId> replaced(RoomId first, RoomId last) {
        List<RoomId> rooms = new ArrayList<>();
        RoomId room = first;
        while (room != null && !room.equals(last) && rooms.size() < MAXIMUM_UPGRADES) {
            rooms.add(room);
            room = followed.get(room);
        }
        return room == null ? List.of() : rooms;
    }

    /** From now on the one room stands for the other, which has an end. */
    void followed(RoomId old, RoomId next) {
        followed.put(old, next);
    }

    /** Nobody waits for an answer any more. */
    void close() {
        checks.close();
        moves.close();
    }

    /**
     * The room in which something is done that names a room which the account is in.
     *
     * @return failed where the room is replaced, and the replacement cannot or may not be followed
     */
    CompletableFuture<RoomId> current(Session session, RoomId room, UpgradePolicy policy) {
        return current(session, room, policy, MAXIMUM_UPGRADES);
    }

    private CompletableFuture<RoomId> current(
            Session session, RoomId room, UpgradePolicy policy, int most) {
        if (policy == UpgradePolicy.STAY || most == 0) {
            return CompletableFuture.completedFuture(room);
        }
        Checked known = checked.get(room);
        if (known != null && known.at().plus(LIFETIME).isAfter(clock.instant())) {
            return known.tombstone().isEmpty()
                    ? CompletableFuture.completedFuture(room)
                    : replaced(session, known.tombstone().get(), policy, most);
        }
        return check(session, room)
                .exceptionally(failure -> orKnown(known, MatrixFailure.of(failure)))
                .thenCompose(
                        tombstone ->
                                tombstone.isEmpty()
                                        ? CompletableFuture.completedFuture(room)
                                        : replaced(session, tombstone.get(), policy, most));
    }

    /** A homeserver that cannot tell it just now does not change what is known. */
    private static Optional<Tombstone> orKnown(Checked known, MatrixException reason) {
        if (known != null) {
            return known.tombstone();
        }
        throw reason;
    }

    /** Forgets what was known of a room and asks again. */
    CompletableFuture<Optional<Tombstone>> check(Session session, RoomId room) {
        return checks.join(
                new Question<>(session, room),
                () ->
                        session.client()
                                .rooms()
                                .tombstone(session.credentials(), room)
                                .exceptionally(RoomUpgrades::noneIfRefused)
                                .thenApply(
                                        tombstone -> {
                                            checked.put(
                                                    room, new Checked(tombstone, clock.instant()));
                                            return tombstone;
                                        }));
    }

    private static Optional<Tombstone> noneIfRefused(Throwable thrown) {
        MatrixException reason = MatrixFailure.of(thrown);
        if (reason instanceof MatrixRejectedException) {
            return Optional.empty();
        }
        throw reason;
    }

    private CompletableFuture<RoomId> replaced(
            Session session, Tombstone tombstone, UpgradePolicy policy, int most) {
        if (policy == UpgradePolicy.REFUSE) {
            return CompletableFuture.failedFuture(
                    rejected(
                            tombstone,
                            "name the new room, or set the option followUpgrades=true",
                            null));
        }
        return follow(session, tombstone)
                .thenCompose(next -> current(session, next, policy, most - 1));
    }

    private CompletableFuture<RoomId> follow(Session session, Tombstone tombstone) {
        RoomId next = tombstone.replacement();
        if (next.equals(followed.get(tombstone.room()))) {
            return enter(session, tombstone);
        }
        return moves.join(
                new Question<>(session, tombstone.room()), () -> move(session, tombstone));
    }

    private CompletableFuture<RoomId> move(Session session, Tombstone tombstone) {
        RoomId next = tombstone.replacement();
        return entrance.isIn(session, next)
                .thenCompose(
                        wasIn ->
                                enter(session, tombstone)
                                        .thenCompose(entered -> verify(session, tombstone, wasIn)))
                .thenApply(
                        verified -> {
                            if (!next.equals(followed.put(tombstone.room(), next))) {
                                LOG.info(
                                        "The room {} is replaced by {}, and followed",
                                        tombstone.room(),
                                        next);
                            }
                            return next;
                        });
    }

    private CompletableFuture<RoomId> enter(Session session, Tombstone tombstone) {
        return entrance.enter(session, new Recipient.Room(tombstone.replacement(), tombstone.via()))
                .exceptionally(
                        failure -> {
                            throw notEntered(session, tombstone, MatrixFailure.of(failure));
                        });
    }

    private CompletableFuture<RoomId> verify(Session session, Tombstone tombstone, boolean wasIn) {
        return session.client()
                .rooms()
                .predecessor(session.credentials(), tombstone.replacement())
                .thenCompose(
                        predecessor ->
                                predecessor.filter(tombstone.room()::equals).isPresent()
                                        ? CompletableFuture.completedFuture(tombstone.replacement())
                                        : refuse(session, tombstone, wasIn));
    }

    private static MatrixException notEntered(
            Session session, Tombstone tombstone, MatrixException reason) {
        if (!(reason instanceof MatrixRejectedException)) {
            return reason;
        }
        return rejected(
                tombstone,
                "which " + session.user() + " cannot join: invite it there, or name another room",
                reason);
    }

    /** Leaves the room again that the account was led to. */
    private CompletableFuture<RoomId> refuse(Session session, Tombstone tombstone, boolean wasIn) {
        RoomId next = tombstone.replacement();
        MatrixRejectedException reason =
                rejected(
                        tombstone,
                        "which does not name it as its predecessor and is not followed: check who"
                                + " has replaced the room, or name another one",
                        null);
        if (wasIn) {
            return CompletableFuture.failedFuture(reason);
        }
        entrance.left(next);
        return session.client()
                .memberships()
                .leave(session.credentials(), next, null)
                .handle(
                        (left, failure) -> {
                            throw reason;
                        });
    }

    private static MatrixRejectedException rejected(
            Tombstone tombstone, String words, MatrixException cause) {
        String sentence =
                "The room "
                        + tombstone.room()
                        + " is replaced by "
                        + tombstone.replacement()
                        + (words.startsWith("which") ? ", " : ": ")
                        + words
                        + (cause == null ? "" : " (" + cause.getMessage() + ')');
        return cause == null
                ? new MatrixRejectedException(sentence)
                : new MatrixRejectedException(
                        sentence, cause.getStatus(), cause.getErrcode(), cause);
    }
}
