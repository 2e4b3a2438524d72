// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Set;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.camelmatrix.internal.encryption.EncryptionMode;

/**
 * The options that make the account of an endpoint, and those that all endpoints of an account
 * share. The label {@code account} marks the latter.
 */
@UriParams
public abstract class AccountConfiguration {

    @UriParam(
            label = "common",
            description =
                    "The base URL of the homeserver, such as https://matrix.example.org."
                            + " Without it the component discovers the homeserver from userId.")
    private String homeserverUrl;

    @UriParam(
            label = "common",
            description =
                    "The user id of the account: an at sign, the localpart, a colon and the"
                            + " server name. It is required with password and authenticationToken."
                            + " With accessToken it is optional, and the component checks that the"
                            + " token belongs to this user.")
    private String userId;

    @UriParam(
            label = "common",
            description =
                    "The id of the device to sign in as. With password each start uses the"
                            + " same device again. With accessToken the component checks that the"
                            + " token belongs to this device.")
    private String deviceId;

    @UriParam(
            label = "common",
            description =
                    "The store of the session that a sign-in with password or"
                            + " authenticationToken begins. A restart then continues the session and"
                            + " creates no new device. Write file:PATH for a file, #NAME for a bean of"
                            + " the type StateRepository, or memory. The default is the file"
                            + " .camel-matrix/state.json in the user's home. With deviceId there is no"
                            + " default.")
    private MatrixStore sessionStore;

    @UriParam(
            label = "security",
            security = "secret",
            description =
                    "The access token of the account. In a URI write RAW(...) around it if"
                            + " it contains a plus sign, a percent sign or an ampersand.")
    private String accessToken;

    @UriParam(
            label = "security",
            security = "secret",
            description =
                    "The password of the account. The component signs in with it and userId"
                            + " if there is no accessToken.")
    private String password;

    @UriParam(
            label = "security",
            security = "secret",
            description =
                    "A token that is valid for one sign-in (m.login.token). The component"
                            + " signs in with it and userId if there is neither accessToken nor"
                            + " password.")
    private String authenticationToken;

    @UriParam(
            label = "security",
            defaultValue = "false",
            description =
                    "Whether accessToken is the as_token of an application service."
                            + " Requests then act as userId, and as deviceId if that is set.")
    private boolean applicationService;

    @UriParam(
            label = "security",
            enums = "none,proxy",
            defaultValue = "none",
            description =
                    "How messages to encrypted rooms are sent. With none such a message"
                            + " fails. With proxy the component sends it in the clear to"
                            + " homeserverUrl, which has to be a proxy that encrypts, such as"
                            + " pantalaimon.")
    private EncryptionMode encryption = EncryptionMode.NONE;

    @UriParam(
            label = "security",
            description =
                    "The trust and key stores for TLS. Set it, for example, if a private"
                            + " authority issued the certificate of the homeserver.")
    private SSLContextParameters sslContextParameters;

    @UriParam(
            label = "proxy",
            description =
                    "The host name of an HTTP proxy between the component and the"
                            + " homeserver. It needs proxyPort.")
    private String proxyHost;

    @UriParam(label = "proxy", description = "The port of the HTTP proxy.")
    private Integer proxyPort;

    @UriParam(
            label = "account,proxy",
            security = "secret",
            description =
                    "The user name for the HTTP proxy. All endpoints of an account share this"
                            + " option: set it on the component. An endpoint cannot change it while the"
                            + " account runs.")
    private String proxyAuthUsername;

    @UriParam(
            label = "account,proxy",
            security = "secret",
            description =
                    "The password for the HTTP proxy. All endpoints of an account share this"
                            + " option: set it on the component. An endpoint cannot change it while the"
                            + " account runs.")
    private String proxyAuthPassword;

    @UriParam(
            label = "account",
            defaultValue = "camel-matrix",
            description =
                    "The name that clients show for the device that a sign-in with password"
                            + " creates. All endpoints of an account share this option: set it on the"
                            + " component. An endpoint cannot change it while the account runs.")
    private String deviceDisplayName = "camel-matrix";

    @UriParam(
            label = "account",
            defaultValue = "10000",
            description =
                    "The maximum number of messages of the account that wait to be sent. See"
                            + " pendingPolicy for what happens to the next one. All endpoints of an"
                            + " account share this option: set it on the component. An endpoint cannot"
                            + " change it while the account runs.")
    private int maximumPending = 10_000;

    @UriParam(
            label = "account",
            javaType = "java.time.Duration",
            defaultValue = "1m",
            description =
                    "How long the component relies on a room being unencrypted before it asks"
                            + " the homeserver again. A room that was encrypted once counts as"
                            + " encrypted for ever. All endpoints of an account share this option: set"
                            + " it on the component. An endpoint cannot change it while the account"
                            + " runs.")
    private long encryptionCheckInterval = 60_000;

    @UriParam(
            label = "account",
            javaType = "java.time.Duration",
            defaultValue = "10s",
            description =
                    "The maximum time to open a connection to the homeserver. All endpoints"
                            + " of an account share this option: set it on the component. An endpoint"
                            + " cannot change it while the account runs.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "account",
            javaType = "java.time.Duration",
            defaultValue = "30s",
            description =
                    "The maximum time without any data from the homeserver, and the maximum"
                            + " time to read the body of one response. A whole request may take twice"
                            + " as long. 0 means no limit. All endpoints of an account share this"
                            + " option: set it on the component. An endpoint cannot change it while the"
                            + " account runs.")
    private long responseTimeout = 30_000;

    @UriParam(
            label = "account",
            defaultValue = "256",
            description =
                    "The maximum number of open connections to the homeserver. All endpoints"
                            + " of an account share this option: set it on the component. An endpoint"
                            + " cannot change it while the account runs.")
    private int connectionsPerRoute = 256;

    /**
     * Removes the credentials of the component for an endpoint that has its own: it must not mix
     * them with credentials of another kind, nor its access token with the user of another.
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

    public String getDeviceId() {
        return deviceId;
    }

    public void setDeviceId(String deviceId) {
        this.deviceId = deviceId;
    }

    public MatrixStore getSessionStore() {
        return sessionStore;
    }

    public void setSessionStore(MatrixStore sessionStore) {
        this.sessionStore = sessionStore;
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

    public EncryptionMode getEncryption() {
        return encryption;
    }

    public void setEncryption(EncryptionMode encryption) {
        this.encryption = encryption;
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

    public String getDeviceDisplayName() {
        return deviceDisplayName;
    }

    public void setDeviceDisplayName(String deviceDisplayName) {
        this.deviceDisplayName = deviceDisplayName;
    }

    public int getMaximumPending() {
        return maximumPending;
    }

    public void setMaximumPending(int maximumPending) {
        this.maximumPending = maximumPending;
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
}
