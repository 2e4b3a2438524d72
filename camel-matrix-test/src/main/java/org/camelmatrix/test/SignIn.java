// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** What login and the ways to register have in common: they log a device in. */
final class SignIn {
    private final String serverName;
    private final Sessions sessions;

    SignIn(String serverName, Sessions sessions) {
        this.serverName = serverName;
        this.sessions = sessions;
    }

    String userId(String localpart) {
        return "@" + localpart + ":" + serverName;
    }

    /**
     * @throws MatrixError {@code M_UNKNOWN} when it is not clear whether a refresh token is wanted
     */
    static void requireClearWish(ObjectNode body) {
        if (body.has("refresh_token") && !body.path("refresh_token").isBoolean()) {
            throw MatrixError.unknown(400, "`refresh_token` should be true or false.");
        }
    }

    /** Logs in the device that the body names, or a new one. Returns the answer. */
    ObjectNode logIn(String userId, ObjectNode body) {
        Sessions.Grant grant =
                sessions.logIn(
                        userId,
                        Optional.ofNullable(body.path("device_id").textValue()),
                        body.path("refresh_token").asBoolean());
        ObjectNode answer = registered(userId);
        answer.put("device_id", grant.session().deviceId());
        answer.setAll(tokens(grant));
        return answer;
    }

    /** The same when a new account is made, unless the body says that it does not log in. */
    ObjectNode logInIfWanted(String userId, ObjectNode body) {
        JsonNode inhibited = body.path("inhibit_login");
        return inhibited.asBoolean() ? registered(userId) : logIn(userId, body);
    }

    private ObjectNode registered(String userId) {
        return Json.object().put("user_id", userId).put("home_server", serverName);
    }

    /**
     * @throws MatrixError when the refresh token is none, or was used, or there are none here
     */
    ObjectNode refresh(Call call) {
        if (sessions.lifetime().isEmpty()) {
            throw MatrixError.of(404, "M_UNRECOGNIZED", "Unrecognized request");
        }
        return tokens(sessions.refresh(call.requiredText("refresh_token")));
    }

    private ObjectNode tokens(Sessions.Grant grant) {
        ObjectNode answer = Json.object().put("access_token", grant.accessToken());
        grant.refreshToken()
                .ifPresent(
                        token ->
                                answer.put("refresh_token", token)
                                        .put(
                                                "expires_in_ms",
                                                sessions.lifetime().get().toMillis()));
        return answer;
    }
}
