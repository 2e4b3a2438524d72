// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test.specification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What the specification asks of a response. */
final class ResponseRules {
    private final Schemas schemas;

    ResponseRules(Schemas schemas) {
        this.schemas = schemas;
    }

    List<String> violations(Operation operation, Exchange exchange) {
        int status = exchange.response().getStatus();
        String name = operation.name() + ": response " + status;
        Optional<JsonNode> documented = operation.response(status);
        Optional<JsonNode> schema = documented.flatMap(Operation::schema);
        if (schema.isPresent()) {
            return json(name, schema.get(), exchange);
        }
        if (status >= 400) {
            // Well-known files are plain files, whose absence no homeserver needs to explain
            return exchange.path().startsWith("/_matrix/") ? error(name, exchange) : List.of();
        }
        return documented.isPresent()
                ? List.of()
                : List.of(name + " is not among the documented statuses");
    }

    private List<String> json(String name, JsonNode schema, Exchange exchange) {
        Optional<JsonNode> json = exchange.responseJson();
        if (json.isEmpty()) {
            return List.of(name + " must be JSON");
        }
        if (exchange.path().startsWith("/_matrix/")
                && !exchange.responseHeader("Content-Type").startsWith("application/json")) {
            return List.of(name + " must be called application/json");
        }
        return schemas.violations(name, schema, json.get());
    }

    /** Section "Standard error response". */
    static List<String> error(String name, Exchange exchange) {
        boolean hasCode =
                exchange.responseJson().filter(e -> e.path("errcode").isTextual()).isPresent();
        return hasCode ? List.of() : List.of(name + " must have an errcode");
    }
}
