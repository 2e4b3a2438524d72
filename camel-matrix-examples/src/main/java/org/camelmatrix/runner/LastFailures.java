// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What fails while the process stops, which may be a message for each one that waited: the first
 * failures of a route are named, the others are counted.
 *
 * <p>Any thread may call.
 */
final class LastFailures {

    private static final int NAMED = 3;

    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    /**
     * Counts a failure.
     *
     * @param routeId null for an exchange that no route began
     * @return whether it is one of the first
     */
    boolean isToBeNamed(String routeId) {
        return failures.merge(String.valueOf(routeId), 1, Integer::sum) <= NAMED;
    }

    /** How many more failed of each route. */
    Map<String, Integer> unnamed() {
        Map<String, Integer> unnamed = new TreeMap<>();
        failures.forEach(
                (routeId, count) -> {
                    if (count > NAMED) {
                        unnamed.put(routeId, count - NAMED);
                    }
                });
        return unnamed;
    }
}
