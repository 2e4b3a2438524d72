package org.camelmatrix.component;

import java.util.Set;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.camelmatrix.crypto.EncryptionMode;
import org.camelmatrix.event.MessageType;
import org.camelmatrix.message.MessageFormat;
import org.camelmatrix.message.Oversize;
import org.camelmatrix.queue.PendingPolicy;

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
            enums = "markdown,html,text",
            defaultValue = "markdown",
            description =
                    "How the text of a body is read: as Markdown (CommonMark with tables and"
                            + " strikethrough), as HTML, or as plain text. HTML is reduced to what"
                            + " the Matrix specification allows.")
    private MessageFormat format = MessageFormat.MARKDOWN;

    @UriParam(
            label = "producer",
            enums = "text,notice,emote",
            defaultValue = "text",
            description =
                    "The kind of message: text as from a person, notice as from a bot (other bots"
                            + " do not answer it), or emote.")
    private MessageType msgtype = MessageType.TEXT;

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
            description =
                    "What makes two exchanges the same message, as a simple expression, such as"
                            + " ${header.JMSMessageID}: sent again with the same key, also after a"
                            + " restart, the message is in the room once. Without it each exchange"
                            + " is a message of its own.")
    private String idempotentKey;

    @UriParam(
            label = "producer",
            description =
                    "Remembers the messages of idempotentKey for longer than the homeserver does,"
                            + " which forgets them after a day or less: #bean for a StateRepository."
                            + " A message that it knows is not sent again; its event id comes from"
                            + " there.")
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
                    "How long a message may wait in all, for its turn and for pauses of the"
                            + " homeserver, before its exchange fails. 0 lets no message wait."
                            + " Without it a message waits as long as it takes.")
    private Long maximumWait;

    @UriParam(
            label = "producer",
            defaultValue = "10000",
            description = "How many messages of the account may wait for their turn.")
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

    public MessageType getMsgtype() {
        return msgtype;
    }

    public void setMsgtype(MessageType msgtype) {
        this.msgtype = msgtype;
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
}
