// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

/**
 * The routes that wait for a send, and whether its caller still waits for it. The caller takes
 * these values before it sends, so that the queue asks nobody.
 *
 * <p>Any thread may call.
 */
public final class SendOrigin {

    private final String firstRoute;
    private final String currentRoute;
    private final long began;
    private volatile boolean abandoned;

    /**
     * @param firstRoute the id of the route that the exchange began in, or null
     * @param currentRoute the id of the route that sends, or null
     * @param began when the exchange began, by {@link System#nanoTime}
     */
    public SendOrigin(String firstRoute, String currentRoute, long began) {
        this.firstRoute = firstRoute;
        this.currentRoute = currentRoute;
        this.began = began;
    }

    /** The origin of a send that belongs to no route. */
    public static SendOrigin none() {
        return new SendOrigin(null, null, 0);
    }

    /** Notes that the caller waits no longer: the send is not to be tried again. */
    public void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    boolean isOf(String route) {
        return route.equals(firstRoute) || route.equals(currentRoute);
    }

    boolean beganUntil(long moment) {
        return began - moment <= 0;
    }
}
