// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.Tombstone;
import org.camelmatrix.internal.sync.AccountAccess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Goes with the account from a room that was replaced to the one that replaces it (Client-Server
 * API, "Room upgrades"). It enters the new room, checks that this one names the old room as its
 * predecessor, and then lets the listeners follow.
 *
 * <p>Any thread may call; nothing waits for the homeserver. The monitor guards the phases and is
 * never held across a request.
 *
 * <table>
 * <caption>The phase of an upgrade after something happens; empty where nothing changes</caption>
 * <tr><th>phase</th><th>tombstone</th><th>invitation</th><th>entered, is successor</th>
 * <th>entered, is none</th><th>refused</th></tr>
 * <tr><td>none</td><td>ENTERING</td><td></td><td></td><td></td><td></td></tr>
 * <tr><td>ENTERING</td><td></td><td>ENTERING_INVITED</td><td>followed</td><td>none</td>
 * <td>AWAITING_INVITATION</td></tr>
 * <tr><td>ENTERING_INVITED</td><td></td><td></td><td>followed</td><td>none</td><td>ENTERING</td>
 * </tr>
 * <tr><td>AWAITING_INVITATION</td><td>ENTERING</td><td>ENTERING</td><td></td><td></td><td></td>
 * </tr>
 * <tr><td>followed</td><td></td><td></td><td></td><td></td><td></td></tr>
 * </table>
 */
final class UpgradeFollower {

    private static final Logger LOG = LoggerFactory.getLogger(UpgradeFollower.class);

    private final AccountAccess account;
    private final RoomDirectory rooms;
    private final RepeatedRequests requests;
    private final BooleanSupplier follows;
    private final Listeners listeners;

    /** Upgrades that are not over, by the new room. */
    private final Map<RoomId, Upgrade> upgrades = new HashMap<>();

    /** The new room of each room that was followed. */
    private final Map<RoomId, RoomId> followed = new HashMap<>();

    private enum Phase {
        /** The account enters the new room, or checks that it replaces the old one. */
        ENTERING,
        /**
         * The same, and an invitation has come since: it may have been too late for the attempt.
         */
        ENTERING_INVITED,
        /** The account may not enter the new room before it is invited. */
        AWAITING_INVITATION
    }

    /**
     * A room that is replaced.
     *
     * @param old the room
     * @param since a token of {@code /sync} from before that was told; null if not known
     * @param phase how far the account has come
     */
    private record Upgrade(RoomId old, String since, Phase phase) {

        Upgrade in(Phase next) {
            return new Upgrade(old, since, next);
        }

        Upgrade since(String token) {
            return since == null ? new Upgrade(old, token, phase) : this;
        }
    }

    /** Goes on in the room that replaces another. */
    @FunctionalInterface
    interface Listeners {
        /**
         * Follows.
         *
         * @param from the room that has an end
         * @param to the one that replaces it
         * @param since a token of {@code /sync} from before that was told
         */
        void follow(RoomId from, RoomId to, String since);
    }

    /**
     * @param account makes the requests
     * @param rooms learns which room replaces which
     * @param requests repeats what fails for the moment
     * @param follows whether anybody follows upgrades
     * @param listeners follow
     */
    UpgradeFollower(
            AccountAccess account,
            RoomDirectory rooms,
            RepeatedRequests requests,
            BooleanSupplier follows,
            Listeners listeners) {
        this.account = account;
        this.rooms = rooms;
        this.requests = requests;
        this.follows = follows;
        this.listeners = listeners;
    }

    /**
     * A room has an end, and says which one goes on.
     *
     * @param since the token up to which everything was told before
     */
    void replaced(MatrixEvent tombstone, String since) {
        RoomId old = tombstone.room();
        RoomId next = Tombstone.of(tombstone).map(Tombstone::replacement).orElse(null);
        if (next == null || isUnderWay(old, next)) {
            return;
        }
        if (!follows.getAsBoolean()) {
            LOG.warn(
                    "The room {} is replaced by {}; it is not followed (option followUpgrades)",
                    old,
                    next);
            return;
        }
        Upgrade upgrade = new Upgrade(old, since, Phase.ENTERING);
        synchronized (this) {
            if (isUnderWay(old, next)) {
                return;
            }
            upgrades.put(next, upgrade);
        }
        enter(upgrade, next, tombstone.sender());
    }

    private synchronized boolean isUnderWay(RoomId old, RoomId next) {
        Upgrade upgrade = upgrades.get(next);
        return next.equals(followed.get(old))
                || upgrade != null
                        && upgrade.old().equals(old)
                        && upgrade.phase() != Phase.AWAITING_INVITATION;
    }

    /**
     * The account is invited to a room; whether that replaces another.
     *
     * @param since the token up to which everything was told before
     */
    boolean invited(RoomId next, UserId inviter, String since) {
        Upgrade upgrade;
        synchronized (this) {
            upgrade = upgrades.get(next);
            if (upgrade == null) {
                return false;
            }
            boolean waited = upgrade.phase() == Phase.AWAITING_INVITATION;
            upgrade = upgrade.since(since).in(waited ? Phase.ENTERING : Phase.ENTERING_INVITED);
            upgrades.put(next, upgrade);
            if (!waited) {
                return true;
            }
        }
        enter(upgrade, next, inviter);
        return true;
    }

    private void enter(Upgrade upgrade, RoomId next, UserId knows) {
        RoomId old = upgrade.old();
        requests.ask(() -> isIn(next))
                .thenCompose(
                        wasIn ->
                                requests.ask(() -> join(next, knows))
                                        .thenCompose(
                                                joined ->
                                                        requests.ask(
                                                                () ->
                                                                        isSuccessor(
                                                                                old, next, wasIn))))
                .whenComplete(
                        (successor, failure) -> {
                            if (failure != null) {
                                refused(upgrade, next, knows, MatrixFailure.of(failure));
                            } else {
                                entered(upgrade, next, successor);
                            }
                        });
    }

    private void entered(Upgrade upgrade, RoomId next, boolean successor) {
        RoomId old = upgrade.old();
        synchronized (this) {
            upgrades.computeIfPresent(next, (room, now) -> now.old().equals(old) ? null : now);
            if (successor) {
                followed.put(old, next);
            }
        }
        if (successor) {
            LOG.info("The room {} is replaced by {}, and followed", old, next);
            rooms.replaced(old, next);
            listeners.follow(old, next, upgrade.since());
        }
    }

    private void refused(Upgrade begun, RoomId next, UserId knows, MatrixException reason) {
        Upgrade upgrade;
        synchronized (this) {
            Upgrade now = upgrades.get(next);
            boolean again = now != null && now.phase() == Phase.ENTERING_INVITED;
            upgrade = begun.in(again ? Phase.ENTERING : Phase.AWAITING_INVITATION);
            upgrades.put(next, upgrade);
        }
        if (upgrade.phase() == Phase.ENTERING) {
            enter(upgrade, next, knows);
        } else {
            LOG.warn(
                    "The room {} is replaced by {}, which cannot be joined now and is followed as"
                            + " soon as an invitation comes: {}",
                    upgrade.old(),
                    next,
                    reason.getMessage());
        }
    }

    /**
     * The room that has replaced another while nobody listened, once the account is in it; null if
     * there is none that may be followed.
     */
    CompletableFuture<RoomId> replacement(RoomId room) {
        if (!follows.getAsBoolean()) {
            return CompletableFuture.completedFuture(null);
        }
        return account.request((client, who) -> client.rooms().tombstone(who, room))
                .exceptionally(UpgradeFollower::noneIfRefused)
                .thenCompose(
                        tombstone ->
                                tombstone.isPresent()
                                        ? enter(tombstone.get())
                                        : CompletableFuture.completedFuture(null));
    }

    private static Optional<Tombstone> noneIfRefused(Throwable thrown) {
        MatrixException reason = MatrixFailure.of(thrown);
        if (reason.isRetryable()) {
            throw reason;
        }
        return Optional.empty();
    }

    private CompletableFuture<RoomId> enter(Tombstone tombstone) {
        RoomId old = tombstone.room();
        RoomId next = tombstone.replacement();
        return isIn(next)
                .thenCompose(wasIn -> enter(tombstone, wasIn))
                .thenApply(
                        successor -> {
                            if (!successor) {
                                return null;
                            }
                            synchronized (this) {
                                followed.put(old, next);
                            }
                            rooms.replaced(old, next);
                            return next;
                        });
    }

    private CompletableFuture<Boolean> isIn(RoomId room) {
        return account.request((client, who) -> client.memberships().joinedRooms(who))
                .thenApply(joined -> joined.contains(room));
    }

    private CompletableFuture<RoomId> join(RoomId room, UserId knows) {
        return account.enter(new Recipient.Room(room, List.of(knows.serverName())));
    }

    /** Enters the room that replaces another; whether it may be followed. */
    private CompletableFuture<Boolean> enter(Tombstone tombstone, boolean wasIn) {
        RoomId old = tombstone.room();
        RoomId next = tombstone.replacement();
        return account.enter(new Recipient.Room(next, tombstone.via()))
                .handle(
                        (joined, failure) -> {
                            if (failure == null) {
                                return true;
                            }
                            MatrixException reason = MatrixFailure.of(failure);
                            if (reason.isRetryable()) {
                                throw reason;
                            }
                            awaitInvitation(old, next);
                            return false;
                        })
                .thenCompose(
                        entered ->
                                entered
                                        ? isSuccessor(old, next, wasIn)
                                        : CompletableFuture.completedFuture(false));
    }

    private synchronized void awaitInvitation(RoomId old, RoomId next) {
        upgrades.putIfAbsent(next, new Upgrade(old, null, Phase.AWAITING_INVITATION));
    }

    /**
     * Whether a room that the account has entered says that it replaces another; if not, the
     * account leaves it again. Otherwise whoever may set a tombstone could lead the account
     * anywhere.
     */
    private CompletableFuture<Boolean> isSuccessor(RoomId old, RoomId next, boolean wasIn) {
        return account.request((client, who) -> client.rooms().predecessor(who, next))
                .thenApply(predecessor -> predecessor.filter(old::equals).isPresent())
                .thenCompose(
                        is -> {
                            if (is) {
                                return CompletableFuture.completedFuture(true);
                            }
                            LOG.warn(
                                    "The room {} is replaced by {}, which does not name it as its"
                                            + " predecessor and is not followed: check who has"
                                            + " replaced the room",
                                    old,
                                    next);
                            return wasIn
                                    ? CompletableFuture.completedFuture(false)
                                    : leave(next).handle((left, failure) -> false);
                        });
    }

    private CompletableFuture<Void> leave(RoomId room) {
        rooms.left(room);
        return account.request((client, who) -> client.memberships().leave(who, room, null));
    }
}
