// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomAlias;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.account.InvitedUsers;
import org.camelmatrix.internal.account.SignedIn;
import org.camelmatrix.internal.http.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rooms and their aliases.
 *
 * <p>Any thread may call.
 */
final class RoomOperations {

    private static final Logger LOG = LoggerFactory.getLogger(RoomOperations.class);
    private static final String ALIAS_FIELD = "room_alias_name";

    CompletableFuture<Outcome> createRoom(OperationCall call) {
        ObjectNode wanted = wanted(call);
        String alias = call.text(MatrixConstants.OVERRIDE_ROOM_ALIAS);
        List<UserId> invited = call.users(MatrixConstants.OVERRIDE_INVITE_USERS);
        return call.withoutRoom(
                        (account, none) -> {
                            ObjectNode request = wanted.deepCopy();
                            if (alias != null) {
                                request.put(ALIAS_FIELD, localpart(alias, account.user()));
                            }
                            return create(account, request)
                                    .thenApply(
                                            room -> {
                                                if (isEncrypted(request)) {
                                                    noteEncryption(call, account, room);
                                                }
                                                return room;
                                            })
                                    .thenCompose(room -> warned(account, room, invited));
                        })
                .thenApply(RoomOperations::found);
    }

    private static CompletableFuture<RoomId> warned(
            SignedIn account, RoomId room, List<UserId> invited) {
        return InvitedUsers.warnOfUnknown(account.client(), account.who(), room, invited)
                .thenApply(done -> room);
    }

    private static boolean isEncrypted(ObjectNode request) {
        for (JsonNode state : request.path("initial_state")) {
            if (state.path("type").asText().equals(EventType.ENCRYPTION)
                    && state.path("state_key").asText("").isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /** The room is there, so the operation does not fail, which would make another one. */
    private static void noteEncryption(OperationCall call, SignedIn account, RoomId room) {
        try {
            call.encrypted(account, room);
        } catch (MatrixUnavailableException e) {
            LOG.warn("{}. The next send to {} tries again.", e.getMessage(), room);
        }
    }

    private static ObjectNode wanted(OperationCall call) {
        ObjectNode request =
                JsonBody.isJson(call.message().getBody())
                        ? JsonBody.of(call, "the request that makes the room")
                        : JsonNodeFactory.instance.objectNode();
        put(request, "preset", call.text(MatrixConstants.OVERRIDE_ROOM_PRESET));
        put(request, "name", call.text(MatrixConstants.OVERRIDE_ROOM_NAME));
        put(request, "topic", call.text(MatrixConstants.OVERRIDE_ROOM_TOPIC));
        put(request, "room_version", call.text(MatrixConstants.OVERRIDE_ROOM_VERSION));
        for (UserId user : call.users(MatrixConstants.OVERRIDE_INVITE_USERS)) {
            array(request, "invite").add(user.value());
        }
        if (call.flag(MatrixConstants.OVERRIDE_ROOM_ENCRYPTED)) {
            ObjectNode encryption = array(request, "initial_state").addObject();
            encryption.put("type", EventType.ENCRYPTION).put("state_key", "");
            encryption.putObject("content").put("algorithm", "m.megolm.v1.aes-sha2");
        }
        return request;
    }

    private static void put(ObjectNode request, String field, String text) {
        if (text != null) {
            request.put(field, text);
        }
    }

    private static ArrayNode array(ObjectNode request, String field) {
        if (request.path(field) instanceof ArrayNode array) {
            return array;
        }
        if (request.hasNonNull(field)) {
            throw new MatrixRejectedException("The field " + field + " of the body is no list");
        }
        return request.putArray(field);
    }

    /** What the homeserver wants of an alias: it adds the # and its own name. */
    private static String localpart(String alias, UserId user) {
        if (!alias.startsWith("#")) {
            return alias;
        }
        String server = ':' + user.serverName();
        if (!alias.endsWith(server)) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_ROOM_ALIAS
                            + " is not valid: an alias at the account's homeserver ends with "
                            + server);
        }
        return alias.substring(1, alias.length() - server.length());
    }

    /** A room that this very account has made under the alias before is the one that is wanted. */
    private static CompletableFuture<RoomId> create(SignedIn account, ObjectNode request) {
        return account.client()
                .rooms()
                .create(account.who(), request)
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException reason = Refusals.reason(thrown);
                            if (!ErrorCode.ROOM_IN_USE.equals(reason.getErrcode())) {
                                return CompletableFuture.failedFuture(reason);
                            }
                            RoomAlias alias =
                                    new RoomAlias(
                                            '#'
                                                    + request.path(ALIAS_FIELD).asText()
                                                    + ':'
                                                    + account.user().serverName());
                            return ownRoom(account, alias)
                                    .exceptionally(
                                            other -> {
                                                throw Refusals.or(other, reason);
                                            });
                        });
    }

    private static CompletableFuture<RoomId> ownRoom(SignedIn account, RoomAlias alias) {
        return account.client()
                .rooms()
                .resolveAlias(account.who(), alias)
                .thenCompose(
                        target ->
                                account.client()
                                        .rooms()
                                        .creation(account.who(), target.room())
                                        .thenApply(
                                                creation -> {
                                                    if (creation.sender().equals(account.user())) {
                                                        return target.room();
                                                    }
                                                    throw new MatrixRejectedException(
                                                            "another user has made it");
                                                }));
    }

    CompletableFuture<Outcome> addAlias(OperationCall call) {
        RoomAlias alias = alias(call);
        return call.inRoom(
                        (account, room) ->
                                account.client()
                                        .rooms()
                                        .addAlias(account.who(), alias, room)
                                        .exceptionallyCompose(
                                                thrown ->
                                                        unlessThere(account, alias, room, thrown)))
                .thenApply(done -> Outcome.DONE);
    }

    private static CompletableFuture<Void> unlessThere(
            SignedIn account, RoomAlias alias, RoomId room, Throwable thrown) {
        MatrixException reason = Refusals.reason(thrown);
        if (!(reason instanceof MatrixRejectedException)) {
            return CompletableFuture.failedFuture(reason);
        }
        return account.client()
                .rooms()
                .resolveAlias(account.who(), alias)
                .handle(
                        (target, failure) -> {
                            if (failure == null && target.room().equals(room)) {
                                return null;
                            }
                            throw reason;
                        });
    }

    CompletableFuture<Outcome> removeAlias(OperationCall call) {
        RoomAlias alias = alias(call);
        return call.withoutRoom(
                        (account, none) ->
                                Refusals.nullIfNotFound(
                                        account.client().rooms().removeAlias(account.who(), alias)))
                .thenApply(done -> Outcome.DONE);
    }

    CompletableFuture<Outcome> getAliases(OperationCall call) {
        return call.aboutRoom(
                        (account, room) -> account.client().rooms().aliases(account.who(), room))
                .thenApply((List<String> aliases) -> new Outcome.Body(aliases));
    }

    CompletableFuture<Outcome> resolveAlias(OperationCall call) {
        RoomAlias alias =
                call.text(MatrixConstants.OVERRIDE_ROOM_ALIAS) == null
                                && call.recipient() instanceof Recipient.Alias recipient
                        ? recipient.alias()
                        : alias(call);
        return call.withoutRoom(
                        (account, none) ->
                                account.client().rooms().resolveAlias(account.who(), alias))
                .thenApply(target -> found(target.room()));
    }

    private static RoomAlias alias(OperationCall call) {
        try {
            return new RoomAlias(
                    call.requiredText(MatrixConstants.OVERRIDE_ROOM_ALIAS, "the alias"));
        } catch (IllegalArgumentException e) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_ROOM_ALIAS
                            + " is not valid: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Outcome found(RoomId room) {
        return new Outcome.Body(room.value(), Map.of(MatrixConstants.ROOM_ID, room.value()));
    }
}
