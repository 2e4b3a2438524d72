// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request to a known endpoint, read as far as no state is needed.
 *
 * @param token the access token, if there is one
 * @param requester who asks; null when the endpoint needs no token
 * @param baseUrl the URL under which the client reached the homeserver, without a trailing slash
 */
record Call(
        Endpoint endpoint,
        Map<String, String> path,
        Map<String, List<String>> query,
        Optional<String> token,
        Requester requester,
        Body body,
        String baseUrl) {

    Call by(Requester other) {
        return new Call(endpoint, path, query, token, other, body, baseUrl);
    }

    ObjectNode json() {
        return body.json().get();
    }

    /** The path parameter of that name, decoded. */
    String path(String name) {
        return path.get(name);
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
    }

    String user() {
        return requester.userId();
    }

    /** The body, or an empty object for endpoints where Synapse does without one. */
    ObjectNode optionalJson() {
        return body.isEmpty() ? Json.object() : json();
    }

    /**
     * @throws MatrixError {@code M_MISSING_PARAM}, or {@code M_INVALID_PARAM} for anything but a
     *     string
     */
    String requiredText(String name) {
        JsonNode value = json().get(name);
        if (value == null) {
            throw MatrixError.missingParam(name);
        }
        if (!value.isTextual()) {
            throw MatrixError.invalidParam("Bad parameter: " + name);
        }
        return value.textValue();
    }
}
