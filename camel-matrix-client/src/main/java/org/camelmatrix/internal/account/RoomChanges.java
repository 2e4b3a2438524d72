// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.http.SyncAnswer.SyncedRoom;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.AccountAccess;
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

    private final AccountAccess account;
    private final RoomDirectory rooms;
    private final RepeatedRequests requests;
    private final UpgradeFollower upgrades;
    private final List<Host> hosts = new CopyOnWriteArrayList<>();

    /** Invitations that are being answered. */
    private final Set<RoomId> beingAnswered = ConcurrentHashMap.newKeySet();

    /** Decides about invitations. Any thread may call. */
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

    /**
     * @param account makes the requests
     * @param rooms learns what happens to rooms
     * @param workers repeat requests
     * @param listeners follow a room to the one that replaces it
     */
    RoomChanges(
            AccountAccess account,
            RoomDirectory rooms,
            Workers workers,
            UpgradeFollower.Listeners listeners) {
        this.account = account;
        this.rooms = rooms;
        this.requests = new RepeatedRequests(workers);
        this.upgrades =
                new UpgradeFollower(
                        account,
                        rooms,
                        requests,
                        () -> hosts.stream().anyMatch(Host::followsUpgrades),
                        listeners);
    }

    /** Asks it about invitations from now on. */
    public void addHost(Host host) {
        hosts.add(host);
    }

    /** Asks it about invitations no more. */
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
        if (invitation.isEmpty() || !beingAnswered.add(room.room())) {
            return;
        }
        UserId inviter = invitation.get().sender();
        rooms.left(room.room());
        if (upgrades.invited(room.room(), inviter, since)) {
            beingAnswered.remove(room.room());
            return;
        }
        List<Host> willing = hosts.stream().filter(host -> host.accepts(inviter)).toList();
        if (willing.isEmpty()) {
            beingAnswered.remove(room.room());
            LOG.info(
                    "{} invites {} to the room {}; the options acceptInvites and invitesFrom do not"
                            + " let it accept",
                    inviter,
                    self,
                    room.room());
            return;
        }
        requests.ask(() -> account.enter(roomKnownTo(room.room(), inviter)))
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
                            beingAnswered.remove(room.room());
                        });
    }

    private static Recipient roomKnownTo(RoomId room, UserId user) {
        return new Recipient.Room(room, List.of(user.serverName()));
    }

    /** The answer tells why. A user who is banned may not ask for it. */
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
        tombstones(room).forEach(tombstone -> upgrades.replaced(tombstone, since));
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
        return upgrades.replacement(room);
    }
}
