// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.spi.Metadata;

/** The headers of the component. */
public final class MatrixConstants {

    @Metadata(
            label = "producer",
            description =
                    "The room to send this one message to, instead of the endpoint's: a room id, an"
                            + " alias, a user, a matrix: URI or a matrix.to link; or several, as a"
                            + " list or with commas. Removed once the message is sent, so that it"
                            + " does not redirect a later one.",
            javaType = "String")
    public static final String OVERRIDE_ROOM = "CamelMatrixOverrideRoom";

    @Metadata(
            label = "producer",
            description =
                    "What became of the message at each recipient, where CamelMatrixOverrideRoom"
                            + " names several. Set by the endpoint.",
            javaType = "java.util.List<org.camelmatrix.RecipientResult>")
    public static final String RESULTS = "CamelMatrixResults";

    @Metadata(
            label = "producer",
            description =
                    "What this one message asks for, instead of the endpoint's operation, if it is"
                            + " among the allowedOperations. Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_OPERATION = "CamelMatrixOverrideOperation";

    @Metadata(
            label = "producer",
            description =
                    "The id of the event that the operation is about. Default: the value of"
                            + " CamelMatrixEventId. The id of an edit or of a reaction stands for its message."
                            + " Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_TARGET_EVENT = "CamelMatrixOverrideTargetEvent";

    @Metadata(
            label = "producer",
            description =
                    "The id of the event that the message is to answer. Removed once it is sent."
                            + " A received message has CamelMatrixEventId and CamelMatrixInReplyTo.",
            javaType = "String")
    public static final String OVERRIDE_REPLY_TO = "CamelMatrixOverrideReplyTo";

    @Metadata(
            label = "producer",
            description =
                    "The id of the first event of the thread that the message is to be in. Removed"
                            + " once it is sent. A received message has CamelMatrixThread.",
            javaType = "String")
    public static final String OVERRIDE_THREAD_ROOT = "CamelMatrixOverrideThreadRoot";

    @Metadata(
            label = "producer",
            description =
                    "The ids of users that the message is to mention, besides those of the option"
                            + " mentions: a list, or a text with commas. Removed once it is sent.",
            javaType = "java.util.List<String>")
    public static final String OVERRIDE_MENTION_USERS = "CamelMatrixOverrideMentionUsers";

    @Metadata(
            label = "producer",
            description = "Why, for operations that take a reason. Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_REASON = "CamelMatrixOverrideReason";

    @Metadata(
            label = "producer",
            description =
                    "For how many milliseconds the account types; 30000 without it, 0 for not any"
                            + " more. Removed once it is done.",
            javaType = "Long")
    public static final String OVERRIDE_TYPING_TIMEOUT = "CamelMatrixOverrideTypingTimeout";

    @Metadata(
            label = "producer",
            description =
                    "The kind of receipt: m.read (without it), m.read.private or m.fully_read."
                            + " Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_RECEIPT_TYPE = "CamelMatrixOverrideReceiptType";

    @Metadata(
            description =
                    "The id of the event that was received. After a send, the id of the message: of"
                            + " the first event if the text was split, and of the edited message if"
                            + " it was an edit. Set by the endpoint.",
            javaType = "String")
    public static final String EVENT_ID = "CamelMatrixEventId";

    @Metadata(
            label = "consumer",
            description =
                    "The id of the received event in a form that is safe as the name of a file and"
                            + " that no other event has: without the $, or a digest of it where it"
                            + " holds other characters than letters, digits, - and _.",
            javaType = "String")
    public static final String SAFE_EVENT_ID = "CamelMatrixSafeEventId";

    @Metadata(
            label = "producer",
            description =
                    "The id of the edit's own event, after an edit or an update by updateKey that"
                            + " edited a message. CamelMatrixEventId has the id of the message. Set"
                            + " by the endpoint.",
            javaType = "String")
    public static final String EDIT_EVENT_ID = "CamelMatrixEditEventId";

    @Metadata(
            label = "producer",
            description =
                    "The ids of all events of a message that had to be split, in order. Set by the"
                            + " endpoint, and only then.",
            javaType = "java.util.List<String>")
    public static final String SPLIT_EVENT_IDS = "CamelMatrixSplitEventIds";

    @Metadata(
            description =
                    "The id of the room that the event is in: received from, or after a send sent"
                            + " to. Set by the endpoint; never obeyed.",
            javaType = "String")
    public static final String ROOM_ID = "CamelMatrixRoomId";

    @Metadata(
            label = "consumer",
            description = "Who sent the event: a user id.",
            javaType = "String")
    public static final String SENDER = "CamelMatrixSender";

    @Metadata(
            label = "consumer",
            description = "The event's type, such as m.room.message.",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelMatrixEventType";

    @Metadata(
            label = "consumer",
            description = "The kind of message, such as m.text.",
            javaType = "String")
    public static final String MESSAGE_TYPE = "CamelMatrixMessageType";

    @Metadata(
            label = "consumer",
            description =
                    "The format of CamelMatrixFormattedBody, such as" + " org.matrix.custom.html.",
            javaType = "String")
    public static final String FORMAT = "CamelMatrixFormat";

    @Metadata(
            label = "consumer",
            description =
                    "The message with its markup, as the sender wrote it: HTML from a"
                            + " stranger, which has to be cleaned before it is shown.",
            javaType = "String")
    public static final String FORMATTED_BODY = "CamelMatrixFormattedBody";

    @Metadata(
            label = "consumer",
            description = "What is written below a file.",
            javaType = "String")
    public static final String CAPTION = "CamelMatrixCaption";

    @Metadata(
            label = "consumer",
            description = "What follows the command that the option command names.",
            javaType = "String")
    public static final String ARGUMENTS = "CamelMatrixArguments";

    @Metadata(
            label = "consumer",
            description =
                    "How the event belongs to another: m.thread, m.replace, m.annotation,"
                            + " or another rel_type.",
            javaType = "String")
    public static final String RELATION_TYPE = "CamelMatrixRelationType";

    @Metadata(
            label = "consumer",
            description = "The id of the event that it belongs to by CamelMatrixRelationType.",
            javaType = "String")
    public static final String RELATES_TO = "CamelMatrixRelatesTo";

    @Metadata(
            label = "consumer",
            description = "The id of the event that a message answers.",
            javaType = "String")
    public static final String IN_REPLY_TO = "CamelMatrixInReplyTo";

    @Metadata(
            label = "consumer",
            description = "The id of the first event of the thread that a message is in.",
            javaType = "String")
    public static final String THREAD = "CamelMatrixThread";

    @Metadata(
            label = "consumer",
            description = "The id of the message that an edit gives a new text.",
            javaType = "String")
    public static final String REPLACES = "CamelMatrixReplaces";

    @Metadata(
            label = "consumer",
            description = "The reaction, mostly an emoji, to the event CamelMatrixRelatesTo.",
            javaType = "String")
    public static final String REACTION_KEY = "CamelMatrixReactionKey";

    @Metadata(
            label = "consumer",
            description = "The ids of the users that the message mentions.",
            javaType = "java.util.List<String>")
    public static final String MENTIONS = "CamelMatrixMentions";

    @Metadata(
            label = "consumer",
            description = "Whether the message mentions the whole room.",
            javaType = "Boolean")
    public static final String ROOM_MENTIONED = "CamelMatrixRoomMentioned";

    @Metadata(
            label = "consumer",
            description = "The state key of a state event.",
            javaType = "String")
    public static final String STATE_KEY = "CamelMatrixStateKey";

    @Metadata(
            label = "consumer",
            description = "The id of the event that a redaction takes back.",
            javaType = "String")
    public static final String REDACTED_EVENT_ID = "CamelMatrixRedactedEventId";

    @Metadata(
            label = "consumer",
            description =
                    "The id of the transaction that this account's own device sent the"
                            + " event with.",
            javaType = "String")
    public static final String TRANSACTION_ID = "CamelMatrixTransactionId";

    @Metadata(
            label = "consumer",
            description =
                    "True for an event that could not be decrypted, and is handed on as"
                            + " it is.",
            javaType = "Boolean")
    public static final String UNDECRYPTED = "CamelMatrixUndecrypted";

    @Metadata(
            label = "consumer",
            description =
                    "True for an event that was redacted, so that its content is gone. Such events"
                            + " begin an exchange only with the option includeRedacted, or as"
                            + " state.",
            javaType = "Boolean")
    public static final String REDACTED = "CamelMatrixRedacted";

    @Metadata(
            label = "consumer",
            description =
                    "How often the event was tried before and failed; missing for the"
                            + " first time.",
            javaType = "Integer")
    public static final String ATTEMPT = "CamelMatrixAttempt";

    @Metadata(
            label = "producer",
            description =
                    "The id of the user that the operation is about. Removed once it is" + " done.",
            javaType = "String")
    public static final String OVERRIDE_TARGET_USER = "CamelMatrixOverrideTargetUser";

    @Metadata(
            label = "producer",
            description =
                    "What a new room is like: private_chat, trusted_private_chat or"
                            + " public_chat. Removed once it is made.",
            javaType = "String")
    public static final String OVERRIDE_ROOM_PRESET = "CamelMatrixOverrideRoomPreset";

    @Metadata(
            label = "producer",
            description = "The name of a new room. Removed once it is made.",
            javaType = "String")
    public static final String OVERRIDE_ROOM_NAME = "CamelMatrixOverrideRoomName";

    @Metadata(
            label = "producer",
            description = "The topic of a new room. Removed once it is made.",
            javaType = "String")
    public static final String OVERRIDE_ROOM_TOPIC = "CamelMatrixOverrideRoomTopic";

    @Metadata(
            label = "producer",
            description =
                    "The alias, #name:server, that is given to a room, taken away or looked"
                            + " up; of a new room the name alone will do. Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_ROOM_ALIAS = "CamelMatrixOverrideRoomAlias";

    @Metadata(
            label = "producer",
            description =
                    "The version of a new room; the homeserver's default without it."
                            + " Removed once it is made.",
            javaType = "String")
    public static final String OVERRIDE_ROOM_VERSION = "CamelMatrixOverrideRoomVersion";

    @Metadata(
            label = "producer",
            description = "Whether a new room is encrypted. Removed once it is made.",
            javaType = "Boolean")
    public static final String OVERRIDE_ROOM_ENCRYPTED = "CamelMatrixOverrideRoomEncrypted";

    @Metadata(
            label = "producer",
            description =
                    "The ids of users to invite to a new room: a list, or a text with"
                            + " commas. Removed once it is made.",
            javaType = "java.util.List<String>")
    public static final String OVERRIDE_INVITE_USERS = "CamelMatrixOverrideInviteUsers";

    @Metadata(
            label = "producer",
            description =
                    "Which members are listed: join (without it), invite, knock, leave,"
                            + " ban, or an asterisk for all. Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_MEMBERSHIP = "CamelMatrixOverrideMembership";

    @Metadata(
            label = "producer",
            description =
                    "The event type for this one message, instead of the option eventType."
                            + " Removed once it is done. A received message's CamelMatrixEventType is"
                            + " not obeyed.",
            javaType = "String")
    public static final String OVERRIDE_EVENT_TYPE = "CamelMatrixOverrideEventType";

    @Metadata(
            label = "producer",
            description =
                    "The state key for this one message, instead of the option stateKey."
                            + " Removed once it is done. A received message's CamelMatrixStateKey is"
                            + " not obeyed.",
            javaType = "String")
    public static final String OVERRIDE_STATE_KEY = "CamelMatrixOverrideStateKey";

    @Metadata(
            label = "producer",
            description =
                    "How the events belong to the target that the operation relations"
                            + " gives, such as m.thread; in any way without it. Removed once it is"
                            + " done.",
            javaType = "String")
    public static final String OVERRIDE_RELATION_TYPE = "CamelMatrixOverrideRelationType";

    @Metadata(
            label = "producer",
            description =
                    "The token at which a history begins; at the newest event without it,"
                            + " or the oldest where the direction is f. Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_HISTORY_FROM = "CamelMatrixOverrideHistoryFrom";

    @Metadata(
            label = "producer",
            description = "The token at which a history ends. Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_HISTORY_TO = "CamelMatrixOverrideHistoryTo";

    @Metadata(
            label = "producer",
            description =
                    "How many events of a history are given at most; all without it."
                            + " Removed once it is done.",
            javaType = "Long")
    public static final String OVERRIDE_HISTORY_LIMIT = "CamelMatrixOverrideHistoryLimit";

    @Metadata(
            label = "producer",
            description =
                    "The direction of a history: b (without it) for the newest event first,"
                            + " f for the oldest. Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_HISTORY_DIRECTION = "CamelMatrixOverrideHistoryDirection";

    @Metadata(
            label = "producer",
            description =
                    "The method of the operation request: GET (without it), PUT, POST or"
                            + " DELETE. Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_REQUEST_METHOD = "CamelMatrixOverrideRequestMethod";

    @Metadata(
            label = "producer",
            description =
                    "The path of the operation request, percent-encoded and with its query:"
                            + " below /_matrix/ or /_synapse/ of the account's homeserver. Removed once it"
                            + " is done.",
            javaType = "String")
    public static final String OVERRIDE_REQUEST_PATH = "CamelMatrixOverrideRequestPath";

    @Metadata(
            label = "producer",
            description =
                    "The HTTP status of the answer to the operation request. Set by the"
                            + " endpoint.",
            javaType = "Integer")
    public static final String RESPONSE_STATUS = "CamelMatrixResponseStatus";

    @Metadata(
            label = "producer",
            description =
                    "With updateKey, the id of the message that was edited or has the thread; that"
                            + " of the new message where it is the first one or took the place of"
                            + " another. Set by the endpoint.",
            javaType = "String")
    public static final String UPDATED_EVENT = "CamelMatrixUpdatedEvent";

    @Metadata(
            label = "producer",
            description =
                    "What is to be written below the file that is sent, read as the option format"
                            + " says. Removed once it is sent. A received file has"
                            + " CamelMatrixCaption, which does not repeat itself below others.",
            javaType = "String")
    public static final String OVERRIDE_CAPTION = "CamelMatrixOverrideCaption";

    @Metadata(
            description =
                    "The mxc:// URI of a file: of a received one, or of one that upload has kept at"
                            + " the homeserver. Read by download and thumbnail where the body is no"
                            + " such URI.",
            javaType = "String")
    public static final String CONTENT_URI = "CamelMatrixContentUri";

    @Metadata(
            label = "producer",
            description =
                    "How wide a thumbnail should be, in pixels; 800 without it. Removed once it is"
                            + " done.",
            javaType = "Integer")
    public static final String OVERRIDE_THUMBNAIL_WIDTH = "CamelMatrixOverrideThumbnailWidth";

    @Metadata(
            label = "producer",
            description =
                    "How high a thumbnail should be, in pixels; 600 without it. Removed once it is"
                            + " done.",
            javaType = "Integer")
    public static final String OVERRIDE_THUMBNAIL_HEIGHT = "CamelMatrixOverrideThumbnailHeight";

    @Metadata(
            label = "producer",
            description =
                    "How a thumbnail is made: scale (without it), or crop. Removed once it is done.",
            javaType = "String")
    public static final String OVERRIDE_THUMBNAIL_METHOD = "CamelMatrixOverrideThumbnailMethod";

    /**
     * The property that holds the received event, a {@link org.camelmatrix.event.MatrixEvent}: what
     * an exchange sends that began with an event is known by it, also after a restart.
     */
    static final String RECEIVED_EVENT = "CamelMatrixReceivedEvent";

    private MatrixConstants() {}
}
