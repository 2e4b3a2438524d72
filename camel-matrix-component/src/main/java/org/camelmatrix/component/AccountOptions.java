// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.account.AccountSettings;
import org.camelmatrix.internal.account.EncryptionSettings;
import org.camelmatrix.internal.encryption.EncryptionMode;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Secret;

/**
 * Reads the options of an endpoint that describe its account: the account itself, its connection
 * and its queue.
 */
final class AccountOptions {

    private static final Pattern LINE_ENDS = Pattern.compile("\\A\\s*\\R\\s*|\\s*\\R\\s*\\z");

    private final MatrixConfiguration options;
    private final MatrixComponent component;
    private final SharedOptions shared;

    /**
     * @param options the options of the endpoint, not changed any more
     * @param component the component of the endpoint
     * @param shared the shared options of the endpoint
     * @throws MatrixConfigurationException if the endpoint goes to another server, user or proxy
     *     with the credentials of the component
     */
    AccountOptions(MatrixConfiguration options, MatrixComponent component, SharedOptions shared) {
        this.options = options;
        this.component = component;
        this.shared = shared;
        requireOwnCredentials();
    }

    /** The same account with other shared options. */
    AccountOptions with(SharedOptions others) {
        MatrixConfiguration changed = options.copy();
        others.applyTo(changed);
        return new AccountOptions(changed, component, others);
    }

    SharedOptions shared() {
        return shared;
    }

    /**
     * The options that tell an account from others, and the way to it. Endpoints for which these
     * are equal share the account. A store is here by its name: equal names lead to the same store.
     */
    record Key(
            BaseUrl homeserverUrl,
            UserId userId,
            Secret accessToken,
            boolean applicationService,
            Secret password,
            Secret authenticationToken,
            String deviceId,
            Optional<MatrixStore> sessionStore,
            EncryptionMode encryption,
            HttpSettings.Way way) {}

    /** The key of the account. This opens no store. */
    Key key() {
        return new Key(
                homeserverUrl(),
                userId(),
                accessToken(),
                options.isApplicationService(),
                password(),
                authenticationToken(),
                deviceId(),
                StateStores.nameOfSessionStore(options),
                options.getEncryption(),
                http().way());
    }

    /**
     * Requires valid options.
     *
     * @throws MatrixConfigurationException if an option is not valid or missing
     */
    void requireValid() {
        account();
        http();
        maximumPending();
    }

    /** The account as logs and health checks call it. */
    String name() {
        return String.valueOf(
                isEmpty(options.getUserId()) ? options.getHomeserverUrl() : options.getUserId());
    }

    /**
     * How to sign in.
     *
     * @throws MatrixConfigurationException if an option is not valid or missing
     */
    AccountSettings account() {
        return new AccountSettings(
                homeserverUrl(),
                userId(),
                accessToken(),
                options.isApplicationService(),
                password(),
                authenticationToken(),
                deviceId(),
                options.getDeviceDisplayName(),
                component.stores().sessionStore(options),
                new EncryptionSettings(
                        options.getEncryption(),
                        OptionValues.duration(
                                "encryptionCheckInterval", options.getEncryptionCheckInterval()),
                        component.stores().memory(options)));
    }

    private BaseUrl homeserverUrl() {
        return value("homeserverUrl", options.getHomeserverUrl(), BaseUrl::new);
    }

    private UserId userId() {
        return value("userId", options.getUserId(), UserId::new);
    }

    private Secret accessToken() {
        return value("accessToken", options.getAccessToken(), AccountOptions::token);
    }

    private Secret password() {
        return value("password", options.getPassword(), Secret::new);
    }

    private Secret authenticationToken() {
        return value("authenticationToken", options.getAuthenticationToken(), Secret::new);
    }

    private String deviceId() {
        return value("deviceId", options.getDeviceId(), Function.identity());
    }

    /**
     * How requests travel.
     *
     * @throws MatrixConfigurationException if an option is not valid
     */
    HttpSettings http() {
        if (options.getProxyPort() != null) {
            OptionValues.atLeast(1, "proxyPort", options.getProxyPort());
        }
        return new HttpSettings(
                OptionValues.duration("connectTimeout", options.getConnectTimeout()),
                OptionValues.duration("responseTimeout", options.getResponseTimeout()),
                OptionValues.atLeast(1, "connectionsPerRoute", options.getConnectionsPerRoute()),
                isPlain(options.getHomeserverUrl()),
                options.getSslContextParameters(),
                component.isUseGlobalSslContextParameters(),
                options.getProxyHost(),
                options.getProxyPort(),
                options.getProxyAuthUsername(),
                options.getProxyAuthPassword());
    }

    /** How many messages may wait. */
    int maximumPending() {
        return OptionValues.atLeast(1, "maximumPending", options.getMaximumPending());
    }

    /**
     * An endpoint that goes to another server than the component must not take the component's
     * secrets there: its URI may contain what came from outside, as in {@code toD} or {@code
     * recipientList}. This is checked before any store is opened.
     */
    private void requireOwnCredentials() {
        if (options.getProxyHost() != null && options.getProxyPort() == null) {
            throw new MatrixConfigurationException(
                    "The option proxyHost is set without proxyPort: set both");
        }
        MatrixConfiguration common = component.getConfiguration();
        if (isElsewhere(common)
                && (isTaken(options.getAccessToken(), common.getAccessToken())
                        || isTaken(options.getPassword(), common.getPassword())
                        || isTaken(
                                options.getAuthenticationToken(),
                                common.getAuthenticationToken()))) {
            throw new MatrixConfigurationException(
                    "The endpoint has its own homeserverUrl, userId or proxy, so it needs its own"
                            + " accessToken or password; the component's are for the component's"
                            + " account alone");
        }
    }

    private boolean isElsewhere(MatrixConfiguration common) {
        return !Objects.equals(
                        homeserverUrl(),
                        value("homeserverUrl", common.getHomeserverUrl(), BaseUrl::new))
                || !Objects.equals(options.getUserId(), common.getUserId())
                || !Objects.equals(options.getProxyHost(), common.getProxyHost())
                || !Objects.equals(options.getProxyPort(), common.getProxyPort());
    }

    private static boolean isTaken(String own, String common) {
        return own != null && own.equals(common);
    }

    /** A homeserver that is yet to be discovered is asked by HTTPS. */
    private static boolean isPlain(String homeserverUrl) {
        return homeserverUrl != null
                && homeserverUrl.strip().regionMatches(true, 0, "http:", 0, "http:".length());
    }

    private static boolean isEmpty(String text) {
        return text == null || text.isBlank();
    }

    private static <T> T value(String option, String text, Function<String, T> form) {
        return isEmpty(text) ? null : OptionValues.parsed(option, withoutLineEnds(text), form);
    }

    /** A value that comes from a file ends with the file's last line end. */
    private static String withoutLineEnds(String text) {
        return LINE_ENDS.matcher(text).replaceAll("");
    }

    private static Secret token(String text) {
        if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "it holds a space, a line break or another character that no token has;"
                            + " take it out, or write accessToken=RAW(...) in a URI where the token"
                            + " has a plus sign");
        }
        return new Secret(text);
    }
}
