// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.HashMap;
import java.util.Map;

/**
 * The routes that stop or are suspended, each with the moment after which none of its sends may
 * wait.
 *
 * <p>Guarded by the lock of its queue. Times are those of {@link System#nanoTime}.
 */
final class StoppingRoutes {

    private final Map<String, Stop> stops = new HashMap<>();

    /**
     * A route that stops.
     *
     * @param end the moment after which none of its sends may wait
     * @param suspended when it was suspended, or null if it stops. Nothing tells when a suspended
     *     route is resumed, so sends of exchanges that begin later may wait.
     */
    private record Stop(long end, Long suspended) {

        boolean concerns(SendOrigin origin) {
            return suspended == null || origin.beganUntil(suspended);
        }
    }

    void stop(String route, long end) {
        stops.put(route, new Stop(end, null));
    }

    void suspend(String route, long end, long now) {
        stops.put(route, new Stop(end, now));
    }

    void started(String route) {
        stops.remove(route);
    }

    /**
     * Whether a send has to fail now.
     *
     * @param turn when it can be sent at the earliest
     */
    boolean forbidWaiting(SendOrigin origin, long turn) {
        for (Map.Entry<String, Stop> each : stops.entrySet()) {
            Stop stop = each.getValue();
            if (turn - stop.end() >= 0 && origin.isOf(each.getKey()) && stop.concerns(origin)) {
                return true;
            }
        }
        return false;
    }
}
