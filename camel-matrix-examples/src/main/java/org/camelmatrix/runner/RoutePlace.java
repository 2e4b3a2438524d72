// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/** Adds to a failure in which file the route is written, where Camel leaves that out. */
final class RoutePlace {

    private RoutePlace() {}

    /** The failure with the file of its route, or the failure itself where that is not known. */
    static Exception added(Exception failure, CamelContext context) {
        for (Throwable part = failure; part != null; part = part.getCause()) {
            if (part instanceof FailedToCreateRouteException route
                    && route.getLocation() == null
                    && route.getRouteId() != null
                    && context instanceof ModelCamelContext model) {
                RouteDefinition definition = model.getRouteDefinition(route.getRouteId());
                return definition == null || definition.getResource() == null
                        ? failure
                        : new FailedToCreateRouteException(
                                route.getRouteId(),
                                definition.getResource().getLocation(),
                                route.getRouteId(),
                                "",
                                route.getCause());
            }
        }
        return failure;
    }
}
