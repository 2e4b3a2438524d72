// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.camelmatrix.MatrixException;
import org.camelmatrix.component.MatrixComponent;

/** A CamelContext with a Matrix account in its component's options, for one test. */
final class RouteFixture implements AutoCloseable {

    private final CamelContext camel = new DefaultCamelContext();
    private final MatrixComponent matrix = camel.getComponent("matrix", MatrixComponent.class);

    /** Without any option. */
    RouteFixture() {
        camel.getShutdownStrategy().setTimeout(10);
        camel.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
    }

    /** Signed in with a person's access token. */
    RouteFixture(Person person) {
        this();
        matrix.getConfiguration().setHomeserverUrl(person.homeserver().toString());
        matrix.getConfiguration().setAccessToken(person.accessToken());
    }

    MatrixComponent matrix() {
        return matrix;
    }

    CamelContext camel() {
        return camel;
    }

    RouteFixture start(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        camel.start();
        return this;
    }

    /** What Matrix says when the start of routes fails, as it should. */
    MatrixException startFailure(RouteBuilder routes) {
        try {
            start(routes);
        } catch (Exception e) {
            for (Throwable each = e; each != null; each = each.getCause()) {
                if (each instanceof MatrixException failure) {
                    return failure;
                }
            }
            throw new AssertionError("it failed, but not because of Matrix", e);
        }
        throw new AssertionError("it started");
    }

    RouteFixture startYaml(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(ResourceHelper.fromString("routes.yaml", yaml));
        camel.start();
        return this;
    }

    ProducerTemplate template() {
        return camel.createProducerTemplate();
    }

    /** A started producer of an endpoint, for what shall not wait. It stops with the context. */
    AsyncProducer startProducer(String endpoint) throws Exception {
        AsyncProducer producer = camel.getEndpoint(endpoint).createAsyncProducer();
        camel.addService(producer);
        return producer;
    }

    /** Sends a body to an endpoint and gives the exchange back, with its exception if it failed. */
    Exchange send(String endpoint, Object body) {
        return template().send(endpoint, exchange -> exchange.getMessage().setBody(body));
    }

    @Override
    public void close() {
        camel.stop();
    }
}
