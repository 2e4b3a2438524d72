// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.TestAccount;

/** A CamelContext of a bot whose routes note what they receive. */
final class ReceiverFixture implements AutoCloseable {

    private final CamelContext camel = new DefaultCamelContext();
    private final List<String> received = new CopyOnWriteArrayList<>();

    ReceiverFixture(MatrixHomeserver homeserver, TestAccount bot) {
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(homeserver.url().toString());
        options.setAccessToken(bot.accessToken());
        options.setSyncTimeout(10_000);
        camel.getShutdownStrategy().setTimeout(10);
        camel.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
        camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
    }

    CamelContext camel() {
        return camel;
    }

    /** Notes the bodies of what it gets. */
    ReceiverFixture notes(String uri) throws Exception {
        return routes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(uri).routeId("notes").process(ReceiverFixture.this::note);
                    }
                });
    }

    ReceiverFixture routes(RouteBuilder routes) throws Exception {
        camel.addRoutes(routes);
        return this;
    }

    ReceiverFixture start() {
        camel.start();
        return this;
    }

    void note(Exchange exchange) {
        received.add(exchange.getMessage().getBody(String.class));
    }

    /** The bodies that were noted. */
    List<String> received() {
        return received;
    }

    ReceiveFigures figures(String uri) {
        return ((MatrixEndpoint) camel.getEndpoint(uri)).receiveFigures();
    }

    @Override
    public void close() {
        camel.stop();
    }
}
