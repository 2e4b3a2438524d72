package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sections "Server Discovery" and "Client Authentication" (the legacy API with passwords). */
final class AccountApi {
    private static final String PASSWORD = "m.login.password";
    private static final String DUMMY = "m.login.dummy";
    private static final int NEWEST_MINOR_VERSION = 16;

    private final String serverName;
    private final Accounts accounts;
    private final Ids ids;

    /** Sessions of the user-interactive registration, and the account that each has made. */
    private final Map<String, Optional<String>> registrations = new HashMap<>();

    AccountApi(String serverName, Accounts accounts, Ids ids) {
        this.serverName = serverName;
        this.accounts = accounts;
        this.ids = ids;
    }

    ObjectNode wellKnown(Call call) {
        ObjectNode answer = Json.object();
        answer.putObject("m.homeserver").put("base_url", call.baseUrl() + "/");
        return answer;
    }

    ObjectNode versions() {
        ObjectNode answer = Json.object();
        ArrayNode versions = answer.putArray("versions");
        for (int minor = 1; minor <= NEWEST_MINOR_VERSION; minor++) {
            versions.add("v1." + minor);
        }
        answer.putObject("unstable_features");
        return answer;
    }

    ObjectNode loginFlows() {
        ObjectNode answer = Json.object();
        answer.putArray("flows").addObject().put("type", PASSWORD);
        return answer;
    }

    ObjectNode login(Call call) {
        ObjectNode body = call.json().get();
        if (!body.has("type")) {
            throw MatrixError.unknown(400, "Missing JSON keys.");
        }
        String user = userOf(body);
        if (!PASSWORD.equals(body.path("type").asText())) {
            throw MatrixError.unknown(400, "Unknown login type");
        }
        if (!body.path("password").isTextual()) {
            throw MatrixError.invalidParam("Bad parameter: password");
        }
        String userId = user.startsWith("@") ? user : userId(user);
        if (!accounts.isPassword(userId, body.path("password").asText())) {
            throw MatrixError.forbidden("Invalid username or password");
        }
        ObjectNode answer = logIn(userId, body);
        answer.set("well_known", wellKnown(call));
        return answer;
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

    private ObjectNode logIn(String userId, ObjectNode body) {
        Accounts.Login login =
                accounts.logIn(userId, Optional.ofNullable(body.path("device_id").textValue()));
        return Json.object()
                .put("user_id", userId)
                .put("access_token", login.accessToken())
                .put("device_id", login.session().deviceId())
                .put("home_server", serverName);
    }

    ObjectNode logout(Call call) {
        accounts.end(call.session());
        return Json.object();
    }

    ObjectNode logoutAll(Call call) {
        accounts.endAll(call.user());
        return Json.object();
    }

    ObjectNode whoami(Call call) {
        return Json.object()
                .put("user_id", call.user())
                .put("device_id", call.session().deviceId())
                .put("is_guest", false);
    }

    /** Section "Account registration", with one stage that nobody can fail. */
    ObjectNode register(Call call) {
        ObjectNode body = call.json().get();
        if ("guest".equals(call.query("kind").orElse("user"))) {
            throw MatrixError.unknown(403, "Guest access is disabled");
        }
        JsonNode auth = body.path("auth");
        Optional<String> session = Optional.ofNullable(auth.path("session").textValue());
        if (session.isPresent() && !registrations.containsKey(session.get())) {
            throw MatrixError.unknown(400, "Unknown session ID: " + session.get());
        }
        Optional<String> alreadyMade = session.flatMap(registrations::get);
        if (alreadyMade.isPresent()) {
            return logIn(alreadyMade.get(), body);
        }
        String userId = newUserId(body.path("username"));
        if (auth.isMissingNode()) {
            throw askForStage();
        }
        if (!DUMMY.equals(auth.path("type").asText())) {
            throw MatrixError.invalidParam("Invalid login submission");
        }
        if (!body.path("password").isTextual()) {
            throw MatrixError.missingParam("password");
        }
        accounts.create(userId, body.path("password").asText());
        session.ifPresent(s -> registrations.put(s, Optional.of(userId)));
        return body.path("inhibit_login").asBoolean()
                ? Json.object().put("user_id", userId).put("home_server", serverName)
                : logIn(userId, body);
    }

    private MatrixError askForStage() {
        String session = ids.session();
        registrations.put(session, Optional.empty());
        ObjectNode body = Json.object().put("session", session);
        body.putArray("flows").addObject().putArray("stages").add(DUMMY);
        body.putObject("params");
        return MatrixError.of(Answer.json(401, body));
    }

    private String newUserId(JsonNode username) {
        if (username.isMissingNode()) {
            return userId(String.valueOf(accounts.count() + 1));
        }
        String localpart = username.asText().toLowerCase(Locale.ROOT);
        if (!localpart.matches("[a-z0-9=_./+-]+")) {
            throw MatrixError.of(
                    400,
                    "M_INVALID_USERNAME",
                    "User ID can only contain characters a-z, 0-9, or '=_-./+'");
        }
        if (accounts.exists(userId(localpart))) {
            throw MatrixError.of(400, "M_USER_IN_USE", "User ID already taken.");
        }
        return userId(localpart);
    }

    private String userId(String localpart) {
        return "@" + localpart + ":" + serverName;
    }
}
