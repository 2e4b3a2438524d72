package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A request to a known endpoint, read as far as no state is needed.
 *
 * @param session who asks; null when the endpoint needs no token
 * @param json the body, or the refusal of a body that is no JSON object
 * @param baseUrl the URL under which the client reached the homeserver, without a trailing slash
 */
record Call(
        Endpoint endpoint,
        Map<String, String> path,
        Map<String, List<String>> query,
        Session session,
        Supplier<ObjectNode> json,
        boolean bodyIsEmpty,
        String baseUrl) {

    /** Parses the body now, outside any lock, and reports what is wrong with it when asked. */
    static Supplier<ObjectNode> parse(byte[] body) {
        try {
            ObjectNode parsed = Json.parseObject(body);
            return () -> parsed;
        } catch (MatrixError e) {
            return () -> {
                throw e;
            };
        }
    }

    Call by(Session other) {
        return new Call(endpoint, path, query, other, json, bodyIsEmpty, baseUrl);
    }

    /** The path parameter of that name, decoded. */
    String path(String name) {
        return path.get(name);
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name)).map(values -> values.get(0));
    }

    String user() {
        return session.userId();
    }

    /** The body, or an empty object for endpoints where Synapse does without one. */
    ObjectNode optionalJson() {
        return bodyIsEmpty ? Json.object() : json.get();
    }

    /**
     * @throws MatrixError {@code M_MISSING_PARAM}, or {@code M_INVALID_PARAM} for anything but a
     *     string
     */
    String requiredText(String name) {
        JsonNode value = json.get().get(name);
        if (value == null) {
            throw MatrixError.missingParam(name);
        }
        if (!value.isTextual()) {
            throw MatrixError.invalidParam("Bad parameter: " + name);
        }
        return value.textValue();
    }
}
