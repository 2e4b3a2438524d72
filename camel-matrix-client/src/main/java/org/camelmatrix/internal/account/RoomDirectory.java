// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomAlias;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.RoomsClient.AliasTarget;

/**
 * What one account knows of rooms: which room an alias points to, and which rooms it is in. It
 * remembers the homeserver's answers, so that a message to a known room is one request.
 *
 * <p>Any thread may call. Requests for the same thing at the same time are one request.
 */
final class RoomDirectory {

    private static final Duration ALIAS_LIFETIME = Duration.ofMinutes(10);
    private static final Duration REFUSAL_LIFETIME = Duration.ofMinutes(5);
    private static final int MAXIMUM_VIA = 5;

    private final InstantSource clock;
    private final Map<RoomAlias, Resolved> aliases = new ConcurrentHashMap<>();
    private final Map<RoomAlias, RoomId> knownRooms = new ConcurrentHashMap<>();
    private final Map<RoomId, Instant> refused = new ConcurrentHashMap<>();
    private final Set<RoomId> joined = ConcurrentHashMap.newKeySet();
    private final SingleFlight<Question<RoomAlias>, Resolved> lookups;
    private final SingleFlight<Session, Boolean> listings;
    private final SingleFlight<Question<String>, RoomId> joins;
    private final DirectRooms direct;
    private final RoomUpgrades upgrades;
    private volatile boolean listed;

    private record Resolved(AliasTarget target, Instant since) {}

    RoomDirectory(InstantSource clock, Executor executor) {
        this.clock = clock;
        lookups = new SingleFlight<>(executor);
        listings = new SingleFlight<>(executor);
        joins = new SingleFlight<>(executor);
        direct = new DirectRooms(clock, executor);
        upgrades = new RoomUpgrades(clock, executor, new Doors());
    }

    private final class Doors implements RoomUpgrades.Entrance {

        @Override
        public CompletableFuture<Boolean> isIn(Session session, RoomId room) {
            return list(session).thenApply(done -> joined.contains(room));
        }

        @Override
        public CompletableFuture<RoomId> enter(Session session, Recipient.Room room) {
            return RoomDirectory.this.enter(session, room.id(), room.id().value(), room.via());
        }

        @Override
        public void left(RoomId room) {
            joined.remove(room);
        }
    }

    /**
     * The ordering key of a recipient: its room if that was ever known, or else the recipient
     * itself.
     */
    Object orderingKey(Recipient recipient) {
        if (recipient instanceof Recipient.Room room) {
            return latest(room).id();
        }
        RoomId known = null;
        if (recipient instanceof Recipient.Alias alias) {
            known = knownRooms.get(alias.alias());
        } else if (recipient instanceof Recipient.User user) {
            known = direct.known(user.id());
        }
        return known == null ? recipient : known;
    }

    /**
     * Enters the room that a message or request for a recipient goes to.
     *
     * @param policy what to do if another room has replaced the recipient's
     */
    CompletableFuture<RoomId> enter(Session session, Recipient recipient, UpgradePolicy policy) {
        CompletableFuture<RoomId> entered =
                policy != UpgradePolicy.FOLLOW && recipient instanceof Recipient.Room room
                        ? enter(session, room.id(), room.id().value(), room.via())
                        : enter(session, recipient);
        return entered.thenCompose(room -> upgrades.current(session, room, policy));
    }

    /** Enters the room of a recipient, or the room that is known to replace it. */
    CompletableFuture<RoomId> enter(Session session, Recipient recipient) {
        if (recipient instanceof Recipient.Room named) {
            Recipient.Room room = latest(named);
            return enter(session, room.id(), room.id().value(), room.via());
        }
        if (recipient instanceof Recipient.Alias alias) {
            return resolve(session, alias.alias())
                    .thenCompose(target -> enter(session, target, alias));
        }
        return recipient instanceof Recipient.User user
                ? direct.enter(session, user.id())
                : CompletableFuture.failedFuture(noRoom(recipient));
    }

    /** The room of a recipient, whether the account is in it or not. */
    CompletableFuture<RoomId> find(Session session, Recipient recipient) {
        if (recipient instanceof Recipient.Room room) {
            return CompletableFuture.completedFuture(room.id());
        }
        if (recipient instanceof Recipient.Alias alias) {
            return resolve(session, alias.alias()).thenApply(AliasTarget::room);
        }
        return recipient instanceof Recipient.User user
                ? direct.asItIs(session, user.id())
                : CompletableFuture.failedFuture(noRoom(recipient));
    }

    private static MatrixRejectedException noRoom(Recipient recipient) {
        return new MatrixRejectedException(
                recipient
                        + " is no room, and a message needs one: give a room id (!…) or an alias"
                        + " (#name:server)");
    }

    /**
     * Enters the room of a recipient after the homeserver has refused a send to it: what was
     * remembered may be out of date.
     *
     * @param room the room that was remembered
     * @param isIn whether the account is in that room
     */
    CompletableFuture<RoomId> enterAgain(
            Session session, Recipient recipient, RoomId room, boolean isIn, UpgradePolicy policy) {
        if (!isIn) {
            joined.remove(room);
        }
        if (recipient instanceof Recipient.Alias alias) {
            aliases.remove(alias.alias());
        } else if (recipient instanceof Recipient.User user) {
            direct.forget(user.id());
        }
        CompletableFuture<?> checked =
                isIn && policy != UpgradePolicy.STAY
                        ? upgrades.check(session, room)
                        : CompletableFuture.completedFuture(null);
        return checked.thenCompose(done -> enter(session, recipient, policy));
    }

    /**
     * Whether entering a room again may help: not if a permission was missing a short while ago.
     */
    boolean mayHelpToEnterAgain(RoomId room) {
        Instant since = refused.get(room);
        return since == null || clock.instant().isAfter(since.plus(REFUSAL_LIFETIME));
    }

    /** Remembers for a while that the account lacks a permission in a room that it is in. */
    void refusedAgain(RoomId room) {
        refused.put(room, clock.instant());
    }

    /** Forgets that the account is in a room. */
    void left(RoomId room) {
        joined.remove(room);
    }

    /** From now on the second room is used in place of the first, which it replaces. */
    void replaced(RoomId old, RoomId next) {
        upgrades.followed(old, next);
        aliases.values().removeIf(known -> known.target().room().equals(old));
    }

    /** The rooms that a room replaces for a recipient, beginning with the recipient's own. */
    List<RoomId> replaced(Recipient recipient, RoomId current) {
        RoomId named =
                recipient instanceof Recipient.Room room
                        ? room.id()
                        : orderingKey(recipient) instanceof RoomId known ? known : null;
        return named == null || named.equals(current)
                ? List.of()
                : upgrades.replaced(named, current);
    }

    private Recipient.Room latest(Recipient.Room room) {
        RoomId id = upgrades.latest(room.id());
        return id.equals(room.id()) ? room : new Recipient.Room(id, room.via());
    }

    /** Fails all requests that wait for an answer. */
    void close() {
        lookups.close();
        listings.close();
        joins.close();
        direct.close();
        upgrades.close();
    }

    private CompletableFuture<RoomId> enter(
            Session session, AliasTarget target, Recipient.Alias alias) {
        List<String> via = new ArrayList<>(alias.via());
        target.servers().stream().limit(MAXIMUM_VIA).forEach(via::add);
        return enter(session, target.room(), alias.alias().value(), via);
    }

    private CompletableFuture<RoomId> enter(
            Session session, RoomId room, String roomIdOrAlias, List<String> via) {
        if (joined.contains(room)) {
            return CompletableFuture.completedFuture(room);
        }
        return list(session)
                .thenCompose(
                        done ->
                                joined.contains(room)
                                        ? CompletableFuture.completedFuture(room)
                                        : join(session, roomIdOrAlias, via));
    }

    private CompletableFuture<Boolean> list(Session session) {
        return listed
                ? CompletableFuture.completedFuture(true)
                : listings.join(session, () -> askForList(session));
    }

    private CompletableFuture<Boolean> askForList(Session session) {
        return session.client()
                .memberships()
                .joinedRooms(session.credentials())
                .thenApply(
                        rooms -> {
                            joined.addAll(rooms);
                            listed = true;
                            return true;
                        });
    }

    private CompletableFuture<RoomId> join(
            Session session, String roomIdOrAlias, List<String> via) {
        return joins.join(
                new Question<>(session, roomIdOrAlias),
                () -> askToJoin(session, roomIdOrAlias, via));
    }

    private CompletableFuture<RoomId> askToJoin(
            Session session, String roomIdOrAlias, List<String> via) {
        return session.client()
                .memberships()
                .join(session.credentials(), roomIdOrAlias, via)
                .thenApply(
                        room -> {
                            joined.add(room);
                            return room;
                        });
    }

    private CompletableFuture<AliasTarget> resolve(Session session, RoomAlias alias) {
        Resolved known = aliases.get(alias);
        if (known != null && clock.instant().isBefore(known.since().plus(ALIAS_LIFETIME))) {
            return CompletableFuture.completedFuture(known.target());
        }
        return lookups.join(new Question<>(session, alias), () -> look(session, alias))
                .handle((fresh, failure) -> orKnown(alias, known, fresh, failure))
                .thenApply(Resolved::target);
    }

    private CompletableFuture<Resolved> look(Session session, RoomAlias alias) {
        return session.client()
                .rooms()
                .resolveAlias(session.credentials(), alias)
                .thenApply(
                        target -> {
                            Resolved resolved = new Resolved(target, clock.instant());
                            aliases.put(alias, resolved);
                            knownRooms.put(alias, target.room());
                            return resolved;
                        });
    }

    /** An alias that is known stays known while the homeserver cannot resolve it. */
    private Resolved orKnown(RoomAlias alias, Resolved known, Resolved fresh, Throwable failure) {
        if (failure == null) {
            return fresh;
        }
        MatrixException reason = MatrixFailure.of(failure);
        if (known != null && reason.isRetryable()) {
            return known;
        }
        aliases.remove(alias);
        throw reason;
    }
}
