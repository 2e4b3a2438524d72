// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the endpoint of a request. Path segments are split before they are percent-decoded, so that
 * an encoded slash stays inside its segment.
 */
final class Router {
    /** What a path names: an endpoint, or nothing, and then whether another method would do. */
    record Match(Optional<Endpoint> endpoint, Map<String, String> parameters, boolean pathIsKnown) {
        private static Match none(boolean pathIsKnown) {
            return new Match(Optional.empty(), Map.of(), pathIsKnown);
        }
    }

    private record Route(Endpoint endpoint, String[] template) {}

    private static final Set<String> MAY_BE_EMPTY = Set.of("{stateKey}", "{txnId}");

    private final Map<Integer, List<Route>> routesByLength = new HashMap<>();

    Router() {
        for (Endpoint endpoint : Endpoint.values()) {
            String[] template = endpoint.path().split("/", -1);
            add(endpoint, template.length, template);
            if (template[template.length - 1].equals("{stateKey}")) {
                // "trailing slash ... optional" when the state key is the empty string
                add(endpoint, template.length - 1, template);
            }
        }
    }

    private void add(Endpoint endpoint, int length, String[] template) {
        routesByLength
                .computeIfAbsent(length, unused -> new ArrayList<>())
                .add(new Route(endpoint, template));
    }

    Match match(String method, String rawPath) {
        String[] segments = rawPath.split("/", -1);
        boolean pathIsKnown = false;
        for (Route route : routesByLength.getOrDefault(segments.length, List.of())) {
            if (fits(route.template(), segments)) {
                pathIsKnown = true;
                if (route.endpoint().method().equals(method)) {
                    return new Match(
                            Optional.of(route.endpoint()),
                            parameters(route.template(), segments),
                            true);
                }
            }
        }
        return Match.none(pathIsKnown);
    }

    private static boolean fits(String[] template, String[] segments) {
        for (int i = 0; i < segments.length; i++) {
            boolean parameter = template[i].startsWith("{");
            if (parameter
                    ? segments[i].isEmpty() && !MAY_BE_EMPTY.contains(template[i])
                    : !template[i].equals(segments[i])) {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> parameters(String[] template, String[] segments) {
        Map<String, String> parameters = new HashMap<>();
        for (int i = 0; i < template.length; i++) {
            if (template[i].startsWith("{")) {
                String name = template[i].substring(1, template[i].length() - 1);
                parameters.put(name, i < segments.length ? Percent.decode(segments[i]) : "");
            }
        }
        return parameters;
    }
}
