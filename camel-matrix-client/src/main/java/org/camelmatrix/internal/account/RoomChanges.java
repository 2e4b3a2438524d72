// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.http.SyncAnswer.SyncedRoom;
import org.camelmatrix.internal.http.Tombstone;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.AccountAccess;
import org.camelmatrix.internal.sync.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to the rooms of an account: invitations, rooms that it is removed from, and rooms
 * that are replaced by others (Client-Server API, "Room membership", "Room upgrades").
 *
 * <p>The loop's thread brings answers; what has to be asked then is asked without anybody waiting
 * for it. Any thread may begin and end to host.
 */
public final class RoomChanges {

    private static final Logger LOG = LoggerFactory.getLogger(RoomChanges.class);
    private static final int MOST_ATTEMPTS = 20;

    private final AccountAccess account;
    private final RoomDirectory rooms;
    private final Workers workers;
    private final List<Host> hosts = new CopyOnWriteArrayList<>();
    private final Set<RoomId> asked = ConcurrentHashMap.newKeySet();
    private final Set<RoomId> invited = ConcurrentHashMap.newKeySet();
    private final Map<RoomId, Replaced> awaited = new ConcurrentHashMap<>();
    private final Map<RoomId, RoomId> replaced = new ConcurrentHashMap<>();
    private volatile Follower follower = (from, to, since) -> {};

    /** Goes on in the room that replaces another. */
    @FunctionalInterface
    interface Follower {
        /**
         * Follows.
         *
         * @param from the room that has an end
         * @param to the one that replaces it
         * @param since a token of {@code /sync} from before that was told
         */
        void follow(RoomId from, RoomId to, String since);
    }

    private record Replaced(RoomId room, String since) {
        Replaced since(String token) {
            return new Replaced(room, token);
        }
    }

    /** Somebody who may accept invitations. Any thread may call. */
    public interface Host {

        /**
         * Whether an invitation is accepted.
         *
         * @param inviter who invites
         */
        boolean accepts(UserId inviter);

        /**
         * The account has accepted an invitation.
         *
         * @param invitation the event, without id and time
         */
        void accepted(MatrixEvent invitation);

        /** Whether a room that is replaced is followed to the one that replaces it. */
        boolean followsUpgrades();
    }

    RoomChanges(AccountAccess account, RoomDirectory rooms, Workers workers) {
        this.account = account;
        this.rooms = rooms;
        this.workers = workers;
    }

    void tell(Follower follower) {
        this.follower = follower;
    }

    /** Asks somebody about invitations from now on. */
    public void addHost(Host host) {
        hosts.add(host);
    }

    /** Asks somebody no more. */
    public void removeHost(Host host) {
        hosts.remove(host);
    }

    /** Whether there is anything of that in an answer. */
    boolean concerns(SyncAnswer answer) {
        return !answer.invited().isEmpty()
                || !answer.left().isEmpty()
                || answer.joined().stream().anyMatch(room -> room.tellsOf(EventType.TOMBSTONE));
    }

    /**
     * Takes an answer.
     *
     * @param since the token up to which everything was told before
     */
    void take(SyncAnswer answer, String since) {
        account.user()
                .thenAccept(
                        self -> {
                            answer.invited().forEach(room -> invited(room, self, since));
                            answer.left().forEach(room -> left(room, self));
                            answer.joined().forEach(room -> joined(room, since));
                        });
    }

    private void invited(SyncedRoom room, UserId self, String since) {
        Optional<MatrixEvent> invitation =
                room.state().stream()
                        .filter(event -> self.value().equals(event.stateKey()))
                        .filter(event -> "invite".equals(event.membership()))
                        .findFirst();
        if (invitation.isEmpty() || !asked.add(room.room())) {
            return;
        }
        UserId inviter = invitation.get().sender();
        rooms.left(room.room());
        Replaced old = awaited.get(room.room());
        if (old != null) {
            asked.remove(room.room());
            awaited(old.since() == null ? old.since(since) : old, room.room(), inviter);
            return;
        }
        List<Host> willing = hosts.stream().filter(host -> host.accepts(inviter)).toList();
        if (willing.isEmpty()) {
            asked.remove(room.room());
            LOG.info(
                    "{} invites {} to the room {}; the options acceptInvites and invitesFrom do not"
                            + " let it accept",
                    inviter,
                    self,
                    room.room());
            return;
        }
        joinPatiently(room.room(), inviter)
                .whenComplete(
                        (joined, failure) -> {
                            if (failure == null) {
                                LOG.info(
                                        "{} has accepted {}'s invitation to the room {}",
                                        self,
                                        inviter,
                                        room.room());
                                willing.forEach(host -> host.accepted(invitation.get()));
                            } else {
                                LOG.warn(
                                        "The invitation of {} cannot be accepted: {}",
                                        inviter,
                                        MatrixFailure.of(failure).getMessage());
                            }
                            asked.remove(room.room());
                        });
    }

    private CompletableFuture<RoomId> join(RoomId room, UserId knows) {
        return account.enter(new Recipient.Room(room, List.of(knows.serverName())));
    }

    private CompletableFuture<RoomId> joinPatiently(RoomId room, UserId knows) {
        return patiently(() -> join(room, knows));
    }

    /** Asks; where there is no answer just now, it is asked again for a while. */
    private <T> CompletableFuture<T> patiently(Supplier<CompletableFuture<T>> request) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        ask(request, 1, answer);
        return answer;
    }

    private <T> void ask(
            Supplier<CompletableFuture<T>> request, int attempt, CompletableFuture<T> answer) {
        request.get()
                .whenComplete(
                        (value, failure) -> {
                            if (failure == null) {
                                answer.complete(value);
                                return;
                            }
                            MatrixException reason = MatrixFailure.of(failure);
                            Runnable next = () -> run(() -> ask(request, attempt + 1, answer));
                            if (!reason.isRetryable()
                                    || attempt >= MOST_ATTEMPTS
                                    || workers.after(Pause.after(attempt, reason), next) == null) {
                                answer.completeExceptionally(reason);
                            }
                        });
    }

    private void run(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The account is stopped");
        }
    }

    /** Why, the answer tells; who is banned may not ask for it. */
    private void left(SyncedRoom synced, UserId self) {
        RoomId room = synced.room();
        rooms.left(room);
        Optional<MatrixEvent> end =
                Stream.concat(synced.state().stream(), synced.timeline().events().stream())
                        .filter(event -> self.value().equals(event.stateKey()))
                        .filter(event -> Set.of("leave", "ban").contains(membership(event)))
                        .reduce((earlier, later) -> later);
        if (end.isPresent()) {
            tellLeft(room, self, end.get());
            return;
        }
        account.request((client, who) -> client.events().member(who, room, self))
                .whenComplete(
                        (member, failure) -> {
                            if (failure == null) {
                                tellLeft(room, self, member);
                            } else {
                                LOG.warn(
                                        "{} is not in the room {} any more ({})",
                                        self,
                                        room,
                                        MatrixFailure.of(failure).getMessage());
                            }
                        });
    }

    private static String membership(MatrixEvent event) {
        String membership = event.membership();
        return membership == null ? "" : membership;
    }

    private static void tellLeft(RoomId room, UserId self, MatrixEvent member) {
        String reason = member.content().path("reason").asText("");
        String why = reason.isEmpty() ? "" : ": " + reason.replaceAll("\\p{Cntrl}+", " ");
        if (member.sender().equals(self)) {
            LOG.info("{} has left the room {}", self, room);
        } else {
            LOG.warn(
                    "{} was {} the room {} by {}{}",
                    self,
                    "ban".equals(member.membership()) ? "banned from" : "removed from",
                    room,
                    member.sender(),
                    why.length() > 200 ? why.substring(0, 200) + '…' : why);
        }
    }

    private void joined(SyncedRoom room, String since) {
        tombstones(room).forEach(tombstone -> replaced(tombstone, since));
    }

    private static List<MatrixEvent> tombstones(SyncedRoom room) {
        return Stream.concat(room.state().stream(), room.timeline().events().stream())
                .filter(event -> event.isStateOf(EventType.TOMBSTONE))
                .toList();
    }

    /**
     * The room that has replaced another while nobody listened, once the account is in it; null if
     * there is none that may be followed.
     */
    CompletableFuture<RoomId> replacement(RoomId room) {
        if (hosts.stream().noneMatch(Host::followsUpgrades)) {
            return CompletableFuture.completedFuture(null);
        }
        return account.request((client, who) -> client.rooms().tombstone(who, room))
                .exceptionally(RoomChanges::noneIfRefused)
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
                        follows -> {
                            if (!follows) {
                                return null;
                            }
                            replaced.put(old, next);
                            rooms.replaced(old, next);
                            return next;
                        });
    }

    private CompletableFuture<Boolean> isIn(RoomId room) {
        return account.request((client, who) -> client.memberships().joinedRooms(who))
                .thenApply(joined -> joined.contains(room));
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
                            awaited.put(next, new Replaced(old, null));
                            return false;
                        })
                .thenCompose(
                        entered ->
                                entered
                                        ? isSuccessor(old, next, wasIn)
                                        : CompletableFuture.completedFuture(false));
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

    /** A room has an end, and says which one goes on. */
    private void replaced(MatrixEvent tombstone, String since) {
        RoomId old = tombstone.room();
        RoomId next = Tombstone.of(tombstone).map(Tombstone::replacement).orElse(null);
        if (next == null || next.equals(replaced.get(old))) {
            return;
        }
        if (hosts.stream().noneMatch(Host::followsUpgrades)) {
            LOG.warn(
                    "The room {} is replaced by {}; it is not followed (option followUpgrades)",
                    old,
                    next);
            return;
        }
        replace(new Replaced(old, since), next, tombstone.sender());
    }

    /** The invitation has come; if it is just being joined, it may be too late for that attempt. */
    private void awaited(Replaced replacement, RoomId next, UserId inviter) {
        invited.add(next);
        if (!next.equals(replaced.get(replacement.room())) && invited.remove(next)) {
            replace(replacement, next, inviter);
        }
    }

    /** Goes from the one room to the other; if it may not yet, as soon as it is invited. */
    private void replace(Replaced replacement, RoomId next, UserId knows) {
        RoomId old = replacement.room();
        replaced.put(old, next);
        awaited.put(next, replacement);
        patiently(() -> isIn(next))
                .thenCompose(
                        wasIn ->
                                joinPatiently(next, knows)
                                        .thenCompose(
                                                joined ->
                                                        patiently(
                                                                () ->
                                                                        isSuccessor(
                                                                                old, next, wasIn))))
                .whenComplete(
                        (follows, failure) -> {
                            if (failure == null) {
                                awaited.remove(next);
                                invited.remove(next);
                                if (follows) {
                                    LOG.info(
                                            "The room {} is replaced by {}, and followed",
                                            old,
                                            next);
                                    rooms.replaced(old, next);
                                    follower.follow(old, next, replacement.since());
                                } else {
                                    replaced.remove(old);
                                }
                                return;
                            }
                            replaced.remove(old);
                            if (invited.remove(next)) {
                                replace(replacement, next, knows);
                            } else {
                                LOG.warn(
                                        "The room {} is replaced by {}, which cannot be joined now"
                                                + " and is followed as soon as an invitation comes:"
                                                + " {}",
                                        old,
                                        next,
                                        MatrixFailure.of(failure).getMessage());
                            }
                        });
    }
}
