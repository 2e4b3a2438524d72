// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out who asks: section "Client Authentication", and "Identity assertion" of the Application
 * Service API.
 */
final class Authentication {
    private final Accounts accounts;
    private final Sessions sessions;
    private final ApplicationServices services;

    Authentication(Accounts accounts, Sessions sessions, ApplicationServices services) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.services = services;
    }

    /**
     * @throws MatrixError {@code M_MISSING_TOKEN}, {@code M_UNKNOWN_TOKEN}, {@code M_USER_LOCKED},
     *     or what keeps an application service from being that user
     */
    Requester requester(Call call) {
        String token =
                call.token()
                        .orElseThrow(
                                () ->
                                        MatrixError.of(
                                                401, "M_MISSING_TOKEN", "Missing access token"));
        Optional<ApplicationServices.Service> service = services.find(token);
        if (service.isPresent()) {
            return inTheNameOf(service.get(), call.query("user_id"), call.query("device_id"));
        }
        boolean logsOut =
                call.endpoint() == Endpoint.LOGOUT || call.endpoint() == Endpoint.LOGOUT_ALL;
        Session session = sessions.authenticate(token, logsOut);
        if (!logsOut) {
            accounts.requireUnlocked(session.userId());
        }
        return Requester.of(session);
    }

    /** The service's own user is exempt from both rules about users, as in Synapse. */
    private Requester inTheNameOf(
            ApplicationServices.Service service, Optional<String> user, Optional<String> device) {
        String userId = user.orElse(service.sender());
        if (!userId.equals(service.sender())) {
            if (!service.owns(userId)) {
                throw MatrixError.forbidden(
                        "Application service cannot masquerade as this user (" + userId + ").");
            }
            if (!accounts.exists(userId)) {
                throw MatrixError.forbidden(
                        "Application service has not registered this user (" + userId + ")");
            }
        }
        if (device.isPresent() && !sessions.hasDevice(new Session(userId, device.get()))) {
            throw MatrixError.of(
                    400,
                    "M_UNKNOWN_DEVICE",
                    "Application service trying to use a device that doesn't exist");
        }
        return new Requester(userId, device, Optional.of(service.sender()));
    }

    /** Whose valid token that is, without a word about refusals; the token is not used by it. */
    Optional<String> user(Optional<String> token, Map<String, List<String>> query) {
        Optional<ApplicationServices.Service> service = token.flatMap(services::find);
        if (service.isEmpty()) {
            return token.flatMap(sessions::find).map(Session::userId);
        }
        String named =
                Optional.ofNullable(query.get("user_id"))
                        .map(values -> values.get(0))
                        .orElse(service.get().sender());
        return Optional.of(named)
                .filter(
                        user ->
                                user.equals(service.get().sender())
                                        || (service.get().owns(user) && accounts.exists(user)));
    }
}
