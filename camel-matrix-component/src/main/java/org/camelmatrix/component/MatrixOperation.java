// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a message asks for at an endpoint. {@code docs/operations.md} is made of these entries. */
public enum MatrixOperation {
    SEND_MESSAGE(
            "Sends a message: a text, or files as the option `media` says, and then the message's"
                    + " attachments.",
            "the body; attachments; `CamelMatrixOverrideReplyTo`, `CamelMatrixOverrideThreadRoot`,"
                    + " `CamelMatrixOverrideMentionUsers`; for a file `CamelMatrixOverrideCaption`,"
                    + " `CamelFileName`, `Content-Type`",
            "`CamelMatrixEventId`, `CamelMatrixSplitEventIds`",
            "to send `m.room.message`"),
    EDIT(
            "Gives a message of the account another text.",
            "the body; `CamelMatrixOverrideTargetEvent`",
            "`CamelMatrixEventId` of the edited message, `CamelMatrixEditEventId` of the edit",
            "to send `m.room.message`"),
    REACT(
            "Reacts to an event with the text in the body, mostly an emoji. The same reaction once"
                    + " more is a success and sends nothing, as long as nobody has redacted the first"
                    + " one. Where a homeserver does not refuse a second one, the account's latest"
                    + " 1000 reactions are known, until a restart. Where it does, the first one is"
                    + " looked up.",
            "the body; `CamelMatrixOverrideTargetEvent`",
            "`CamelMatrixEventId` of the reaction, or none where it was there before and cannot be"
                    + " found",
            "to send `m.reaction`"),
    REDACT(
            "Takes an event back: its content is gone for everybody. Of a message that had to be"
                    + " split, all parts are taken back.",
            "`CamelMatrixOverrideTargetEvent`, `CamelMatrixOverrideReason`",
            "`CamelMatrixEventId` of the redaction",
            "to redact; for events of others the power level `redact`"),
    TYPING(
            "Shows that the account types, or types no more.",
            "`CamelMatrixOverrideTypingTimeout` in milliseconds, 30,000 without it; 0 for no more",
            "nothing",
            "to be in the room"),
    RECEIPT(
            "Tells that the account has read all events up to one.",
            "`CamelMatrixOverrideTargetEvent`, `CamelMatrixOverrideReceiptType`",
            "nothing",
            "to be in the room"),
    CREATE_ROOM(
            "Makes a room, which the account is in then. Without an alias it is"
                    + " never asked for twice: where no usable answer comes, it fails with"
                    + " `MatrixUncertainException`. With an alias, a room that the account"
                    + " itself has made under it is given instead of a second one.",
            "`CamelMatrixOverrideRoomPreset`, `CamelMatrixOverrideRoomName`,"
                    + " `CamelMatrixOverrideRoomTopic`, `CamelMatrixOverrideRoomAlias`,"
                    + " `CamelMatrixOverrideRoomVersion`, `CamelMatrixOverrideRoomEncrypted`,"
                    + " `CamelMatrixOverrideInviteUsers`; a Map or JSON node in the body is the"
                    + " request that they are added to, and any other body is not read",
            "`CamelMatrixRoomId`, and the same as the body",
            "of the homeserver, to make rooms"),
    ADD_ALIAS(
            "Gives the room an alias. One that it has is a success.",
            "`CamelMatrixOverrideRoomAlias`",
            "nothing",
            "to be in the room, and of the homeserver"),
    REMOVE_ALIAS(
            "Takes an alias away from whatever room it points to. One that nobody"
                    + " has is a success.",
            "`CamelMatrixOverrideRoomAlias`",
            "nothing",
            "to have made the alias, or to set `m.room.canonical_alias`"),
    GET_ALIASES(
            "Lists the aliases that the homeserver has of the room.",
            "nothing",
            "the body: a List of Strings",
            "to be in the room"),
    RESOLVE_ALIAS(
            "Looks up the room that an alias points to now.",
            "`CamelMatrixOverrideRoomAlias`; without it the alias that is the recipient",
            "`CamelMatrixRoomId`, and the same as the body",
            "none"),
    JOINED_ROOMS(
            "Lists the rooms that the account is in.",
            "nothing",
            "the body: a List of room ids, Strings",
            "none"),
    MEMBERS(
            "Lists who is in the room, or was.",
            "`CamelMatrixOverrideMembership`",
            "the body: a List of `RoomMember`s, each with `user`, `membership`,"
                    + " `displayName` and `avatarUrl`",
            "to be in the room, or to have been"),
    JOIN(
            "Enters the room. To be in it is a success.",
            "nothing",
            "`CamelMatrixRoomId`",
            "an invitation, or a room for all"),
    LEAVE(
            "Leaves the room, or refuses an invitation. Not to be in it is a" + " success.",
            "`CamelMatrixOverrideReason`",
            "nothing",
            "none"),
    KNOCK(
            "Asks to be invited to the room. To be in it is a success.",
            "`CamelMatrixOverrideReason`",
            "`CamelMatrixRoomId`",
            "a room whose join rule lets knock"),
    INVITE(
            "Invites a user to the room. One who is in it or invited is a" + " success.",
            "`CamelMatrixOverrideTargetUser`, `CamelMatrixOverrideReason`",
            "nothing",
            "the power level `invite`"),
    KICK(
            "Removes a user from the room, who may come back. One who is not in"
                    + " it is a success.",
            "`CamelMatrixOverrideTargetUser`, `CamelMatrixOverrideReason`",
            "nothing",
            "the power level `kick`, and a higher one than the user's"),
    BAN(
            "Removes a user from the room, who may not come back.",
            "`CamelMatrixOverrideTargetUser`, `CamelMatrixOverrideReason`",
            "nothing",
            "the power level `ban`, and a higher one than the user's"),
    UNBAN(
            "Lets a user come back. One who is not banned is a success.",
            "`CamelMatrixOverrideTargetUser`, `CamelMatrixOverrideReason`",
            "nothing",
            "the power levels `ban` and `kick`"),
    SET_STATE(
            "Sets a part of the room's state, such as its name, topic, picture,"
                    + " power levels or pins.",
            "the option `eventType` or `CamelMatrixOverrideEventType`; the option"
                    + " `stateKey` or `CamelMatrixOverrideStateKey`; the body is the"
                    + " content: a Map, a JSON node, or JSON text. For `m.room.name` and"
                    + " `m.room.topic` a text is the name or topic itself, for"
                    + " `m.room.avatar` the `mxc://` URI, for `m.room.canonical_alias` the"
                    + " alias; for `m.room.pinned_events` a List is the ids",
            "`CamelMatrixEventId`, `CamelMatrixRoomId`",
            "to send the type as state"),
    GET_STATE(
            "Reads a part of the room's state.",
            "the option `eventType` or `CamelMatrixOverrideEventType`; the option"
                    + " `stateKey` or `CamelMatrixOverrideStateKey`",
            "the body: the content, a JSON node; null where the room has no such" + " state",
            "to be in the room, or to have been"),
    MESSAGES(
            "Reads the room's history, the newest event first. The body fetches"
                    + " it part by part as it is iterated over: `split(body()).streaming()`"
                    + " needs little memory for any length.",
            "`CamelMatrixOverrideHistoryFrom`, `CamelMatrixOverrideHistoryTo`,"
                    + " `CamelMatrixOverrideHistoryLimit`, `CamelMatrixOverrideHistoryDirection`",
            "the body: an Iterable of `MatrixEvent`s, as the consumer has them",
            "to be in the room, or to have been"),
    RELATIONS(
            "Reads the events that belong to one, such as its reactions or its"
                    + " thread. The body is as that of `messages`.",
            "`CamelMatrixOverrideTargetEvent`, `CamelMatrixOverrideRelationType`, and"
                    + " with it the option `eventType` or `CamelMatrixOverrideEventType`;"
                    + " the headers of `messages`",
            "the body: an Iterable of `MatrixEvent`s",
            "to be in the room, or to have been"),
    GET_EVENT(
            "Reads an event.",
            "`CamelMatrixOverrideTargetEvent`",
            "the body: a `MatrixEvent`",
            "to see the event"),
    GET_PROFILE(
            "Reads what a user tells of himself, such as `displayname` and" + " `avatar_url`.",
            "`CamelMatrixOverrideTargetUser`; without it the account's own",
            "the body: a JSON node; null where there is no profile",
            "none"),
    SET_DISPLAY_NAME(
            "Sets the account's name.",
            "the body: the name; empty for none",
            "nothing",
            "of the homeserver"),
    SET_AVATAR(
            "Sets the account's picture.",
            "the body: its `mxc://` URI; empty for none",
            "nothing",
            "of the homeserver"),
    SEND_EVENT(
            "Sends an event of any type, once and in the room's order as messages"
                    + " are. Numbers in it are integers from -(2^53-1) to 2^53-1, as events"
                    + " hold no others.",
            "the option `eventType` or `CamelMatrixOverrideEventType`; the body"
                    + " is the content: a Map, a JSON node, or JSON text",
            "`CamelMatrixEventId`, `CamelMatrixRoomId`",
            "to send the type"),
    REQUEST(
            "Makes a request that no other operation makes. It has to be named in"
                    + " `allowedOperations`, also where it is the endpoint's own"
                    + " `operation`, as by it a message can do all that the account may do."
                    + " A POST without a usable answer is not made twice and fails with"
                    + " `MatrixUncertainException`.",
            "`CamelMatrixOverrideRequestMethod`, `CamelMatrixOverrideRequestPath`; with PUT and"
                    + " POST the body: a Map, a JSON node, or JSON text",
            "the body: the answer, a JSON node; `CamelMatrixResponseStatus`",
            "what the request needs"),
    PIN(
            "Adds an event to those that the room shows at its top. One that is there already is a"
                    + " success.",
            "`CamelMatrixOverrideTargetEvent`",
            "nothing",
            "to send `m.room.pinned_events` as state"),
    UNPIN(
            "Takes an event away from those that the room shows at its top. One that is not there is"
                    + " a success.",
            "`CamelMatrixOverrideTargetEvent`",
            "nothing",
            "to send `m.room.pinned_events` as state"),
    UPLOAD(
            "Keeps a file at the homeserver, in no room.",
            "the body; `CamelFileName`, `Content-Type`",
            "its `mxc://` URI as the body and as `CamelMatrixContentUri`",
            "to upload"),
    DOWNLOAD(
            "Fetches a file, which is read from the homeserver as the body is read.",
            "an `mxc://` URI in the body or in `CamelMatrixContentUri`",
            "the file as the body (an `InputStream`), `Content-Type`, `Content-Length`,"
                    + " `CamelFileName`",
            "to see the file"),
    THUMBNAIL(
            "Fetches a smaller picture of a file, which the homeserver makes.",
            "as `download`; `CamelMatrixOverrideThumbnailWidth`, `CamelMatrixOverrideThumbnailHeight`,"
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
