package org.camelmatrix.runner.setup;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.camelmatrix.client.Secret;
import org.camelmatrix.event.BaseUrl;

/**
 * A session as the component keeps it in its store.
 *
 * @param homeserver the base URL that the tokens may be shown to, and no other
 * @param deviceId the device
 * @param accessToken the token, or null while nobody has signed in on the device yet
 * @param refreshToken renews the access token, or null
 */
record KeptSession(BaseUrl homeserver, String deviceId, Secret accessToken, Secret refreshToken) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the component or setup wrote; empty if it is not that. */
    static Optional<KeptSession> read(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            if (json.path("homeserver").isTextual() && json.path("device_id").isTextual()) {
                return Optional.of(
                        new KeptSession(
                                new BaseUrl(json.get("homeserver").asText()),
                                json.get("device_id").asText(),
                                secret(json.path("access_token")),
                                secret(json.path("refresh_token"))));
            }
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Secret secret(JsonNode text) {
        return text.isTextual() ? new Secret(text.asText()) : null;
    }

    String write() {
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
