// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What an endpoint does with a message. {@code docs/operations.md} is generated from these entries.
 *
 * <p>To add one, see "Add an operation" in {@code CONTRIBUTING.md}. The compiler, {@code
 * DocumentationTest} and {@code EveryOperationTest} name what is missing.
 */
public enum MatrixOperation {
    SEND_MESSAGE(
            "Sends a message: a text, or a file as the option `media` says. The"
                    + " attachments of the message follow as files.",
            "the body; attachments; `CamelMatrixOverrideReplyTo`,"
                    + " `CamelMatrixOverrideThreadRoot`, `CamelMatrixOverrideMentionUsers`;"
                    + " for a file `CamelMatrixOverrideCaption`, `CamelFileName`,"
                    + " `Content-Type`",
            "`CamelMatrixEventId`, `CamelMatrixSplitEventIds`",
            "to send `m.room.message`"),
    EDIT(
            "Replaces the text of a message of the account.",
            "the body; `CamelMatrixOverrideTargetEvent`",
            "`CamelMatrixEventId` of the edited message, `CamelMatrixEditEventId`" + " of the edit",
            "to send `m.room.message`"),
    REACT(
            "Reacts to an event with the text in the body, mostly an emoji. If the"
                    + " account has already reacted with the same text and the reaction is not"
                    + " redacted, the operation succeeds and sends nothing. Some homeservers"
                    + " do not refuse a second reaction; for these the component knows the"
                    + " last 1000 reactions of the account until a restart. If a homeserver"
                    + " refuses it, the component looks up the first reaction.",
            "the body; `CamelMatrixOverrideTargetEvent`",
            "`CamelMatrixEventId` of the reaction; missing if the reaction existed"
                    + " before and cannot be found",
            "to send `m.reaction`"),
    REDACT(
            "Redacts an event: its content is removed for everyone. For a message"
                    + " that was split, all its events are redacted.",
            "`CamelMatrixOverrideTargetEvent`, `CamelMatrixOverrideReason`",
            "`CamelMatrixEventId` of the redaction",
            "to redact; for events of other users the power level `redact`"),
    TYPING(
            "Shows or clears the typing notification of the account.",
            "`CamelMatrixOverrideTypingTimeout` in milliseconds, default 30,000; 0"
                    + " clears the notification",
            "nothing",
            "to be in the room"),
    RECEIPT(
            "Sends a receipt: the account has read all events up to this one.",
            "`CamelMatrixOverrideTargetEvent`, `CamelMatrixOverrideReceiptType`",
            "nothing",
            "to be in the room"),
    CREATE_ROOM(
            "Creates a room and joins it. A request without an alias is never"
                    + " repeated: if no usable answer comes, the operation fails with"
                    + " `MatrixUncertainException`. With an alias, the operation returns the"
                    + " room that the account itself created with this alias instead of a"
                    + " second one.",
            "`CamelMatrixOverrideRoomPreset`, `CamelMatrixOverrideRoomName`,"
                    + " `CamelMatrixOverrideRoomTopic`, `CamelMatrixOverrideRoomAlias`,"
                    + " `CamelMatrixOverrideRoomVersion`, `CamelMatrixOverrideRoomEncrypted`,"
                    + " `CamelMatrixOverrideInviteUsers`; a Map or JSON node in the body is"
                    + " the request to which these headers are added; any other body is"
                    + " ignored",
            "`CamelMatrixRoomId`, and the room id as the body",
            "of the homeserver, to create rooms"),
    ADD_ALIAS(
            "Adds an alias to the room. If the room has the alias already, the"
                    + " operation succeeds.",
            "`CamelMatrixOverrideRoomAlias`",
            "nothing",
            "to be in the room, and of the homeserver"),
    REMOVE_ALIAS(
            "Removes an alias from the room that it points to. If the alias does"
                    + " not exist, the operation succeeds.",
            "`CamelMatrixOverrideRoomAlias`",
            "nothing",
            "to have created the alias, or to set `m.room.canonical_alias`"),
    GET_ALIASES(
            "Lists the aliases of the room that the homeserver knows.",
            "nothing",
            "the body: a List of Strings",
            "to be in the room"),
    RESOLVE_ALIAS(
            "Looks up the room that an alias points to.",
            "`CamelMatrixOverrideRoomAlias`; without it the alias that is the" + " recipient",
            "`CamelMatrixRoomId`, and the room id as the body",
            "none"),
    JOINED_ROOMS(
            "Lists the rooms that the account is in.",
            "nothing",
            "the body: a List of room ids (Strings)",
            "none"),
    MEMBERS(
            "Lists the members of the room, or its former members.",
            "`CamelMatrixOverrideMembership`",
            "the body: a List of `RoomMember`s, each with `user`, `membership`,"
                    + " `displayName` and `avatarUrl`",
            "to be in the room, or to have been in it"),
    JOIN(
            "Joins the room. If the account is in the room already, the operation" + " succeeds.",
            "nothing",
            "`CamelMatrixRoomId`",
            "an invitation, or a public room"),
    LEAVE(
            "Leaves the room, or rejects an invitation. If the account is not in"
                    + " the room, the operation succeeds.",
            "`CamelMatrixOverrideReason`",
            "nothing",
            "none"),
    KNOCK(
            "Asks for an invitation to the room. If the account is in the room"
                    + " already, the operation succeeds.",
            "`CamelMatrixOverrideReason`",
            "`CamelMatrixRoomId`",
            "a room whose join rule allows knocking"),
    INVITE(
            "Invites a user to the room. If the user is in the room or invited"
                    + " already, the operation succeeds.",
            "`CamelMatrixOverrideTargetUser`, `CamelMatrixOverrideReason`",
            "nothing",
            "the power level `invite`"),
    KICK(
            "Removes a user from the room. The user may come back. If the user is"
                    + " not in the room, the operation succeeds.",
            "`CamelMatrixOverrideTargetUser`, `CamelMatrixOverrideReason`",
            "nothing",
            "the power level `kick`, and a higher one than the user has"),
    BAN(
            "Removes a user from the room and does not let the user come back.",
            "`CamelMatrixOverrideTargetUser`, `CamelMatrixOverrideReason`",
            "nothing",
            "the power level `ban`, and a higher one than the user has"),
    UNBAN(
            "Lets a banned user come back. If the user is not banned, the operation" + " succeeds.",
            "`CamelMatrixOverrideTargetUser`, `CamelMatrixOverrideReason`",
            "nothing",
            "the power levels `ban` and `kick`"),
    SET_STATE(
            "Sets a state event of the room, such as its name, topic, avatar, power"
                    + " levels or pinned events.",
            "the option `eventType` or `CamelMatrixOverrideEventType`; the option"
                    + " `stateKey` or `CamelMatrixOverrideStateKey`; the body is the content:"
                    + " a Map, a JSON node, or JSON text. For `m.room.name` and `m.room.topic`"
                    + " a text is the name or topic itself, for `m.room.avatar` the `mxc://`"
                    + " URI, for `m.room.canonical_alias` the alias. For"
                    + " `m.room.pinned_events` a List is the ids",
            "`CamelMatrixEventId`, `CamelMatrixRoomId`",
            "to send the type as state"),
    GET_STATE(
            "Reads a state event of the room.",
            "the option `eventType` or `CamelMatrixOverrideEventType`; the option"
                    + " `stateKey` or `CamelMatrixOverrideStateKey`",
            "the body: the content, a JSON node; null if the room has no such state",
            "to be in the room, or to have been in it"),
    MESSAGES(
            "Reads the history of the room, the newest event first. The body"
                    + " fetches it page by page during the iteration, so that"
                    + " `split(body()).streaming()` needs little memory for any length.",
            "`CamelMatrixOverrideHistoryFrom`, `CamelMatrixOverrideHistoryTo`,"
                    + " `CamelMatrixOverrideHistoryLimit`,"
                    + " `CamelMatrixOverrideHistoryDirection`",
            "the body: an Iterable of `MatrixEvent`s, as a consumer gives them",
            "to be in the room, or to have been in it"),
    RELATIONS(
            "Reads the events that relate to an event, such as its reactions or its"
                    + " thread. The body is as for `messages`.",
            "`CamelMatrixOverrideTargetEvent`, `CamelMatrixOverrideRelationType`,"
                    + " and with it the option `eventType` or `CamelMatrixOverrideEventType`;"
                    + " the headers of `messages`",
            "the body: an Iterable of `MatrixEvent`s",
            "to be in the room, or to have been in it"),
    GET_EVENT(
            "Reads an event.",
            "`CamelMatrixOverrideTargetEvent`",
            "the body: a `MatrixEvent`",
            "to see the event"),
    GET_PROFILE(
            "Reads the profile of a user, such as `displayname` and `avatar_url`.",
            "`CamelMatrixOverrideTargetUser`; without it the account",
            "the body: a JSON node; null if there is no profile",
            "none"),
    SET_DISPLAY_NAME(
            "Sets the display name of the account.",
            "the body: the name; empty to remove it",
            "nothing",
            "of the homeserver"),
    SET_AVATAR(
            "Sets the avatar of the account.",
            "the body: the `mxc://` URI; empty to remove it",
            "nothing",
            "of the homeserver"),
    SEND_EVENT(
            "Sends an event of any type, once and in the order of the room, as a"
                    + " message is sent. Numbers in the content have to be integers from"
                    + " -(2^53-1) to 2^53-1, because events contain no others.",
            "the option `eventType` or `CamelMatrixOverrideEventType`; the body is"
                    + " the content: a Map, a JSON node, or JSON text",
            "`CamelMatrixEventId`, `CamelMatrixRoomId`",
            "to send the type"),
    REQUEST(
            "Makes a request of the Client-Server API for which there is no"
                    + " operation. `allowedOperations` has to name it even if it is the"
                    + " `operation` of the endpoint, because messages can then do everything"
                    + " that the account may do. A POST without a usable answer is not"
                    + " repeated and fails with `MatrixUncertainException`.",
            "`CamelMatrixOverrideRequestMethod`, `CamelMatrixOverrideRequestPath`;"
                    + " with PUT and POST the body: a Map, a JSON node, or JSON text",
            "the body: the answer, a JSON node; `CamelMatrixResponseStatus`",
            "what the request needs"),
    PIN(
            "Adds an event to the pinned events of the room. If it is pinned"
                    + " already, the operation succeeds.",
            "`CamelMatrixOverrideTargetEvent`",
            "nothing",
            "to send `m.room.pinned_events` as state"),
    UNPIN(
            "Removes an event from the pinned events of the room. If it is not"
                    + " pinned, the operation succeeds.",
            "`CamelMatrixOverrideTargetEvent`",
            "nothing",
            "to send `m.room.pinned_events` as state"),
    UPLOAD(
            "Uploads a file to the homeserver, without a message in a room.",
            "the body; `CamelFileName`, `Content-Type`",
            "the `mxc://` URI of the file as the body and as" + " `CamelMatrixContentUri`",
            "to upload"),
    DOWNLOAD(
            "Downloads a file. The component fetches it while the body is read.",
            "an `mxc://` URI in the body or in `CamelMatrixContentUri`",
            "the file as the body (an `InputStream`), `Content-Type`,"
                    + " `Content-Length`, `CamelFileName`",
            "to see the file"),
    THUMBNAIL(
            "Downloads a thumbnail of a file, which the homeserver makes.",
            "as `download`; `CamelMatrixOverrideThumbnailWidth`,"
                    + " `CamelMatrixOverrideThumbnailHeight`,"
                    + " `CamelMatrixOverrideThumbnailMethod`",
            "as `download`",
            "to see the file");

    private final String does;
    private final String reads;
    private final String gives;
    private final String needs;

    MatrixOperation(String does, String reads, String gives, String needs) {
        this.does = does;
        this.reads = reads;
        this.gives = gives;
        this.needs = needs;
    }

    /** What it does, as a sentence. */
    public String does() {
        return does;
    }

    /** What of the message it reads. */
    public String reads() {
        return reads;
    }

    /** What it leaves in the message. */
    public String gives() {
        return gives;
    }

    /** What the account must be allowed to do in the room. */
    public String needs() {
        return needs;
    }

    /** Its name in options and headers, such as {@code sendMessage}. */
    public String word() {
        StringBuilder word = new StringBuilder();
        for (String part : name().split("_")) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        word.setCharAt(0, Character.toLowerCase(word.charAt(0)));
        return word.toString();
    }

    /**
     * The operation of a name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static MatrixOperation of(String word) {
        for (MatrixOperation operation : values()) {
            if (operation.word().equalsIgnoreCase(word.strip())
                    || operation.name().equalsIgnoreCase(word.strip())) {
                return operation;
            }
        }
        throw new IllegalArgumentException(
                "there is no operation "
                        + word
                        + "; it is one of "
                        + Arrays.stream(values())
                                .map(MatrixOperation::word)
                                .collect(Collectors.joining(", ")));
    }
}
