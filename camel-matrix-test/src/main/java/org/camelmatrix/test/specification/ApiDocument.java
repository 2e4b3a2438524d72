// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test.specification;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The OpenAPI document, searched by method and path. Immutable. */
final class ApiDocument {
    /** An operation and the path parameters of a request to it. */
    record Match(Operation operation, Map<String, String> pathParameters) {}

    private final Map<String, List<Operation>> operationsByMethod = new HashMap<>();

    ApiDocument(JsonNode openApi) {
        openApi.path("paths")
                .properties()
                .forEach(
                        path ->
                                path.getValue()
                                        .properties()
                                        .forEach(
                                                method ->
                                                        add(
                                                                method.getKey(),
                                                                path.getKey(),
                                                                method.getValue())));
    }

    private void add(String method, String path, JsonNode description) {
        operationsByMethod
                .computeIfAbsent(method.toUpperCase(Locale.ROOT), unused -> new ArrayList<>())
                .add(Operation.of(method, path, description));
    }

    /**
     * The operations that a request may mean: mostly one, none for an unknown path, and several
     * where the document describes the same path more than once. A literal segment beats a
     * parameter.
     */
    List<Match> find(String method, String rawPath) {
        String[] path = rawPath.split("/", -1);
        List<Match> matches = new ArrayList<>();
        for (Operation operation : operationsByMethod.getOrDefault(method, List.of())) {
            operation.match(path).ifPresent(found -> matches.add(new Match(operation, found)));
        }
        int fewest =
                matches.stream().mapToInt(match -> match.pathParameters().size()).min().orElse(0);
        return matches.stream().filter(match -> match.pathParameters().size() == fewest).toList();
    }
}
