// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.SecureRandom;
import java.util.Optional;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Secret;

/**
 * What of a session outlives a restart.
 *
 * @param homeserver the base URL that the tokens may be shown to, and no other
 * @param deviceId the device
 * @param accessToken the token, or null while nobody has signed in on the device yet
 * @param refreshToken renews the access token, or null
 */
public record StoredSession(
        BaseUrl homeserver, String deviceId, Secret accessToken, Secret refreshToken) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /**
     * The key that an account's session is stored under.
     *
     * @param user the account
     * @param deviceId the device that is configured, or null
     */
    public static String key(UserId user, String deviceId) {
        return "session " + user + (deviceId == null ? "" : ' ' + deviceId);
    }

    /** A device of a homeserver that nobody has signed in on yet. */
    public static StoredSession onNewDevice(BaseUrl homeserver) {
        StringBuilder device = new StringBuilder("CAMEL");
        new SecureRandom()
                .ints(8, 0, LETTERS.length())
                .forEach(letter -> device.append(LETTERS.charAt(letter)));
        return new StoredSession(homeserver, device.toString(), null, null);
    }

    static StoredSession of(Session session) {
        return new StoredSession(
                session.client().baseUrl(),
                session.deviceId(),
                session.credentials().accessToken(),
                session.refreshToken());
    }

    /** What was written before; empty if it is not that. */
    public static Optional<StoredSession> read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.path("homeserver").isTextual() && json.path("device_id").isTextual()) {
                return Optional.of(
                        new StoredSession(
                                new BaseUrl(json.get("homeserver").asText()),
                                json.get("device_id").asText(),
                                secret(json.path("access_token")),
                                secret(json.path("refresh_token"))));
            }
        } catch (JacksonException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Secret secret(JsonNode text) {
        return text.isTextual() ? new Secret(text.asText()) : null;
    }

    /** The text that {@link #read} reads. It holds secrets. */
    public String write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("homeserver", homeserver.value());
        json.put("device_id", deviceId);
        if (accessToken != null) {
            json.put("access_token", accessToken.value());
        }
        if (refreshToken != null) {
            json.put("refresh_token", refreshToken.value());
        }
        return json.toString();
    }
}
