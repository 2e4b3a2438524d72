// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.account.InvitedUsers;
import org.camelmatrix.internal.account.SignedIn;

/**
 * The members of a room. If a user already has the wanted membership, the operation succeeds. Most
 * homeservers refuse such a request, so after a refusal the membership of the user is read and
 * compared.
 *
 * <p>Any thread may call.
 */
final class MembershipOperations {

    private static final String NEVER_THERE = "";
    private static final Set<String> NOT_THERE = Set.of("leave", "ban", NEVER_THERE);
    private static final Set<String> MEMBERSHIPS =
            Set.of("join", "invite", "knock", "leave", "ban", "*");

    CompletableFuture<Outcome> joinedRooms(OperationCall call) {
        return call.withoutRoom(
                        (account, none) ->
                                account.client().memberships().joinedRooms(account.who()))
                .thenApply(rooms -> new Outcome.Body(rooms.stream().map(RoomId::value).toList()));
    }

    CompletableFuture<Outcome> members(OperationCall call) {
        String named = call.text(MatrixConstants.OVERRIDE_MEMBERSHIP);
        String membership = named == null ? "join" : named;
        if (!MEMBERSHIPS.contains(membership)) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_MEMBERSHIP
                            + " is join, invite, knock, leave, ban or *");
        }
        return call.aboutRoom(
                        (account, room) ->
                                account.client()
                                        .memberships()
                                        .members(
                                                account.who(),
                                                room,
                                                membership.equals("*") ? null : membership))
                .thenApply(Outcome.Body::new);
    }

    /** What was known of the room is forgotten first: others may have removed the account. */
    CompletableFuture<Outcome> join(OperationCall call) {
        return call.aboutRoom(
                        (account, room) -> {
                            call.left(room);
                            return CompletableFuture.completedFuture(room);
                        })
                .thenCompose(
                        named ->
                                call.inRoom(
                                        (account, room) -> CompletableFuture.completedFuture(room)))
                .thenApply(MembershipOperations::entered);
    }

    CompletableFuture<Outcome> leave(OperationCall call) {
        String reason = call.text(MatrixConstants.OVERRIDE_REASON);
        return call.aboutRoom(
                        (account, room) ->
                                account.client()
                                        .memberships()
                                        .leave(account.who(), room, reason)
                                        .exceptionallyCompose(
                                                thrown -> unlessNotThere(account, room, thrown))
                                        .thenRun(() -> call.left(room)))
                .thenApply(done -> Outcome.DONE);
    }

    /**
     * Homeservers refuse to let an account leave a room that it is not in, each by a code of its
     * own. Most of them do not tell the membership of an account that was never in the room; then
     * the list of the account's rooms decides.
     */
    private static CompletableFuture<Void> unlessNotThere(
            SignedIn account, RoomId room, Throwable thrown) {
        MatrixException reason = Refusals.reason(thrown);
        if (!Refusals.isOfTheRequest(reason)) {
            return CompletableFuture.failedFuture(reason);
        }
        return account.client()
                .memberships()
                .membership(account.who(), room, account.user())
                .thenApply(membership -> NOT_THERE.contains(membership.orElse(NEVER_THERE)))
                .exceptionallyCompose(
                        failure ->
                                Refusals.isOfTheRequest(Refusals.reason(failure))
                                        ? account.client()
                                                .memberships()
                                                .joinedRooms(account.who())
                                                .thenApply(rooms -> !rooms.contains(room))
                                        : CompletableFuture.failedFuture(failure))
                .handle(
                        (notThere, failure) -> {
                            if (failure != null) {
                                throw Refusals.or(failure, reason);
                            }
                            if (notThere) {
                                return null;
                            }
                            throw reason;
                        });
    }

    CompletableFuture<Outcome> knock(OperationCall call) {
        Recipient at = call.requireRecipient();
        String reason = call.text(MatrixConstants.OVERRIDE_REASON);
        return call.aboutRoom(
                        (account, room) ->
                                account.client()
                                        .memberships()
                                        .knock(account.who(), name(at, room), via(at), reason)
                                        .exceptionallyCompose(
                                                thrown ->
                                                        unlessAlready(
                                                                        account,
                                                                        room,
                                                                        account.user(),
                                                                        Set.of("join"),
                                                                        thrown)
                                                                .thenApply(there -> room)))
                .thenApply(MembershipOperations::entered);
    }

    /** An alias leads to servers that know the room; any other recipient is a room by now. */
    private static String name(Recipient recipient, RoomId room) {
        return recipient instanceof Recipient.Alias alias ? alias.alias().value() : room.value();
    }

    private static List<String> via(Recipient recipient) {
        if (recipient instanceof Recipient.Alias alias) {
            return alias.via();
        }
        return recipient instanceof Recipient.Room room ? room.via() : List.of();
    }

    private static Outcome entered(RoomId room) {
        return new Outcome.Headers(Map.of(MatrixConstants.ROOM_ID, room.value()));
    }

    CompletableFuture<Outcome> invite(OperationCall call) {
        String reason = call.text(MatrixConstants.OVERRIDE_REASON);
        return change(
                call,
                "the user to invite",
                Set.of("join", "invite"),
                (account, room, user) ->
                        account.client()
                                .memberships()
                                .invite(account.who(), room, user, reason)
                                .thenCompose(
                                        invited ->
                                                InvitedUsers.warnOfUnknown(
                                                        account.client(),
                                                        account.who(),
                                                        room,
                                                        List.of(user))));
    }

    CompletableFuture<Outcome> kick(OperationCall call) {
        String reason = call.text(MatrixConstants.OVERRIDE_REASON);
        return change(
                call,
                "the user to remove",
                NOT_THERE,
                (account, room, user) ->
                        account.client().memberships().kick(account.who(), room, user, reason));
    }

    CompletableFuture<Outcome> ban(OperationCall call) {
        String reason = call.text(MatrixConstants.OVERRIDE_REASON);
        return change(
                call,
                "the user to ban",
                Set.of("ban"),
                (account, room, user) ->
                        account.client().memberships().ban(account.who(), room, user, reason));
    }

    CompletableFuture<Outcome> unban(OperationCall call) {
        String reason = call.text(MatrixConstants.OVERRIDE_REASON);
        return change(
                call,
                "the user who may come back",
                Set.of("join", "invite", "knock", "leave", NEVER_THERE),
                (account, room, user) ->
                        account.client().memberships().unban(account.who(), room, user, reason));
    }

    /** Changes how a user is in a room. */
    private interface Change {
        CompletableFuture<Void> of(SignedIn account, RoomId room, UserId user);
    }

    /**
     * @param wanted how the user is in the room where there is nothing to change
     */
    private static CompletableFuture<Outcome> change(
            OperationCall call, String what, Set<String> wanted, Change change) {
        UserId user = call.user(MatrixConstants.OVERRIDE_TARGET_USER, what);
        return call.inRoom(
                        (account, room) ->
                                change.of(account, room, user)
                                        .exceptionallyCompose(
                                                thrown ->
                                                        unlessAlready(
                                                                account, room, user, wanted,
                                                                thrown)))
                .thenApply(done -> Outcome.DONE);
    }

    private static CompletableFuture<Void> unlessAlready(
            SignedIn account, RoomId room, UserId user, Set<String> wanted, Throwable thrown) {
        MatrixException reason = Refusals.reason(thrown);
        if (!Refusals.isOfTheRequest(reason)) {
            return CompletableFuture.failedFuture(reason);
        }
        return account.client()
                .memberships()
                .membership(account.who(), room, user)
                .handle(
                        (membership, failure) -> {
                            if (failure != null) {
                                throw Refusals.or(failure, reason);
                            }
                            if (wanted.contains(membership.orElse(NEVER_THERE))) {
                                return null;
                            }
                            throw reason;
                        });
    }
}
