// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test.specification;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One method of one path in the OpenAPI document.
 *
 * @param name what violations call it
 */
record Operation(String name, String[] template, JsonNode description) {
    static Operation of(String method, String path, JsonNode description) {
        String plain = path.strip();
        // Descriptions of one path that differ in white space behind it are told apart by their id
        String id = plain.equals(path) ? "" : " (" + description.path("operationId").asText() + ")";
        String name = method.toUpperCase(Locale.ROOT) + " " + plain + id;
        return new Operation(name, plain.split("/", -1), description);
    }

    /** The values of the path parameters, decoded; empty when the path is not this operation's. */
    Optional<Map<String, String>> match(String[] path) {
        boolean withoutStateKey =
                path.length == template.length - 1
                        && template[template.length - 1].equals("{stateKey}");
        if (path.length != template.length && !withoutStateKey) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < template.length; i++) {
            String segment = i < path.length ? path[i] : "";
            if (template[i].startsWith("{")) {
                String name = template[i].substring(1, template[i].length() - 1);
                String literalPlus = segment.replace("+", "%2B");
                parameters.put(name, URLDecoder.decode(literalPlus, StandardCharsets.UTF_8));
            } else if (!template[i].equals(segment)) {
                return Optional.empty();
            }
        }
        return Optional.of(parameters);
    }

    /** Whether there is no way to ask without an access token. */
    boolean needsToken() {
        JsonNode alternatives = description.path("security");
        boolean bearer = false;
        for (JsonNode alternative : alternatives) {
            if (alternative.isEmpty()) {
                return false;
            }
            String scheme = alternative.fieldNames().next();
            bearer |= scheme.toLowerCase(Locale.ROOT).endsWith("bearer");
        }
        return bearer;
    }

    Optional<JsonNode> requestSchema() {
        return schema(description.path("requestBody"));
    }

    boolean hasRequestBody() {
        return description.has("requestBody");
    }

    boolean requiresRequestBody() {
        return description.path("requestBody").path("required").asBoolean();
    }

    Optional<JsonNode> response(int status) {
        return Optional.ofNullable(description.path("responses").get(String.valueOf(status)));
    }

    static Optional<JsonNode> schema(JsonNode message) {
        return Optional.ofNullable(message.path("content").path("application/json").get("schema"));
    }
}
