// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.RouteEvent;
import org.apache.camel.spi.CamelEvent.RouteRemovedEvent;
import org.apache.camel.spi.CamelEvent.RouteStartedEvent;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Tells accounts when a route begins to stop. Camel waits then for the route's exchanges, also for
 * those that wait for a homeserver; so these have to end while there is time for error handlers.
 *
 * <p>Camel's thread that starts routes notifies; its thread that stops them prepares. Any thread
 * may ask whether a route waits for an exchange.
 */
final class RouteStops extends EventNotifierSupport {

    /**
     * How much of the time that a route has to stop messages may wait; error handlers get the rest.
     */
    private static final double SHARE = 0.7;

    private final MatrixComponent component;

    /** When routes were suspended, by {@link System#nanoTime}; nothing tells when they resume. */
    private final Map<String, Long> suspended = new ConcurrentHashMap<>();

    RouteStops(MatrixComponent component) {
        this.component = component;
        setIgnoreExchangeEvents(true);
        setIgnoreCamelContextEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof RouteStartedEvent || event instanceof RouteRemovedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Route route = ((RouteEvent) event).getRoute();
        suspended.remove(route.getRouteId());
        component.accounts().started(route.getRouteId());
        if (event instanceof RouteStartedEvent) {
            watch(route);
        }
    }

    /** Takes in the routes that were started before anybody needed the component. */
    void watchStarted(CamelContext camelContext) {
        for (Route route : camelContext.getRoutes()) {
            ServiceStatus status =
                    camelContext.getRouteController().getRouteStatus(route.getRouteId());
            if (status != null && status.isStarted()) {
                watch(route);
            }
        }
    }

    private void watch(Route route) {
        if (route.getServices().stream().noneMatch(this::isOwn)) {
            route.addService(new Stop(route));
        }
    }

    private boolean isOwn(Object service) {
        return service instanceof Stop stop && stop.owner() == this;
    }

    /**
     * Whether a route that stops waits for an exchange. One that is suspended does for those that
     * had begun by then; others come after it is resumed, or may wait as long as Camel does.
     */
    boolean waitsFor(String route, Exchange exchange) {
        Long since = suspended.get(route);
        return isIn(route, exchange) && (since == null || began(exchange) - since <= 0);
    }

    /** Up to a millisecond late, never early: its clock rounds down what has passed since. */
    private static long began(Exchange exchange) {
        return System.nanoTime() - MILLISECONDS.toNanos(exchange.getClock().elapsed());
    }

    private static boolean isIn(String route, Exchange exchange) {
        if (route.equals(exchange.getFromRouteId())) {
            return true;
        }
        UnitOfWork unit = exchange.getUnitOfWork();
        return unit != null
                && unit.getRoute() != null
                && route.equals(unit.getRoute().getRouteId());
    }

    private void stopping(Route route, boolean suspendOnly, boolean forced) {
        String id = route.getRouteId();
        if (suspendOnly) {
            suspended.put(id, System.nanoTime());
        } else {
            suspended.remove(id);
        }
        component
                .accounts()
                .stopping(id, forced ? Duration.ZERO : timeToStop(route.getCamelContext()));
    }

    private static Duration timeToStop(CamelContext camelContext) {
        long timeout =
                camelContext
                        .getShutdownStrategy()
                        .getTimeUnit()
                        .toMillis(camelContext.getShutdownStrategy().getTimeout());
        return Duration.ofMillis((long) (timeout * SHARE));
    }

    /** Stands among a route's services, as only these are told at the beginning. */
    private final class Stop extends ServiceSupport implements ShutdownPrepared {

        private final Route route;

        Stop(Route route) {
            this.route = route;
        }

        RouteStops owner() {
            return RouteStops.this;
        }

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            stopping(route, suspendOnly, forced);
        }
    }
}
