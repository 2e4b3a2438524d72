// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.HashMap;
import java.util.Map;

/**
 * Routes that stop, each with the moment at which nothing of it may wait any more.
 *
 * <p>Guarded by the lock of its queue. Times are those of {@link System#nanoTime}.
 */
final class StoppingRoutes {

    private final Map<String, Long> ends = new HashMap<>();

    void add(String route, long end) {
        ends.put(route, end);
    }

    void remove(String route) {
        ends.remove(route);
    }

    /**
     * Whether a send has to fail now.
     *
     * @param turn when it can be sent at the earliest
     */
    boolean forbidWaiting(QueuedSend<?> send, long turn) {
        if (ends.isEmpty()) {
            return false;
        }
        return ends.entrySet().stream()
                .anyMatch(stop -> turn - stop.getValue() >= 0 && send.comesFrom(stop.getKey()));
    }
}
