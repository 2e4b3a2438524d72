// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.camelmatrix.component.MatrixConfiguration;

/** How an account is found and signed in; each part may be null. */
record Account(String homeserverUrl, String userId, String accessToken, String password) {

    private static final String ROOM = Settings.ROOM_VARIABLE;

    /** The account that an endpoint has, by its own options and the component's. */
    static Account of(MatrixConfiguration endpoint) {
        return new Account(
                endpoint.getHomeserverUrl(),
                endpoint.getUserId(),
                endpoint.getAccessToken(),
                endpoint.getPassword());
    }

    boolean isEmpty() {
        return homeserverUrl == null && userId == null && accessToken == null && password == null;
    }

    /**
     * What is missing to use it, as a sentence that names the environment variables.
     *
     * @param roomIsMissing whether a room is needed and not known
     */
    Optional<String> lack(boolean roomIsMissing) {
        List<String> missing = new ArrayList<>();
        if (homeserverUrl == null && userId == null) {
            missing.add("MATRIX_HOMESERVER_URL (or MATRIX_USER_ID to discover it)");
        }
        if (accessToken == null && userId == null) {
            missing.add(
                    password == null
                            ? "MATRIX_ACCESS_TOKEN (or MATRIX_USER_ID with MATRIX_PASSWORD or the"
                                    + " session of setup login)"
                            : "MATRIX_USER_ID (it belongs to the password)");
        }
        if (roomIsMissing) {
            missing.add(ROOM);
        }
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        (missing.equals(List.of(ROOM))
                                        ? "No room is given: set "
                                        : "The Matrix account is not complete: set ")
                                + String.join(", and ", missing));
    }

    /** Without its secrets. */
    @Override
    public String toString() {
        return "Account[" + homeserverUrl + ", " + userId + ']';
    }
}
