// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.time.Duration;
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
import org.camelmatrix.internal.queue.SendOrigin;

/**
 * Tells accounts when a route begins to stop. Camel waits then for the route's exchanges, also for
 * those that wait for a homeserver; so these have to end while there is time for error handlers.
 *
 * <p>Camel's thread that starts routes notifies; its thread that stops them prepares. Any thread
 * may ask for the routes of an exchange.
 */
final class RouteStops extends EventNotifierSupport {

    /**
     * How much of the time that a route has to stop messages may wait; error handlers get the rest.
     */
    private static final double SHARE = 0.7;

    private final MatrixComponent component;

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

    /** The routes that wait for what an exchange sends now. */
    static SendOrigin origin(Exchange exchange) {
        UnitOfWork unit = exchange.getUnitOfWork();
        Route current = unit == null ? null : unit.getRoute();
        return new SendOrigin(
                exchange.getFromRouteId(),
                current == null ? null : current.getRouteId(),
                began(exchange));
    }

    /** Up to a millisecond late, never early: its clock rounds down what has passed since. */
    private static long began(Exchange exchange) {
        return System.nanoTime() - MILLISECONDS.toNanos(exchange.getClock().elapsed());
    }

    private void stopping(Route route, boolean suspendOnly, boolean forced) {
        String id = route.getRouteId();
        Duration left = forced ? Duration.ZERO : timeToStop(route.getCamelContext());
        if (suspendOnly) {
            component.accounts().suspending(id, left);
        } else {
            component.accounts().stopping(id, left);
        }
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
