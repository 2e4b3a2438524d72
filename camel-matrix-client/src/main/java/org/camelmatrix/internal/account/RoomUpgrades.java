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
 * Which rooms of an account are replaced by others (Client-Server API, "Room Upgrades"). A room's
 * tombstone is read when the room is used first, then every ten minutes, and when the homeserver
 * refuses a send. A replacement is used only if it names the room as its predecessor. Otherwise
 * everyone with the permission to set a tombstone could lead messages to any other room.
 *
 * <p>Any thread may call. Requests for the same thing at the same time are one request.
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

    /** Enters rooms for an account. */
    interface Entrance {

        /** Whether the account is in a room. */
        CompletableFuture<Boolean> isIn(Session session, RoomId room);

        /** Enters a room, whether another replaces it or not. */
        CompletableFuture<RoomId> enter(Session session, Recipient.Room room);

        /** Forgets that the account is in a room. */
        void left(RoomId room);
    }

    private record Checked(Optional<Tombstone> tombstone, Instant at) {}

    RoomUpgrades(InstantSource clock, Executor executor, Entrance entrance) {
        this.clock = clock;
        this.entrance = entrance;
        this.checks = new SingleFlight<>(executor);
        this.moves = new SingleFlight<>(executor);
    }

    /** The last room that is known to replace a room; the room itself if none is known. */
    RoomId latest(RoomId room) {
        RoomId latest = room;
        for (int i = 0; i < MAXIMUM_UPGRADES && followed.containsKey(latest); i++) {
            latest = followed.get(latest);
        }
        return latest;
    }

    /** The rooms from the first to the last that replaces it, without the last one. */
    List<RoomId> replaced(RoomId first, RoomId last) {
        List<RoomId> rooms = new ArrayList<>();
        RoomId room = first;
        while (room != null && !room.equals(last) && rooms.size() < MAXIMUM_UPGRADES) {
            rooms.add(room);
            room = followed.get(room);
        }
        return room == null ? List.of() : rooms;
    }

    /** From now on the second room is used in place of the first, which it replaces. */
    void followed(RoomId old, RoomId next) {
        followed.put(old, next);
    }

    /** Fails all requests that wait for an answer. */
    void close() {
        checks.close();
        moves.close();
    }

    /**
     * The room to use where a room is named that the account is in.
     *
     * @return the room or its replacement; failed if the replacement cannot or may not be followed
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

    /** The earlier answer while the homeserver does not answer. */
    private static Optional<Tombstone> orKnown(Checked known, MatrixException reason) {
        if (known != null) {
            return known.tombstone();
        }
        throw reason;
    }

    /** Asks the homeserver whether another room replaces a room. */
    CompletableFuture<Optional<Tombstone>> check(Session session, RoomId room) {
        return checks.join(new Question<>(session, room), () -> askForTombstone(session, room));
    }

    private CompletableFuture<Optional<Tombstone>> askForTombstone(Session session, RoomId room) {
        return session.client()
                .rooms()
                .tombstone(session.credentials(), room)
                .exceptionally(RoomUpgrades::noneIfRefused)
                .thenApply(
                        tombstone -> {
                            checked.put(room, new Checked(tombstone, clock.instant()));
                            return tombstone;
                        });
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
        return entrance.isIn(session, tombstone.replacement())
                .thenCompose(wasIn -> enterAndVerify(session, tombstone, wasIn))
                .thenApply(verified -> noteFollowed(tombstone));
    }

    private CompletableFuture<RoomId> enterAndVerify(
            Session session, Tombstone tombstone, boolean wasIn) {
        return enter(session, tombstone).thenCompose(entered -> verify(session, tombstone, wasIn));
    }

    private RoomId noteFollowed(Tombstone tombstone) {
        RoomId next = tombstone.replacement();
        if (!next.equals(followed.put(tombstone.room(), next))) {
            LOG.info("The room {} is replaced by {}, which is used now", tombstone.room(), next);
        }
        return next;
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

    /** Leaves the wrong replacement if the account has joined it for this check. */
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
