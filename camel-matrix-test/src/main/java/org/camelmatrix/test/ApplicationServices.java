// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The application services that are registered: Application Service API, "Registration". */
final class ApplicationServices {
    /**
     * An application service.
     *
     * @param namespace the users that are its own, nobody else's
     * @param sender its own user, whom it is when it names nobody
     */
    record Service(Pattern namespace, String sender) {
        boolean owns(String userId) {
            return namespace.matcher(userId).lookingAt();
        }
    }

    private final Map<String, Service> byToken = new LinkedHashMap<>();

    void add(String token, Service service) {
        byToken.put(token, service);
    }

    int count() {
        return byToken.size();
    }

    Optional<Service> find(String token) {
        return Optional.ofNullable(byToken.get(token));
    }

    /**
     * @throws MatrixError {@code M_EXCLUSIVE} for a name that is an application service's
     */
    void requireFree(String userId) {
        if (byToken.values().stream().anyMatch(service -> service.owns(userId))) {
            throw exclusive("This user ID is reserved by an application service.");
        }
    }

    static MatrixError exclusive(String message) {
        return MatrixError.of(400, "M_EXCLUSIVE", message);
    }
}
