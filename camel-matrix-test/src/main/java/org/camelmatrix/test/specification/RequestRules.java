// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test.specification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the specification asks of a request. */
final class RequestRules {
    private static final String TOKEN = "access_token";

    /** Section "Identity assertion" of the Application Service API: on every endpoint. */
    private static final Set<String> OF_APPLICATION_SERVICES = Set.of("user_id", "device_id", "ts");

    private final Schemas schemas;
    private final EventSchemas events;

    RequestRules(Schemas schemas, EventSchemas events) {
        this.schemas = schemas;
        this.events = events;
    }

    List<String> violations(ApiDocument.Match match, Exchange exchange) {
        List<String> found = new ArrayList<>();
        parameters(match, exchange, found);
        token(match.operation(), exchange, found);
        body(match, exchange, found);
        return found;
    }

    private void parameters(ApiDocument.Match match, Exchange exchange, List<String> found) {
        String name = match.operation().name();
        QueryParameters query = new QueryParameters(exchange.query());
        List<String> unknown = new ArrayList<>(query.names());
        unknown.removeAll(OF_APPLICATION_SERVICES);
        unknown.remove(TOKEN);
        for (JsonNode parameter : match.operation().description().path("parameters")) {
            String parameterName = parameter.path("name").asText();
            String in = parameter.path("in").asText();
            List<String> values =
                    switch (in) {
                        case "query" -> query.get(parameterName);
                        case "path" -> pathValue(match.pathParameters(), parameterName);
                        default -> headerValue(exchange, parameterName);
                    };
            String what = in + " parameter " + parameterName;
            if (!values.isEmpty()) {
                JsonNode schema = parameter.path("schema");
                JsonNode value = QueryParameters.asJson(values, schema);
                found.addAll(schemas.violations(name + ": " + what, schema, value));
            } else if (parameter.path("required").asBoolean()) {
                found.add(name + ": the required " + what + " is absent");
            }
            if (in.equals("query")) {
                unknown.remove(parameterName);
            }
        }
        unknown.forEach(other -> found.add(name + ": there is no query parameter called " + other));
        if (query.names().contains(TOKEN)) {
            found.add(name + ": the access token must not be in the query string");
        }
    }

    private static List<String> pathValue(Map<String, String> parameters, String name) {
        return Optional.ofNullable(parameters.get(name)).map(List::of).orElse(List.of());
    }

    private static List<String> headerValue(Exchange exchange, String name) {
        String value = exchange.requestHeader(name);
        return value.isEmpty() ? List.of() : List.of(value);
    }

    private static void token(Operation operation, Exchange exchange, List<String> found) {
        boolean bearer = exchange.requestHeader("Authorization").startsWith("Bearer ");
        if (operation.needsToken() && !bearer) {
            found.add(operation.name() + ": needs a bearer token in the Authorization header");
        }
    }

    private void body(ApiDocument.Match match, Exchange exchange, List<String> found) {
        Operation operation = match.operation();
        Optional<JsonNode> schema = operation.requestSchema();
        if (schema.isPresent()) {
            jsonBody(match, schema.get(), exchange, found);
        } else if (!operation.hasRequestBody() && exchange.hasRequestBody()) {
            boolean emptyObject = exchange.requestJson().filter(JsonNode::isEmpty).isPresent();
            if (!exchange.method().equals("POST") || !emptyObject) {
                found.add(operation.name() + ": must not have a request body");
            }
        }
    }

    /** The type of the event that the body is the content of: in a room, or account data. */
    private static Optional<String> eventType(ApiDocument.Match match) {
        String inRoom = match.pathParameters().get("eventType");
        boolean isAccountData = match.operation().name().endsWith("/account_data/{type}");
        return Optional.ofNullable(isAccountData ? match.pathParameters().get("type") : inRoom);
    }

    private void jsonBody(
            ApiDocument.Match match, JsonNode schema, Exchange exchange, List<String> found) {
        Operation operation = match.operation();
        Optional<JsonNode> json = exchange.requestJson();
        if (json.isEmpty()) {
            if (operation.requiresRequestBody() || exchange.hasRequestBody()) {
                found.add(operation.name() + ": the request body must be JSON");
            }
            return;
        }
        if (!exchange.requestHeader("Content-Type").startsWith("application/json")) {
            found.add(operation.name() + ": the request body must be called application/json");
        }
        found.addAll(schemas.violations(operation.name() + ": request body", schema, json.get()));
        if (exchange.method().equals("PUT")) {
            String stateKey = match.pathParameters().get("stateKey");
            eventType(match)
                    .ifPresent(type -> found.addAll(events.violations(type, stateKey, json.get())));
        }
        for (JsonNode event : json.get().path("initial_state")) {
            found.addAll(
                    events.violations(
                            event.path("type").asText(),
                            event.path("state_key").asText(),
                            event.path("content")));
        }
    }
}
