// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.account.UpdateMode;
import org.camelmatrix.internal.message.MessageFormat;
import org.camelmatrix.internal.message.Oversize;
import org.camelmatrix.internal.queue.PendingPolicy;

/** The options of producers, after those of the account. */
@UriParams
public abstract class SendConfiguration extends AccountConfiguration {

    @UriParam(
            label = "producer",
            enums =
                    "sendMessage,edit,react,redact,typing,receipt,createRoom,addAlias,"
                            + "removeAlias,getAliases,resolveAlias,joinedRooms,members,join,leave,"
                            + "knock,invite,kick,ban,unban,setState,getState,messages,relations,"
                            + "getEvent,getProfile,setDisplayName,setAvatar,sendEvent,request,pin,"
                            + "unpin,upload,download,thumbnail",
            defaultValue = "sendMessage",
            description =
                    "What the endpoint does with a message. docs/operations.md describes"
                            + " each operation. The header CamelMatrixOverrideOperation overrides it"
                            + " for one message.")
    private MatrixOperation operation = MatrixOperation.SEND_MESSAGE;

    @UriParam(
            label = "producer",
            description =
                    "The operations that the header CamelMatrixOverrideOperation may name,"
                            + " separated by commas. Without this option the header may name only the"
                            + " operation of the endpoint.")
    private String allowedOperations;

    @UriParam(
            label = "producer",
            enums = "auto,markdown,html,text,code",
            defaultValue = "auto",
            description =
                    "How the text of a body is read. markdown is CommonMark with tables and"
                            + " strikethrough. html is HTML, of which the component keeps what the"
                            + " Matrix specification allows. text is plain text. code is a code block."
                            + " auto decides by the content type or the file name: text/markdown, .md"
                            + " and text of an unknown type are Markdown; text/html and .html are"
                            + " HTML; source code, data and logs become a code block; other text is"
                            + " plain.")
    private MessageFormat format = MessageFormat.AUTO;

    @UriParam(
            label = "producer",
            enums = "text,notice,emote",
            defaultValue = "text",
            description =
                    "The type of the messages: text (m.text) as from a person, notice"
                            + " (m.notice) as from a bot, which other bots do not answer, or emote"
                            + " (m.emote) for an action.")
    private MessageType messageType = MessageType.TEXT;

    @UriParam(
            label = "producer",
            enums = "fail,split,file",
            defaultValue = "fail",
            description =
                    "What happens to a text that is too large for one event (61,440 bytes"
                            + " with its HTML). With fail the exchange fails. With split the component"
                            + " sends it as several events, at most 100. With file the component sends"
                            + " it as a file, with its beginning as the caption.")
    private Oversize oversize = Oversize.FAIL;

    @UriParam(
            label = "producer",
            enums = "auto,always,never",
            defaultValue = "auto",
            description =
                    "Whether a body is sent as a file. With auto a body of bytes (a file, a"
                            + " stream, a byte array) is sent as a file unless its content type, its"
                            + " file name or its first bytes show that it is text. With always text is"
                            + " sent as a file too. With never a body that is not text fails, and the"
                            + " attachments of the message are not sent. Otherwise the attachments"
                            + " follow as files.")
    private MediaPolicy media = MediaPolicy.AUTO;

    @UriParam(
            label = "producer",
            description =
                    "The user ids that each message mentions, separated by commas. Clients"
                            + " notify these users. The header CamelMatrixOverrideMentionUsers adds"
                            + " users for one message.")
    private String mentions;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether each message mentions the whole room, so that clients notify"
                            + " all members. The account needs the permission for that.")
    private boolean mentionRoom;

    @UriParam(
            label = "producer",
            description =
                    "The event type for the operations sendEvent, setState, getState and"
                            + " relations, such as m.room.topic. The header"
                            + " CamelMatrixOverrideEventType overrides it for one message.")
    private String eventType;

    @UriParam(
            label = "producer",
            description =
                    "The state key for the operations setState and getState. The default is"
                            + " the empty key, which most event types use. The header"
                            + " CamelMatrixOverrideStateKey overrides it for one message.")
    private String stateKey;

    @UriParam(
            label = "producer",
            description =
                    "A simple expression whose value identifies the message, such as"
                            + " ${header.JMSMessageID}. A message that is sent again with the same"
                            + " key, also after a restart, appears in the room once. Without it each"
                            + " exchange is a new message. Use it if the route may get the same"
                            + " message twice.")
    private String idempotentKey;

    @UriParam(
            label = "producer",
            description =
                    "The store of the event ids of sent messages. A message whose key is in"
                            + " the store is not sent again, and its event id comes from the store."
                            + " Use it because homeservers forget transaction ids after a day, after"
                            + " minutes, or at a restart. Write #NAME for a bean of the type"
                            + " StateRepository, or memory for the last 10,000 messages. It needs"
                            + " idempotentKey, unless the exchange began with a received event. With"
                            + " exchangePattern=InOut it also holds the answers.")
    private MatrixStore idempotentStore;

    @UriParam(
            label = "producer",
            description =
                    "A simple expression whose value identifies a subject, such as"
                            + " ${header.fingerprint} of an alert. The first message with a key is"
                            + " sent. Each later message with the same key in the same room updates it"
                            + " in the way that updateMode says.")
    private String updateKey;

    @UriParam(
            label = "producer",
            enums = "edit,thread,replace",
            defaultValue = "edit",
            description =
                    "How a message updates the earlier message with the same updateKey."
                            + " edit edits the first message. thread sends the message into a thread"
                            + " below the first one. replace sends a new message and redacts the one"
                            + " before.")
    private UpdateMode updateMode = UpdateMode.EDIT;

    @UriParam(
            label = "producer",
            description =
                    "A simple predicate that is true for the last message of an updateKey,"
                            + " such as ${header.status} == 'resolved'. The next message with the same"
                            + " key is then a new message.")
    private String updateEnd;

    @UriParam(
            label = "producer",
            description =
                    "The store that maps each updateKey to its message, so that updates"
                            + " continue after a restart. Write file:PATH for a file, #NAME for a bean"
                            + " of the type StateRepository, or memory. The default is memory, which a"
                            + " restart clears.")
    private MatrixStore updateStore;

    @UriParam(
            label = "producer",
            defaultValue = "10",
            description =
                    "How often the component sends a message again if the homeserver gives"
                            + " no usable answer: a lost or slow connection, a status of 5xx, or a"
                            + " malformed answer. Waiting for a rate limit (429) is not counted.")
    private int maximumRetries = 10;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "2m",
            description =
                    "How long the component tries to send a message if the homeserver gives"
                            + " no usable answer. Time in the queue and waiting for a rate limit (429)"
                            + " are not counted.")
    private long maximumRetryTime = 120_000;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "5m",
            description =
                    "The maximum single pause after the homeserver limits the account"
                            + " (429). If the homeserver asks for a longer one, the component tries"
                            + " again after this time.")
    private long maximumRetryDelay = 300_000;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description =
                    "The maximum time until a message is sent, after which its exchange"
                            + " fails. It includes the time in the queue, pauses for rate limits, and"
                            + " all attempts. With 0 a message that would have to wait fails at once."
                            + " Without it there is no limit.")
    private Long maximumWait;

    @UriParam(
            label = "producer",
            enums = "wait,fail",
            defaultValue = "wait",
            description =
                    "What happens to a message if maximumPending messages wait already."
                            + " With wait the thread of the caller waits. With fail the exchange"
                            + " fails.")
    private PendingPolicy pendingPolicy = PendingPolicy.WAIT;

    public MatrixOperation getOperation() {
        return operation;
    }

    public void setOperation(MatrixOperation operation) {
        this.operation = operation;
    }

    public String getAllowedOperations() {
        return allowedOperations;
    }

    public void setAllowedOperations(String allowedOperations) {
        this.allowedOperations = allowedOperations;
    }

    public MessageFormat getFormat() {
        return format;
    }

    public void setFormat(MessageFormat format) {
        this.format = format;
    }

    public MessageType getMessageType() {
        return messageType;
    }

    public void setMessageType(MessageType messageType) {
        this.messageType = messageType;
    }

    public Oversize getOversize() {
        return oversize;
    }

    public void setOversize(Oversize oversize) {
        this.oversize = oversize;
    }

    public MediaPolicy getMedia() {
        return media;
    }

    public void setMedia(MediaPolicy media) {
        this.media = media;
    }

    public String getMentions() {
        return mentions;
    }

    public void setMentions(String mentions) {
        this.mentions = mentions;
    }

    public boolean isMentionRoom() {
        return mentionRoom;
    }

    public void setMentionRoom(boolean mentionRoom) {
        this.mentionRoom = mentionRoom;
    }

    public String getEventType() {
        return eventType;
    }

    public void setEventType(String eventType) {
        this.eventType = eventType;
    }

    public String getStateKey() {
        return stateKey;
    }

    public void setStateKey(String stateKey) {
        this.stateKey = stateKey;
    }

    public String getIdempotentKey() {
        return idempotentKey;
    }

    public void setIdempotentKey(String idempotentKey) {
        this.idempotentKey = idempotentKey;
    }

    public MatrixStore getIdempotentStore() {
        return idempotentStore;
    }

    public void setIdempotentStore(MatrixStore idempotentStore) {
        this.idempotentStore = idempotentStore;
    }

    public String getUpdateKey() {
        return updateKey;
    }

    public void setUpdateKey(String updateKey) {
        this.updateKey = updateKey;
    }

    public UpdateMode getUpdateMode() {
        return updateMode;
    }

    public void setUpdateMode(UpdateMode updateMode) {
        this.updateMode = updateMode;
    }

    public String getUpdateEnd() {
        return updateEnd;
    }

    public void setUpdateEnd(String updateEnd) {
        this.updateEnd = updateEnd;
    }

    public MatrixStore getUpdateStore() {
        return updateStore;
    }

    public void setUpdateStore(MatrixStore updateStore) {
        this.updateStore = updateStore;
    }

    public int getMaximumRetries() {
        return maximumRetries;
    }

    public void setMaximumRetries(int maximumRetries) {
        this.maximumRetries = maximumRetries;
    }

    public long getMaximumRetryTime() {
        return maximumRetryTime;
    }

    public void setMaximumRetryTime(long maximumRetryTime) {
        this.maximumRetryTime = maximumRetryTime;
    }

    public long getMaximumRetryDelay() {
        return maximumRetryDelay;
    }

    public void setMaximumRetryDelay(long maximumRetryDelay) {
        this.maximumRetryDelay = maximumRetryDelay;
    }

    public Long getMaximumWait() {
        return maximumWait;
    }

    public void setMaximumWait(Long maximumWait) {
        this.maximumWait = maximumWait;
    }

    public PendingPolicy getPendingPolicy() {
        return pendingPolicy;
    }

    public void setPendingPolicy(PendingPolicy pendingPolicy) {
        this.pendingPolicy = pendingPolicy;
    }
}
