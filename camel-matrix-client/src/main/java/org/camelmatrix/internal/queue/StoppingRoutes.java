// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The routes that stop or are suspended, each with the moment after which none of its sends may
 * wait.
 *
 * <p>Part of {@link QueueState}. Times are those of {@link System#nanoTime}.
 */
final class StoppingRoutes {

    private final Map<String, Stop> stops = new HashMap<>();

    /**
     * A route that stops or is suspended.
     *
     * @param end the moment after which none of its sends may wait
     * @param suspended when it was suspended, or null if it stops. Nothing tells when a suspended
     *     route is resumed, so sends of exchanges that begin later may wait.
     * @param wakeup for the end
     */
    private record Stop(long end, Long suspended, Wakeups.Wakeup wakeup) {

        boolean concerns(SendOrigin origin) {
            return suspended == null || origin.beganUntil(suspended);
        }
    }

    /**
     * Notes that a route stops or is suspended.
     *
     * @return the wake-up of an earlier stop of the route, or null
     */
    Wakeups.Wakeup put(String route, long end, Long suspended, Wakeups.Wakeup wakeup) {
        Stop before = stops.put(route, new Stop(end, suspended, wakeup));
        return before == null ? null : before.wakeup();
    }

    /**
     * Notes that a route has started.
     *
     * @return the wake-up of its stop, or null
     */
    Wakeups.Wakeup started(String route) {
        Stop stop = stops.remove(route);
        return stop == null ? null : stop.wakeup();
    }

    /**
     * Whether a send has to fail now.
     *
     * @param turn when it can start at the earliest
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

    /** The moment after which a send may not wait, if there is any. */
    OptionalLong end(SendOrigin origin, long now) {
        return stops.entrySet().stream()
                .filter(each -> origin.isOf(each.getKey()) && each.getValue().concerns(origin))
                .mapToLong(each -> each.getValue().end() - now)
                .min()
                .stream()
                .map(left -> left + now)
                .findFirst();
    }
}
