// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.spi.Metadata;

/**
 * The headers of the component. A header that begins with {@code CamelMatrixOverride} says what one
 * message asks for; it is removed after the send. No other header changes what is sent or where,
 * with two exceptions: {@link #EVENT_ID} is the default target of an operation, and {@link
 * #CONTENT_URI} the default file of a download.
 */
public final class MatrixConstants {

    @Metadata(
            label = "producer",
            description =
                    "The room of this message instead of the room of the endpoint: a room"
                            + " id, an alias, a user id, a matrix: URI or a matrix.to link. Several"
                            + " are given as a list or as a text with commas. Removed after the send.",
            javaType = "String")
    public static final String OVERRIDE_ROOM = "CamelMatrixOverrideRoom";

    @Metadata(
            label = "producer",
            description =
                    "The operation for this message instead of the option operation. The"
                            + " option allowedOperations has to name it. Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_OPERATION = "CamelMatrixOverrideOperation";

    @Metadata(
            label = "producer",
            description =
                    "The id of the event that the operation is about. The default is the"
                            + " value of CamelMatrixEventId. The id of an edit or of a reaction stands"
                            + " for the message that it belongs to. Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_TARGET_EVENT = "CamelMatrixOverrideTargetEvent";

    @Metadata(
            label = "producer",
            description =
                    "The id of the user that the operation is about. Removed after the"
                            + " operation.",
            javaType = "String")
    public static final String OVERRIDE_TARGET_USER = "CamelMatrixOverrideTargetUser";

    @Metadata(
            label = "producer",
            description =
                    "The reason for an operation that takes one, such as redact or kick."
                            + " Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_REASON = "CamelMatrixOverrideReason";

    @Metadata(
            label = "producer",
            description =
                    "The event type for this message instead of the option eventType."
                            + " CamelMatrixEventType of a received message has no effect on a send."
                            + " Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_EVENT_TYPE = "CamelMatrixOverrideEventType";

    @Metadata(
            label = "producer",
            description =
                    "The state key for this message instead of the option stateKey."
                            + " CamelMatrixStateKey of a received message has no effect on a send."
                            + " Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_STATE_KEY = "CamelMatrixOverrideStateKey";

    @Metadata(
            label = "producer",
            description =
                    "The id of the event that the message replies to. Removed after the" + " send.",
            javaType = "String")
    public static final String OVERRIDE_REPLY_TO = "CamelMatrixOverrideReplyTo";

    @Metadata(
            label = "producer",
            description =
                    "The id of the first event of the thread that the message is sent to."
                            + " Removed after the send.",
            javaType = "String")
    public static final String OVERRIDE_THREAD_ROOT = "CamelMatrixOverrideThreadRoot";

    @Metadata(
            label = "producer",
            description =
                    "The ids of users that the message mentions in addition to the option"
                            + " mentions: a list, or a text with commas. Removed after the send.",
            javaType = "java.util.List<String>")
    public static final String OVERRIDE_MENTION_USERS = "CamelMatrixOverrideMentionUsers";

    @Metadata(
            label = "producer",
            description =
                    "The caption of the file that is sent. It is read as the option format"
                            + " says. CamelMatrixCaption of a received file has no effect on a send."
                            + " Removed after the send.",
            javaType = "String")
    public static final String OVERRIDE_CAPTION = "CamelMatrixOverrideCaption";

    @Metadata(
            label = "producer",
            description =
                    "How long to show the typing notification, in milliseconds. The default"
                            + " is 30000. 0 clears the notification. Removed after the operation.",
            javaType = "Long")
    public static final String OVERRIDE_TYPING_TIMEOUT = "CamelMatrixOverrideTypingTimeout";

    @Metadata(
            label = "producer",
            description =
                    "The type of the receipt: m.read (the default), m.read.private or"
                            + " m.fully_read. Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_RECEIPT_TYPE = "CamelMatrixOverrideReceiptType";

    @Metadata(
            label = "producer",
            description =
                    "The preset of a new room: private_chat, trusted_private_chat or"
                            + " public_chat. Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_ROOM_PRESET = "CamelMatrixOverrideRoomPreset";

    @Metadata(
            label = "producer",
            description = "The name of a new room. Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_ROOM_NAME = "CamelMatrixOverrideRoomName";

    @Metadata(
            label = "producer",
            description = "The topic of a new room. Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_ROOM_TOPIC = "CamelMatrixOverrideRoomTopic";

    @Metadata(
            label = "producer",
            description =
                    "The alias, #name:server, that the operation adds, removes or resolves."
                            + " For a new room the name without the server is enough. Removed after"
                            + " the operation.",
            javaType = "String")
    public static final String OVERRIDE_ROOM_ALIAS = "CamelMatrixOverrideRoomAlias";

    @Metadata(
            label = "producer",
            description =
                    "The room version of a new room. The default is that of the homeserver."
                            + " Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_ROOM_VERSION = "CamelMatrixOverrideRoomVersion";

    @Metadata(
            label = "producer",
            description = "Whether a new room is encrypted. Removed after the operation.",
            javaType = "Boolean")
    public static final String OVERRIDE_ROOM_ENCRYPTED = "CamelMatrixOverrideRoomEncrypted";

    @Metadata(
            label = "producer",
            description =
                    "The ids of users that are invited to a new room: a list, or a text"
                            + " with commas. Removed after the operation.",
            javaType = "java.util.List<String>")
    public static final String OVERRIDE_INVITE_USERS = "CamelMatrixOverrideInviteUsers";

    @Metadata(
            label = "producer",
            description =
                    "The members that the operation members lists: join (the default),"
                            + " invite, knock, leave, ban, or an asterisk for all. Removed after the"
                            + " operation.",
            javaType = "String")
    public static final String OVERRIDE_MEMBERSHIP = "CamelMatrixOverrideMembership";

    @Metadata(
            label = "producer",
            description =
                    "The relation type, such as m.thread, of the events that the operation"
                            + " relations returns. The default is all types. Removed after the"
                            + " operation.",
            javaType = "String")
    public static final String OVERRIDE_RELATION_TYPE = "CamelMatrixOverrideRelationType";

    @Metadata(
            label = "producer",
            description =
                    "The pagination token at which a history starts. The default is the"
                            + " newest event, or the oldest event with the direction f. Removed after"
                            + " the operation.",
            javaType = "String")
    public static final String OVERRIDE_HISTORY_FROM = "CamelMatrixOverrideHistoryFrom";

    @Metadata(
            label = "producer",
            description =
                    "The pagination token at which a history ends. Removed after the"
                            + " operation.",
            javaType = "String")
    public static final String OVERRIDE_HISTORY_TO = "CamelMatrixOverrideHistoryTo";

    @Metadata(
            label = "producer",
            description =
                    "The maximum number of events of a history. The default is all events."
                            + " Removed after the operation.",
            javaType = "Long")
    public static final String OVERRIDE_HISTORY_LIMIT = "CamelMatrixOverrideHistoryLimit";

    @Metadata(
            label = "producer",
            description =
                    "The direction of a history: b (the default) for the newest event"
                            + " first, f for the oldest event first. Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_HISTORY_DIRECTION = "CamelMatrixOverrideHistoryDirection";

    @Metadata(
            label = "producer",
            description =
                    "The HTTP method of the operation request: GET (the default), PUT, POST"
                            + " or DELETE. Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_REQUEST_METHOD = "CamelMatrixOverrideRequestMethod";

    @Metadata(
            label = "producer",
            description =
                    "The path of the operation request with its query, percent-encoded. It"
                            + " has to be below /_matrix/ or /_synapse/. Removed after the operation.",
            javaType = "String")
    public static final String OVERRIDE_REQUEST_PATH = "CamelMatrixOverrideRequestPath";

    @Metadata(
            label = "producer",
            description =
                    "The width of a thumbnail in pixels. The default is 800. Removed after"
                            + " the operation.",
            javaType = "Integer")
    public static final String OVERRIDE_THUMBNAIL_WIDTH = "CamelMatrixOverrideThumbnailWidth";

    @Metadata(
            label = "producer",
            description =
                    "The height of a thumbnail in pixels. The default is 600. Removed after"
                            + " the operation.",
            javaType = "Integer")
    public static final String OVERRIDE_THUMBNAIL_HEIGHT = "CamelMatrixOverrideThumbnailHeight";

    @Metadata(
            label = "producer",
            description =
                    "How a thumbnail fits its size: scale (the default) or crop. Removed"
                            + " after the operation.",
            javaType = "String")
    public static final String OVERRIDE_THUMBNAIL_METHOD = "CamelMatrixOverrideThumbnailMethod";

    @Metadata(
            description =
                    "The id of the received event. After a send, the id of the message: of"
                            + " the first event if the text was split, and of the edited message after"
                            + " an edit. Set by the endpoint.",
            javaType = "String")
    public static final String EVENT_ID = "CamelMatrixEventId";

    @Metadata(
            description =
                    "The id of the room that the event was received from or sent to. Set by"
                            + " the endpoint. It has no effect on a send.",
            javaType = "String")
    public static final String ROOM_ID = "CamelMatrixRoomId";

    @Metadata(
            label = "producer",
            description =
                    "The ids of all events of a message that was split, in order. Set by"
                            + " the endpoint, only after such a send.",
            javaType = "java.util.List<String>")
    public static final String SPLIT_EVENT_IDS = "CamelMatrixSplitEventIds";

    @Metadata(
            label = "producer",
            description =
                    "The id of the event of an edit, after the operation edit and after an"
                            + " update with updateMode=edit. CamelMatrixEventId then has the id of the"
                            + " edited message. Set by the endpoint.",
            javaType = "String")
    public static final String EDIT_EVENT_ID = "CamelMatrixEditEventId";

    @Metadata(
            label = "producer",
            description =
                    "With updateKey, the id of the message that was edited or that has the"
                            + " thread. If the message is the first one with its key or replaced"
                            + " another one, it is the id of the new message. Set by the endpoint.",
            javaType = "String")
    public static final String UPDATED_EVENT = "CamelMatrixUpdatedEvent";

    @Metadata(
            label = "producer",
            description =
                    "The result of each recipient, if CamelMatrixOverrideRoom named"
                            + " several. Set by the endpoint.",
            javaType = "java.util.List<org.camelmatrix.RecipientResult>")
    public static final String RESULTS = "CamelMatrixResults";

    @Metadata(
            label = "producer",
            description =
                    "The HTTP status of the response to the operation request. Set by the"
                            + " endpoint.",
            javaType = "Integer")
    public static final String RESPONSE_STATUS = "CamelMatrixResponseStatus";

    @Metadata(
            description =
                    "The mxc:// URI of a received file, or of a file that the operation"
                            + " upload stored. The operations download and thumbnail read it if the"
                            + " body is not such a URI.",
            javaType = "String")
    public static final String CONTENT_URI = "CamelMatrixContentUri";

    @Metadata(
            label = "consumer",
            description = "The user id of the sender of the event.",
            javaType = "String")
    public static final String SENDER = "CamelMatrixSender";

    @Metadata(
            label = "consumer",
            description = "The type of the event, such as m.room.message.",
            javaType = "String")
    public static final String EVENT_TYPE = "CamelMatrixEventType";

    @Metadata(
            label = "consumer",
            description = "The state key of a state event.",
            javaType = "String")
    public static final String STATE_KEY = "CamelMatrixStateKey";

    @Metadata(
            label = "consumer",
            description =
                    "The id of the received event in a form that is safe as a file name and"
                            + " unique: without the $, or a digest of the id if it contains characters"
                            + " other than letters, digits, - and _.",
            javaType = "String")
    public static final String SAFE_EVENT_ID = "CamelMatrixSafeEventId";

    @Metadata(
            label = "consumer",
            description = "The type of the message (msgtype), such as m.text.",
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
                    "The message with its markup as the sender wrote it. It is HTML from a"
                            + " stranger: sanitize it before you show it.",
            javaType = "String")
    public static final String FORMATTED_BODY = "CamelMatrixFormattedBody";

    @Metadata(
            label = "consumer",
            description = "The caption of a received file.",
            javaType = "String")
    public static final String CAPTION = "CamelMatrixCaption";

    @Metadata(
            label = "consumer",
            description = "The text after the command that the option command names.",
            javaType = "String")
    public static final String ARGUMENTS = "CamelMatrixArguments";

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
            description =
                    "The relation type (rel_type) of the event: m.thread, m.replace,"
                            + " m.annotation or another one.",
            javaType = "String")
    public static final String RELATION_TYPE = "CamelMatrixRelationType";

    @Metadata(
            label = "consumer",
            description =
                    "The id of the event that this event relates to with"
                            + " CamelMatrixRelationType.",
            javaType = "String")
    public static final String RELATES_TO = "CamelMatrixRelatesTo";

    @Metadata(
            label = "consumer",
            description = "The id of the event that the message replies to.",
            javaType = "String")
    public static final String IN_REPLY_TO = "CamelMatrixInReplyTo";

    @Metadata(
            label = "consumer",
            description = "The id of the first event of the thread that the message is in.",
            javaType = "String")
    public static final String THREAD = "CamelMatrixThread";

    @Metadata(
            label = "consumer",
            description = "The id of the message that the received edit changes.",
            javaType = "String")
    public static final String REPLACES = "CamelMatrixReplaces";

    @Metadata(
            label = "consumer",
            description =
                    "The text of the reaction, mostly an emoji, to the event"
                            + " CamelMatrixRelatesTo.",
            javaType = "String")
    public static final String REACTION_KEY = "CamelMatrixReactionKey";

    @Metadata(
            label = "consumer",
            description = "The id of the event that the received redaction redacts.",
            javaType = "String")
    public static final String REDACTED_EVENT_ID = "CamelMatrixRedactedEventId";

    @Metadata(
            label = "consumer",
            description =
                    "True if the event was redacted, so that its content is gone. Such an"
                            + " event begins an exchange only if the option includeRedacted is set or"
                            + " if it is a state event.",
            javaType = "Boolean")
    public static final String REDACTED = "CamelMatrixRedacted";

    @Metadata(
            label = "consumer",
            description =
                    "True if the event could not be decrypted. Its body is then the"
                            + " encrypted event.",
            javaType = "Boolean")
    public static final String UNDECRYPTED = "CamelMatrixUndecrypted";

    @Metadata(
            label = "consumer",
            description =
                    "The transaction id with which this device of the account sent the" + " event.",
            javaType = "String")
    public static final String TRANSACTION_ID = "CamelMatrixTransactionId";

    @Metadata(
            label = "consumer",
            description =
                    "The number of failed attempts to process the event. Missing in the"
                            + " first attempt.",
            javaType = "Integer")
    public static final String ATTEMPT = "CamelMatrixAttempt";

    /**
     * The exchange property with the received {@link org.camelmatrix.event.MatrixEvent}. It
     * identifies what an exchange sends that began with an event, also after a restart.
     */
    static final String RECEIVED_EVENT = "CamelMatrixReceivedEvent";

    private MatrixConstants() {}
}
