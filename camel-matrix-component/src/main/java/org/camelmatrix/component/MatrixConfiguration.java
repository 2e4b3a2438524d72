// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Set;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.internal.account.UpdateMode;
import org.camelmatrix.internal.encryption.EncryptionMode;
import org.camelmatrix.internal.message.MessageFormat;
import org.camelmatrix.internal.message.Oversize;
import org.camelmatrix.internal.queue.PendingPolicy;

/** The options that the component and its endpoints share; an endpoint's win. */
@UriParams
public class MatrixConfiguration implements Cloneable {

    @UriParam(
            label = "common",
            description =
                    "The homeserver's base URL, such as https://matrix.example.org. Without it the"
                            + " homeserver is discovered from userId.")
    private String homeserverUrl;

    @UriParam(
            label = "common",
            description =
                    "The user id of the account: an at sign, the localpart, a colon and the server"
                            + " name. With accessToken it is checked against the account that the"
                            + " token belongs to.")
    private String userId;

    @UriParam(
            label = "security",
            security = "secret",
            description =
                    "The access token that the account signs in with. Write it as RAW(...) if it"
                            + " holds a plus sign, a percent sign or an ampersand.")
    private String accessToken;

    @UriParam(
            label = "security",
            security = "secret",
            description =
                    "The password that the account signs in with, together with userId, when there"
                            + " is no accessToken.")
    private String password;

    @UriParam(
            label = "security",
            security = "secret",
            description =
                    "A token that signs the account in once, together with userId (m.login.token),"
                            + " when there is neither accessToken nor password.")
    private String authenticationToken;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether accessToken is the as_token of an application service, which acts as"
                            + " userId (and on deviceId, if that is given).")
    private boolean applicationService;

    @UriParam(
            label = "common",
            description =
                    "Where the session of a sign-in by password or authenticationToken outlives a restart,"
                            + " so that it makes no new device: a file (file:PATH or PATH), or #bean"
                            + " for a StateRepository. Without it and without deviceId it is"
                            + " .camel-matrix/state.json in the user's home.")
    private String sessionStore;

    @UriParam(
            label = "common",
            description =
                    "The device to sign in as with password, used again at each start; with"
                            + " accessToken it is checked against the token's own.")
    private String deviceId;

    @UriParam(
            label = "common",
            defaultValue = "camel-matrix",
            description = "What people see as the name of a device that password makes.")
    private String deviceDisplayName = "camel-matrix";

    @UriParam(
            label = "producer",
            enums = "auto,markdown,html,text,code",
            defaultValue = "auto",
            description =
                    "How the text of a body is read: as Markdown (CommonMark with tables and"
                            + " strikethrough), as HTML, of which what the Matrix specification"
                            + " allows is kept, as plain text, or as a code block. With auto the"
                            + " type tells, or the name of the file: text/markdown, .md, and a text"
                            + " of which nothing is known are Markdown, and text/html and .html are"
                            + " HTML. Other text is sent as it is: source code, data and logs as a"
                            + " code block, the rest as plain text.")
    private MessageFormat format = MessageFormat.AUTO;

    @UriParam(
            label = "producer",
            enums = "text,notice,emote",
            defaultValue = "text",
            description =
                    "The kind of message: text as from a person, notice as from a bot (other bots"
                            + " do not answer it), or emote.")
    private MessageType messageType = MessageType.TEXT;

    @UriParam(
            label = "producer",
            enums = "fail,split,file",
            defaultValue = "fail",
            description =
                    "What becomes of a text that is too large for one event (61,440 bytes, its HTML"
                            + " included): fail, and the exchange fails; split, and it is sent in"
                            + " several events, 100 at most; or file, and it is sent as a file with"
                            + " its beginning as the caption.")
    private Oversize oversize = Oversize.FAIL;

    @UriParam(
            label = "producer",
            enums =
                    "sendMessage,edit,react,redact,typing,receipt,createRoom,addAlias,"
                            + "removeAlias,getAliases,resolveAlias,joinedRooms,members,join,leave,"
                            + "knock,invite,kick,ban,unban,setState,getState,messages,relations,"
                            + "getEvent,getProfile,setDisplayName,setAvatar,sendEvent,request,pin,"
                            + "unpin,upload,download,thumbnail",
            defaultValue = "sendMessage",
            description = "What a message asks for; each is described in docs/operations.md.")
    private MatrixOperation operation = MatrixOperation.SEND_MESSAGE;

    @UriParam(
            label = "producer",
            description =
                    "The operations that the header CamelMatrixOverrideOperation may ask for, separated by"
                            + " commas; the header is refused without this.")
    private String allowedOperations;

    @UriParam(
            label = "producer",
            description =
                    "Users whose attention each message is to get, as ids separated by commas.")
    private String mentions;

    @UriParam(
            label = "producer",
            defaultValue = "false",
            description =
                    "Whether each message is to get the attention of everybody in the room, where"
                            + " the account may ask for that.")
    private boolean mentionRoom;

    @UriParam(
            label = "producer",
            enums = "auto,always,never",
            defaultValue = "auto",
            description =
                    "Whether a body is sent as a file: auto, and a body of bytes (a file, a stream, a"
                            + " byte array) is one unless its type, its name or its first bytes say that"
                            + " it is text; always, also for text; or never, and what is no text"
                            + " fails. Attachments of the message follow as files, but with never.")
    private MediaPolicy media = MediaPolicy.AUTO;

    @UriParam(
            label = "producer",
            description =
                    "The type of the events that sendEvent, setState and getState are about, such as"
                            + " m.room.topic; the header CamelMatrixOverrideEventType overrides it.")
    private String eventType;

    @UriParam(
            label = "producer",
            description =
                    "The state key that setState and getState are about; empty without it, as for"
                            + " most types. The header CamelMatrixOverrideStateKey overrides it.")
    private String stateKey;

    @UriParam(
            label = "producer",
            description =
                    "What makes two exchanges the same message, as a simple expression, such as"
                            + " ${header.JMSMessageID}: sent again with the same key, also after a"
                            + " restart, the message is in the room once. Without it each exchange"
                            + " is a message of its own.")
    private String idempotentKey;

    @UriParam(
            label = "producer",
            description =
                    "Where the event ids of sent messages are kept, because homeservers forget"
                            + " transaction ids after a day, after minutes, or when they restart:"
                            + " #bean for a StateRepository. A message that it knows is not sent"
                            + " again; its event id comes from there. It needs idempotentKey, unless"
                            + " the exchange began with a received event. With"
                            + " exchangePattern=InOut it keeps the answers, too.")
    private String idempotentStore;

    @UriParam(
            label = "producer",
            defaultValue = "10",
            description =
                    "How often a message is sent again when the homeserver gives no usable answer:"
                            + " a connection that is lost or too slow, an answer 5xx or a broken one."
                            + " Pauses that the homeserver asks for (429) do not count.")
    private int maximumRetries = 10;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "2m",
            description =
                    "How long a message may be tried when the homeserver gives no usable answer."
                            + " Pauses that the homeserver asks for and the time in the queue do not"
                            + " count.")
    private long maximumRetryTime = 120_000;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            defaultValue = "5m",
            description =
                    "The longest single pause that the homeserver is granted when it limits the"
                            + " account (429).")
    private long maximumRetryDelay = 300_000;

    @UriParam(
            label = "producer",
            javaType = "java.time.Duration",
            description =
                    "How long a message may take in all, before its exchange fails: its turn, pauses"
                            + " of the homeserver, and the attempts themselves count. 0 lets no"
                            + " message wait. Without it a message waits as long as it takes.")
    private Long maximumWait;

    @UriParam(
            label = "producer",
            defaultValue = "10000",
            description =
                    "How many messages of the account may wait for their turn. All endpoints of an"
                            + " account share it: set it on the component.")
    private int maximumPending = 10_000;

    @UriParam(
            label = "producer",
            enums = "wait,fail",
            defaultValue = "wait",
            description =
                    "What happens to a message when maximumPending wait already: the caller's thread"
                            + " waits, or the exchange fails.")
    private PendingPolicy pendingPolicy = PendingPolicy.WAIT;

    @UriParam(
            label = "producer,security",
            enums = "none,proxy",
            defaultValue = "none",
            description =
                    "Who encrypts messages to encrypted rooms: none, and such messages are refused,"
                            + " or a proxy that homeserverUrl points to, such as pantalaimon.")
    private EncryptionMode encryption = EncryptionMode.NONE;

    @UriParam(
            label = "producer,security",
            javaType = "java.time.Duration",
            defaultValue = "1m",
            description =
                    "How long a room without encryption is taken to be so before the homeserver is"
                            + " asked again. A room that was encrypted once is so for good.")
    private long encryptionCheckInterval = 60_000;

    @UriParam(
            label = "consumer",
            defaultValue = "m.room.message",
            description =
                    "Which events begin an exchange: their types, separated by commas, where an"
                            + " asterisk stands for any characters.")
    private String onlyEventTypes = "m.room.message";

    @UriParam(
            label = "consumer,filter",
            description =
                    "Which messages begin an exchange: values of msgtype, such as m.text,"
                            + " separated by commas. Without it all do.")
    private String onlyMessageTypes;

    @UriParam(
            label = "consumer,filter",
            description =
                    "Whose events begin an exchange: user ids, separated by commas, where an"
                            + " asterisk stands for any characters. Without it everybody's do.")
    private String onlySenders;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "true",
            description = "Whether the account's own events are left out.")
    private boolean ignoreOwn = true;

    @UriParam(
            label = "consumer,filter",
            description =
                    "Whether messages of bots (m.notice) are left out. Without it they"
                            + " are where exchangePattern is InOut, so that bots do not answer"
                            + " bots.")
    private Boolean ignoreNotices;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "false",
            description =
                    "Whether the new text of a message that was edited begins an"
                            + " exchange, too. Filters apply to the new text. An edit by somebody"
                            + " else than the author of the message counts for nothing.")
    private boolean includeEdits;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "false",
            description =
                    "Whether messages begin an exchange that were redacted before they were"
                            + " received, although their content is gone.")
    private boolean includeRedacted;

    @UriParam(
            label = "consumer,filter",
            defaultValue = "false",
            description =
                    "Whether only messages begin an exchange that mention the account or"
                            + " the whole room.")
    private boolean onlyMentions;

    @UriParam(
            label = "consumer,filter",
            description =
                    "What a message has to begin with, such as !deploy; what follows is"
                            + " in the header CamelMatrixArguments.")
    private String command;

    @UriParam(
            label = "consumer",
            defaultValue = "now",
            description =
                    "Where a consumer begins that has no position yet: now, history (each"
                            + " room's beginning), a time such as 2026-01-31T12:00:00Z, or"
                            + " milliseconds since 1970.")
    private String startFrom = "now";

    @UriParam(
            label = "consumer",
            description =
                    "Where consumers keep how far they have come, so that nothing is lost"
                            + " or comes twice after a restart: a file (file:PATH or PATH), or"
                            + " #bean for a StateRepository. Without it a restart begins as"
                            + " startFrom says.")
    private String sinceStore;

    @UriParam(
            label = "consumer",
            description =
                    "The name under which the position is kept. Without it that is the id"
                            + " of the route, if it was given one, and else the room with the"
                            + " filters.")
    private String consumerId;

    @UriParam(
            label = "consumer",
            enums = "retry,skip",
            defaultValue = "retry",
            description =
                    "What happens to an event whose exchange fails and whose failure no"
                            + " error handler handles: it comes again after a while, and its room"
                            + " waits for that, or it is skipped, and the exceptionHandler is told."
                            + " A file that the homeserver does not have is always skipped.")
    private FailurePolicy onFailure = FailurePolicy.RETRY;

    @UriParam(
            label = "consumer",
            description =
                    "A text that tells the room that an event could not be processed. It is sent"
                            + " once for an event, as a notice that replies to it (replyAs), when its"
                            + " first attempt fails and no error handler handles the failure. It says"
                            + " nothing of the cause, and never answers a notice, which another bot"
                            + " may have sent. Without it the room is told nothing.")
    private String failureNotice;

    @UriParam(
            label = "consumer",
            defaultValue = "10000",
            description =
                    "How many events of a room are fetched at most that were missed, or"
                            + " that are older than the consumer. Older ones are left out, and that"
                            + " is logged.")
    private int maximumBackfill = 10000;

    @UriParam(
            label = "common",
            defaultValue = "2147483647",
            description =
                    "The largest file that a route takes from a homeserver, in bytes. A received"
                            + " message with a larger one is skipped where the file is read, and the"
                            + " operation download fails.")
    private int maximumFileSize = Integer.MAX_VALUE;

    @UriParam(
            label = "consumer",
            defaultValue = "10",
            description =
                    "How many rooms may have an exchange at the same time. The events of"
                            + " one room always come one after the other.")
    private int concurrentConsumers = 10;

    @UriParam(
            label = "consumer",
            defaultValue = "1000",
            description = "How many events may wait or be under way before no more are fetched.")
    private int maximumInFlight = 1000;

    @UriParam(
            label = "consumer,advanced",
            javaType = "java.time.Duration",
            defaultValue = "30s",
            description =
                    "How long the homeserver may wait for something to happen before it"
                            + " answers.")
    private long syncTimeout = 30_000;

    @UriParam(
            label = "consumer",
            enums = "never,listed,any",
            defaultValue = "never",
            description =
                    "Whose invitations to rooms are accepted: nobody's, those of the"
                            + " users that invitesFrom names, or anybody's. With m.room.member in"
                            + " onlyEventTypes an accepted invitation begins an exchange, too.")
    private InvitePolicy acceptInvites = InvitePolicy.NEVER;

    @UriParam(
            label = "consumer",
            description =
                    "Whose invitations are accepted with acceptInvites=listed: user ids,"
                            + " separated by commas, where an asterisk stands for any"
                            + " characters.")
    private String invitesFrom;

    @UriParam(
            label = "consumer",
            defaultValue = "true",
            description =
                    "Whether a room that is upgraded is followed to the room that replaces it, by"
                            + " senders and receivers. Without it, a message to such a room fails and"
                            + " names the room that replaces it.")
    private boolean followUpgrades = true;

    @UriParam(
            label = "consumer",
            enums = "reply,thread,message",
            defaultValue = "reply",
            description =
                    "How the result goes back to the room where exchangePattern is InOut:"
                            + " as a reply (in the thread, when the event is in one), in a thread,"
                            + " or as a message of its own.")
    private ReplyForm replyAs = ReplyForm.REPLY;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description = "Whether others see which events are done (read receipts).")
    private boolean sendReceipts;

    @UriParam(
            label = "consumer",
            defaultValue = "false",
            description =
                    "Whether others see that the account types while an exchange is under"
                            + " way.")
    private boolean sendTyping;

    @UriParam(
            label = "advanced",
            javaType = "java.time.Duration",
            defaultValue = "10s",
            description = "How long to wait for a connection to the homeserver.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "advanced",
            javaType = "java.time.Duration",
            defaultValue = "30s",
            description =
                    "How long the homeserver may be silent before its answer is given up, and how"
                            + " long the body of one answer may take as a whole. A request as a"
                            + " whole may take twice that. 0 is for ever.")
    private long responseTimeout = 30_000;

    @UriParam(
            label = "advanced",
            defaultValue = "256",
            description = "The most connections to the homeserver at one time.")
    private int connectionsPerRoute = 256;

    @UriParam(
            label = "advanced",
            defaultValue = "false",
            description =
                    "Whether the caller's thread waits until the homeserver has the message, also"
                            + " where the send has to wait for another.")
    private boolean synchronous;

    @UriParam(
            label = "security",
            description =
                    "The trust and key stores for TLS, such as for a homeserver with a certificate"
                            + " of its own authority.")
    private SSLContextParameters sslContextParameters;

    @UriParam(label = "proxy", description = "The host of an HTTP proxy to the homeserver.")
    private String proxyHost;

    @UriParam(label = "proxy", description = "The port of the HTTP proxy.")
    private Integer proxyPort;

    @UriParam(
            label = "proxy",
            security = "secret",
            description = "The user name that the HTTP proxy asks for.")
    private String proxyAuthUsername;

    @UriParam(
            label = "proxy",
            security = "secret",
            description = "The password that the HTTP proxy asks for.")
    private String proxyAuthPassword;

    @UriParam(
            label = "producer",
            description =
                    "What makes a message the next state of another, as a simple expression, such"
                            + " as ${header.fingerprint}: the first message with a key is sent, and"
                            + " the next one with the same key in the same room updates it as"
                            + " updateMode says.")
    private String updateKey;

    @UriParam(
            label = "producer",
            enums = "edit,thread,replace",
            defaultValue = "edit",
            description =
                    "How a message updates the one with the same updateKey: it edits the first one,"
                            + " it goes into a thread below the first one, or it takes its place"
                            + " (the one before is redacted).")
    private UpdateMode updateMode = UpdateMode.EDIT;

    @UriParam(
            label = "producer",
            description =
                    "Which message is the last one for its updateKey, as a simple predicate, such"
                            + " as ${header.status} == 'resolved': the next one with the key is a"
                            + " new message.")
    private String updateEnd;

    @UriParam(
            label = "producer",
            description =
                    "Where it is kept which message an updateKey has, so that it is updated after a"
                            + " restart, too: a file (file:PATH or PATH), or #bean for a"
                            + " StateRepository. Without it a restart begins anew.")
    private String updateStore;

    /**
     * Makes way for an endpoint that signs in by itself: its own credential is not mixed with
     * another kind of the component's, nor an access token with the user of another.
     *
     * @param own the names of the options that the endpoint has
     */
    void dropCredentialsFor(Set<String> own) {
        boolean ownToken = own.contains("accessToken");
        if (ownToken || own.contains("password") || own.contains("authenticationToken")) {
            accessToken = null;
            password = null;
            authenticationToken = null;
            deviceId = null;
        }
        if (ownToken) {
            userId = null;
        }
    }

    MatrixConfiguration copy() {
        try {
            return (MatrixConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public String getHomeserverUrl() {
        return homeserverUrl;
    }

    public void setHomeserverUrl(String homeserverUrl) {
        this.homeserverUrl = homeserverUrl;
    }

    public String getUserId() {
        return userId;
    }

    public void setUserId(String userId) {
        this.userId = userId;
    }

    public String getAccessToken() {
        return accessToken;
    }

    public void setAccessToken(String accessToken) {
        this.accessToken = accessToken;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public String getAuthenticationToken() {
        return authenticationToken;
    }

    public void setAuthenticationToken(String authenticationToken) {
        this.authenticationToken = authenticationToken;
    }

    public boolean isApplicationService() {
        return applicationService;
    }

    public void setApplicationService(boolean applicationService) {
        this.applicationService = applicationService;
    }

    public String getSessionStore() {
        return sessionStore;
    }

    public void setSessionStore(String sessionStore) {
        this.sessionStore = sessionStore;
    }

    public String getDeviceId() {
        return deviceId;
    }

    public void setDeviceId(String deviceId) {
        this.deviceId = deviceId;
    }

    public String getDeviceDisplayName() {
        return deviceDisplayName;
    }

    public void setDeviceDisplayName(String deviceDisplayName) {
        this.deviceDisplayName = deviceDisplayName;
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

    public String getIdempotentKey() {
        return idempotentKey;
    }

    public void setIdempotentKey(String idempotentKey) {
        this.idempotentKey = idempotentKey;
    }

    public String getIdempotentStore() {
        return idempotentStore;
    }

    public void setIdempotentStore(String idempotentStore) {
        this.idempotentStore = idempotentStore;
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

    public int getMaximumPending() {
        return maximumPending;
    }

    public void setMaximumPending(int maximumPending) {
        this.maximumPending = maximumPending;
    }

    public PendingPolicy getPendingPolicy() {
        return pendingPolicy;
    }

    public void setPendingPolicy(PendingPolicy pendingPolicy) {
        this.pendingPolicy = pendingPolicy;
    }

    public Oversize getOversize() {
        return oversize;
    }

    public void setOversize(Oversize oversize) {
        this.oversize = oversize;
    }

    public EncryptionMode getEncryption() {
        return encryption;
    }

    public void setEncryption(EncryptionMode encryption) {
        this.encryption = encryption;
    }

    public long getEncryptionCheckInterval() {
        return encryptionCheckInterval;
    }

    public void setEncryptionCheckInterval(long encryptionCheckInterval) {
        this.encryptionCheckInterval = encryptionCheckInterval;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public int getConnectionsPerRoute() {
        return connectionsPerRoute;
    }

    public void setConnectionsPerRoute(int connectionsPerRoute) {
        this.connectionsPerRoute = connectionsPerRoute;
    }

    public boolean isSynchronous() {
        return synchronous;
    }

    public void setSynchronous(boolean synchronous) {
        this.synchronous = synchronous;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public String getProxyAuthUsername() {
        return proxyAuthUsername;
    }

    public void setProxyAuthUsername(String proxyAuthUsername) {
        this.proxyAuthUsername = proxyAuthUsername;
    }

    public String getProxyAuthPassword() {
        return proxyAuthPassword;
    }

    public void setProxyAuthPassword(String proxyAuthPassword) {
        this.proxyAuthPassword = proxyAuthPassword;
    }

    public String getOnlyEventTypes() {
        return onlyEventTypes;
    }

    public void setOnlyEventTypes(String onlyEventTypes) {
        this.onlyEventTypes = onlyEventTypes;
    }

    public String getOnlyMessageTypes() {
        return onlyMessageTypes;
    }

    public void setOnlyMessageTypes(String onlyMessageTypes) {
        this.onlyMessageTypes = onlyMessageTypes;
    }

    public String getOnlySenders() {
        return onlySenders;
    }

    public void setOnlySenders(String onlySenders) {
        this.onlySenders = onlySenders;
    }

    public boolean isIgnoreOwn() {
        return ignoreOwn;
    }

    public void setIgnoreOwn(boolean ignoreOwn) {
        this.ignoreOwn = ignoreOwn;
    }

    public Boolean getIgnoreNotices() {
        return ignoreNotices;
    }

    public void setIgnoreNotices(Boolean ignoreNotices) {
        this.ignoreNotices = ignoreNotices;
    }

    public boolean isIncludeEdits() {
        return includeEdits;
    }

    public void setIncludeEdits(boolean includeEdits) {
        this.includeEdits = includeEdits;
    }

    public boolean isIncludeRedacted() {
        return includeRedacted;
    }

    public void setIncludeRedacted(boolean includeRedacted) {
        this.includeRedacted = includeRedacted;
    }

    public boolean isOnlyMentions() {
        return onlyMentions;
    }

    public void setOnlyMentions(boolean onlyMentions) {
        this.onlyMentions = onlyMentions;
    }

    public String getCommand() {
        return command;
    }

    public void setCommand(String command) {
        this.command = command;
    }

    public String getStartFrom() {
        return startFrom;
    }

    public void setStartFrom(String startFrom) {
        this.startFrom = startFrom;
    }

    public String getSinceStore() {
        return sinceStore;
    }

    public void setSinceStore(String sinceStore) {
        this.sinceStore = sinceStore;
    }

    public String getConsumerId() {
        return consumerId;
    }

    public void setConsumerId(String consumerId) {
        this.consumerId = consumerId;
    }

    public String getFailureNotice() {
        return failureNotice;
    }

    public void setFailureNotice(String failureNotice) {
        this.failureNotice = failureNotice;
    }

    public FailurePolicy getOnFailure() {
        return onFailure;
    }

    public void setOnFailure(FailurePolicy onFailure) {
        this.onFailure = onFailure;
    }

    public int getMaximumFileSize() {
        return maximumFileSize;
    }

    public void setMaximumFileSize(int maximumFileSize) {
        this.maximumFileSize = maximumFileSize;
    }

    public int getMaximumBackfill() {
        return maximumBackfill;
    }

    public void setMaximumBackfill(int maximumBackfill) {
        this.maximumBackfill = maximumBackfill;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public int getMaximumInFlight() {
        return maximumInFlight;
    }

    public void setMaximumInFlight(int maximumInFlight) {
        this.maximumInFlight = maximumInFlight;
    }

    public long getSyncTimeout() {
        return syncTimeout;
    }

    public void setSyncTimeout(long syncTimeout) {
        this.syncTimeout = syncTimeout;
    }

    public InvitePolicy getAcceptInvites() {
        return acceptInvites;
    }

    public void setAcceptInvites(InvitePolicy acceptInvites) {
        this.acceptInvites = acceptInvites;
    }

    public String getInvitesFrom() {
        return invitesFrom;
    }

    public void setInvitesFrom(String invitesFrom) {
        this.invitesFrom = invitesFrom;
    }

    public boolean isFollowUpgrades() {
        return followUpgrades;
    }

    public void setFollowUpgrades(boolean followUpgrades) {
        this.followUpgrades = followUpgrades;
    }

    public ReplyForm getReplyAs() {
        return replyAs;
    }

    public void setReplyAs(ReplyForm replyAs) {
        this.replyAs = replyAs;
    }

    public boolean isSendReceipts() {
        return sendReceipts;
    }

    public void setSendReceipts(boolean sendReceipts) {
        this.sendReceipts = sendReceipts;
    }

    public boolean isSendTyping() {
        return sendTyping;
    }

    public void setSendTyping(boolean sendTyping) {
        this.sendTyping = sendTyping;
    }

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

    public String getUpdateStore() {
        return updateStore;
    }

    public void setUpdateStore(String updateStore) {
        this.updateStore = updateStore;
    }

    public MediaPolicy getMedia() {
        return media;
    }

    public void setMedia(MediaPolicy media) {
        this.media = media;
    }
}
