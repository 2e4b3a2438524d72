// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.UserId;

/**
 * The endpoints of the Client-Server API that begin, renew and end sessions ("API Versions",
 * "Client Authentication"), in the specification's words.
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class SessionClient {

    private static final int SMALL_ANSWER = 64 * 1024;

    private final MatrixClient client;

    SessionClient(MatrixClient client) {
        this.client = client;
    }

    /** {@code GET /_matrix/client/versions}: the versions of the specification that it supports. */
    public CompletableFuture<List<String>> versions() {
        ApiRequest request =
                client.request("GET", "/_matrix/client/versions", null, null, SMALL_ANSWER);
        return client.execute(
                Call.firstContact(
                        request, "find a Matrix homeserver", "check the option homeserverUrl"),
                answer -> answer.texts("versions"));
    }

    /**
     * {@code POST /login} with {@code m.login.password}.
     *
     * @param user the user who signs in
     * @param password the user's password
     * @param device the device to sign in on
     * @return the new tokens
     */
    public CompletableFuture<Login> login(UserId user, Secret password, Device device) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "m.login.password");
        body.putObject("identifier").put("type", "m.id.user").put("user", user.value());
        body.put("password", password.value());
        return login(user, body, password, device, "check the options userId and password");
    }

    private CompletableFuture<Login> login(
            UserId user, ObjectNode body, Secret secret, Device device, String remedy) {
        if (device.id() != null) {
            body.put("device_id", device.id());
        }
        body.put("initial_device_display_name", device.displayName());
        body.put("refresh_token", device.refreshes());
        return client.execute(
                Call.firstContact(
                                client.request(
                                        "POST",
                                        MatrixClient.V3 + "/login",
                                        null,
                                        body,
                                        SMALL_ANSWER),
                                "sign in as " + user,
                                remedy)
                        .hiding(secret),
                answer -> {
                    if (answer.deviceId() == null) {
                        throw answer.call().incomplete("device_id");
                    }
                    return new Login(answer.userId(), answer.deviceId(), tokens(answer));
                });
    }

    /**
     * {@code POST /login} with {@code m.login.token}.
     *
     * @param user the user, for the text of a failure
     * @param token the token, which works once
     * @param device the device to sign in on
     * @return the new tokens
     */
    public CompletableFuture<Login> loginWithToken(UserId user, Secret token, Device device) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("type", "m.login.token");
        body.put("token", token.value());
        return login(user, body, token, device, "set the option authenticationToken to a new one");
    }

    /**
     * {@code POST /refresh}: new tokens. The old ones stay valid until the new ones are used.
     *
     * @param refreshToken the refresh token
     * @return the new tokens; without a refresh token if the old one stays valid
     */
    public CompletableFuture<Tokens> refresh(Secret refreshToken) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("refresh_token", refreshToken.value());
        return client.execute(
                Call.of(
                                client.request(
                                        "POST",
                                        MatrixClient.V3 + "/refresh",
                                        null,
                                        body,
                                        SMALL_ANSWER),
                                "renew the access token")
                        .hiding(refreshToken),
                SessionClient::tokens);
    }

    /** {@code POST /logout}: ends the session of the access token, and its device with it. */
    public CompletableFuture<Void> logout(Credentials who) {
        return client.execute(
                Call.of(
                        client.request(
                                "POST",
                                MatrixClient.V3 + "/logout",
                                who,
                                JsonNodeFactory.instance.objectNode(),
                                SMALL_ANSWER),
                        "sign out"),
                answer -> null);
    }

    private static Tokens tokens(Answer answer) {
        String refreshToken = answer.optionalText("refresh_token");
        return new Tokens(
                answer.token("access_token"),
                refreshToken == null ? null : new Secret(refreshToken));
    }

    /** {@code GET /account/whoami}: the owner of the access token. */
    public CompletableFuture<WhoAmI> whoami(Credentials who) {
        return client.execute(
                Call.firstContact(
                        client.request(
                                "GET",
                                MatrixClient.V3 + "/account/whoami",
                                who,
                                null,
                                SMALL_ANSWER),
                        "check the access token",
                        "check the option accessToken"),
                answer -> new WhoAmI(answer.userId(), answer.deviceId()));
    }

    /**
     * A device to sign in on.
     *
     * @param id its id, or null for a new one
     * @param displayName its display name if it is new
     * @param refreshes whether its access token expires and is renewed
     */
    public record Device(String id, String displayName, boolean refreshes) {

        /**
         * A device that renews its access token.
         *
         * @param id its id, or null for a new one
         * @param displayName its display name if it is new
         */
        public Device(String id, String displayName) {
            this(id, displayName, true);
        }
    }

    /**
     * The tokens of a session.
     *
     * @param accessToken the access token
     * @param refreshToken renews the access token, or null
     */
    public record Tokens(Secret accessToken, Secret refreshToken) {}

    /**
     * A session that {@code /login} began.
     *
     * @param user the user
     * @param deviceId the device
     * @param tokens the tokens
     */
    public record Login(UserId user, String deviceId, Tokens tokens) {}

    /**
     * The owner of an access token.
     *
     * @param user the user
     * @param deviceId the device, or null for an application service without one
     */
    public record WhoAmI(UserId user, String deviceId) {}
}
