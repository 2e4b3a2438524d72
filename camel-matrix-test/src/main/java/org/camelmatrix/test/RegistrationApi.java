// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Section "Account registration", and that of application services for their users. */
final class RegistrationApi {
    private static final String DUMMY = "m.login.dummy";
    private static final String APPLICATION_SERVICE = "m.login.application_service";

    private final SignIn signIn;
    private final Accounts accounts;
    private final ApplicationServices services;
    private final Ids ids;

    /** Sessions of the user-interactive registration, and the account that each has made. */
    private final Map<String, Optional<String>> registrations = new HashMap<>();

    RegistrationApi(SignIn signIn, Accounts accounts, ApplicationServices services, Ids ids) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.services = services;
        this.ids = ids;
    }

    ObjectNode register(Call call) {
        ObjectNode body = call.json();
        SignIn.requireClearWish(body);
        if ("guest".equals(call.query("kind").orElse("user"))) {
            throw MatrixError.unknown(403, "Guest access is disabled");
        }
        if (APPLICATION_SERVICE.equals(body.path("type").asText())) {
            return registerForService(call, body);
        }
        if (call.token().isPresent()) {
            throw MatrixError.unknown(
                    400, "An access token should not be provided on requests to /register");
        }
        return registerInStages(body);
    }

    /** With one stage that nobody can fail. */
    private ObjectNode registerInStages(ObjectNode body) {
        JsonNode auth = body.path("auth");
        Optional<String> session = Optional.ofNullable(auth.path("session").textValue());
        if (session.isPresent() && !registrations.containsKey(session.get())) {
            throw MatrixError.unknown(400, "Unknown session ID: " + session.get());
        }
        Optional<String> alreadyMade = session.flatMap(registrations::get);
        if (alreadyMade.isPresent()) {
            return signIn.logIn(alreadyMade.get(), body);
        }
        String userId = newUserId(body.path("username"));
        services.requireFree(userId);
        if (auth.isMissingNode()) {
            throw askForStage();
        }
        if (!DUMMY.equals(auth.path("type").asText())) {
            throw MatrixError.invalidParam("Invalid login submission");
        }
        if (!body.path("password").isTextual()) {
            throw MatrixError.missingParam("password");
        }
        accounts.create(userId, Optional.of(body.path("password").asText()));
        session.ifPresent(s -> registrations.put(s, Optional.of(userId)));
        return signIn.logInIfWanted(userId, body);
    }

    private MatrixError askForStage() {
        String session = ids.session();
        registrations.put(session, Optional.empty());
        ObjectNode body = Json.object().put("session", session);
        body.putArray("flows").addObject().putArray("stages").add(DUMMY);
        body.putObject("params");
        return MatrixError.of(Answer.json(401, body));
    }

    /** Application Service API, section "Server admin style permissions": the name is as given. */
    private ObjectNode registerForService(Call call, ObjectNode body) {
        String token =
                call.token()
                        .orElseThrow(
                                () ->
                                        MatrixError.unknown(
                                                400, "Appservice token must be provided"));
        ApplicationServices.Service service =
                services.find(token)
                        .orElseThrow(
                                () -> Sessions.unknownToken("Unrecognised access token", false));
        if (!body.path("username").isTextual()) {
            throw MatrixError.unknown(400, "Desired Username is missing or not a string");
        }
        String userId = signIn.userId(body.path("username").asText());
        if (!service.owns(userId)) {
            throw ApplicationServices.exclusive(
                    "Invalid user localpart for this application service.");
        }
        requireUnused(userId);
        accounts.create(userId, Optional.empty());
        return signIn.logInIfWanted(userId, body);
    }

    /**
     * What every new user id has to be, but for those of application services.
     *
     * @param username missing for one that the homeserver chooses
     */
    String newUserId(JsonNode username) {
        if (username.isMissingNode()) {
            return signIn.userId(String.valueOf(accounts.count() + 1));
        }
        String localpart = username.asText().toLowerCase(Locale.ROOT);
        if (!localpart.matches("[a-z0-9=_./+-]+")) {
            throw MatrixError.of(
                    400,
                    "M_INVALID_USERNAME",
                    "User ID can only contain characters a-z, 0-9, or '=_-./+'");
        }
        requireUnused(signIn.userId(localpart));
        return signIn.userId(localpart);
    }

    private void requireUnused(String userId) {
        if (accounts.exists(userId)) {
            throw MatrixError.of(400, "M_USER_IN_USE", "User ID already taken.");
        }
    }
}
