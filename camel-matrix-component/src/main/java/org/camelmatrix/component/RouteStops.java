package org.camelmatrix.component;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.RouteStartedEvent;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Tells accounts when a route begins to stop. Camel waits then for the route's exchanges, also for
 * those that wait for a homeserver; so these have to end while there is time for error handlers.
 *
 * <p>Camel's thread that starts routes notifies; its thread that stops them prepares.
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
        return event instanceof RouteStartedEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        Route route = ((RouteStartedEvent) event).getRoute();
        component.accounts().started(route.getRouteId());
        route.addService(new Stop(route));
    }

    private Duration timeToStop(CamelContext camelContext) {
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

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            component
                    .accounts()
                    .stopping(
                            route.getRouteId(),
                            forced ? Duration.ZERO : timeToStop(route.getCamelContext()));
        }
    }
}
