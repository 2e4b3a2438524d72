// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * The answer to a request that the homeserver refuses: section "Standard error response". Thrown
 * where the refusal is found and turned into an answer in one place.
 */
final class MatrixError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Answer answer;

    private MatrixError(Answer answer, String message) {
        super(message, null, false, false);
        this.answer = answer;
    }

    static MatrixError of(int status, String errcode, String message) {
        return of(status, errcode, message, Map.of());
    }

    static MatrixError of(
            int status, String errcode, String message, Map<String, JsonNode> further) {
        ObjectNode body = Json.object().put("errcode", errcode).put("error", message);
        body.setAll(further);
        return new MatrixError(Answer.json(status, body), message);
    }

    /** An answer with an error status and a body of its own shape. */
    static MatrixError of(Answer answer) {
        return new MatrixError(answer, "status " + answer.status());
    }

    static MatrixError forbidden(String message) {
        return of(403, "M_FORBIDDEN", message);
    }

    static MatrixError notFound(String message) {
        return of(404, "M_NOT_FOUND", message);
    }

    static MatrixError badJson(String message) {
        return of(400, "M_BAD_JSON", message);
    }

    static MatrixError invalidParam(String message) {
        return of(400, "M_INVALID_PARAM", message);
    }

    static MatrixError missingParam(String name) {
        return of(400, "M_MISSING_PARAM", "Missing parameter: " + name);
    }

    /** What Synapse answers to much of what it does not accept. */
    static MatrixError unknown(int status, String message) {
        return of(status, "M_UNKNOWN", message);
    }

    Answer answer() {
        return answer;
    }
}
