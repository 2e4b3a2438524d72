// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Sections "Login" and "Current account information" (the legacy API). */
final class LoginApi {
    private static final String PASSWORD = "m.login.password";
    private static final String TOKEN = "m.login.token";
    private static final String APPLICATION_SERVICE = "m.login.application_service";
    private static final Duration LOGIN_TOKEN_LIFETIME = Duration.ofMinutes(2);

    private final SignIn signIn;
    private final Accounts accounts;
    private final Sessions sessions;
    private final ApplicationServices services;
    private final Ids ids;
    private final OneTimeSecrets loginTokens;

    LoginApi(
            SignIn signIn,
            Accounts accounts,
            Sessions sessions,
            ApplicationServices services,
            Ids ids,
            InstantSource clock) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.sessions = sessions;
        this.services = services;
        this.ids = ids;
        this.loginTokens = new OneTimeSecrets(LOGIN_TOKEN_LIFETIME, clock);
    }

    ObjectNode flows() {
        ObjectNode answer = Json.object();
        ArrayNode flows = answer.putArray("flows");
        List.of(TOKEN, PASSWORD, APPLICATION_SERVICE)
                .forEach(type -> flows.addObject().put("type", type));
        return answer;
    }

    ObjectNode login(Call call) {
        ObjectNode body = call.json();
        SignIn.requireClearWish(body);
        if (!body.has("type")) {
            throw MatrixError.unknown(400, "Missing JSON keys.");
        }
        String userId =
                switch (body.path("type").asText()) {
                    case TOKEN -> userOfToken(body);
                    case APPLICATION_SERVICE -> userOfApplicationService(call, body);
                    default -> userOfPassword(body);
                };
        accounts.requireMayLogIn(userId);
        ObjectNode answer = signIn.logIn(userId, body);
        answer.set("well_known", DiscoveryApi.wellKnown(call));
        return answer;
    }

    private String userOfToken(ObjectNode body) {
        if (!body.has("token")) {
            throw MatrixError.unknown(400, "Missing JSON keys.");
        }
        return loginTokens
                .use(body.path("token").asText())
                .orElseThrow(() -> MatrixError.forbidden("Invalid login token"));
    }

    /** A token for one login of that user, section "Token-based". */
    String loginToken(String userId) {
        String token = ids.loginToken();
        loginTokens.add(token, userId);
        return token;
    }

    private String userOfApplicationService(Call call, ObjectNode body) {
        ApplicationServices.Service service =
                services.find(call.token().orElse(""))
                        .orElseThrow(() -> notAnApplicationService(call));
        JsonNode identifier = body.path("identifier");
        if (!"m.id.user".equals(identifier.path("type").asText())
                || !identifier.path("user").isTextual()) {
            throw MatrixError.invalidParam("Invalid identifier in login submission");
        }
        String userId = fullUserId(identifier.path("user").asText());
        if (!userId.equals(service.sender()) && !service.owns(userId)) {
            throw MatrixError.forbidden("Invalid access_token");
        }
        if (!accounts.exists(userId)) {
            throw MatrixError.unknown(404, "No row found (users)");
        }
        return userId;
    }

    private MatrixError notAnApplicationService(Call call) {
        if (call.token().isEmpty()) {
            return MatrixError.of(401, "M_MISSING_TOKEN", "Missing access token");
        }
        sessions.authenticate(call.token().get(), false);
        return Sessions.unknownToken(
                "This login method is only valid for application services", false);
    }

    private String userOfPassword(ObjectNode body) {
        String user = userOf(body);
        if (!PASSWORD.equals(body.path("type").asText())) {
            throw MatrixError.unknown(400, "Unknown login type");
        }
        if (!body.path("password").isTextual()) {
            throw MatrixError.invalidParam("Bad parameter: password");
        }
        String userId = fullUserId(user);
        if (!accounts.isPassword(userId, body.path("password").asText())) {
            throw MatrixError.forbidden("Invalid username or password");
        }
        return userId;
    }

    private String fullUserId(String user) {
        return user.startsWith("@") ? user : signIn.userId(user);
    }

    private static String userOf(ObjectNode body) {
        JsonNode identifier = body.path("identifier");
        if (identifier.isMissingNode()) {
            if (body.path("user").isTextual()) {
                return body.path("user").asText();
            }
            throw MatrixError.invalidParam("Invalid login submission");
        }
        if (!identifier.has("type")) {
            throw MatrixError.missingParam("identifier.type");
        }
        if (!"m.id.user".equals(identifier.path("type").asText())) {
            throw MatrixError.unknown(400, "Unknown login identifier type");
        }
        if (!identifier.path("user").isTextual()) {
            throw MatrixError.unknown(400, "User identifier is missing 'user' key");
        }
        return identifier.path("user").asText();
    }

    ObjectNode logout(Call call) {
        Optional<Session> session = call.requester().session();
        sessions.end(
                session.orElseThrow(() -> MatrixError.unknown(401, "Unrecognised access token")));
        return Json.object();
    }

    ObjectNode logoutAll(Call call) {
        sessions.endAll(call.user());
        return Json.object();
    }

    ObjectNode whoami(Call call) {
        ObjectNode answer = Json.object().put("user_id", call.user()).put("is_guest", false);
        call.requester().deviceId().ifPresent(device -> answer.put("device_id", device));
        return answer;
    }

    ObjectNode devices(Call call) {
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("devices");
        sessions.devices(call.user()).forEach(id -> list.addObject().put("device_id", id));
        return answer;
    }
}
