// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixStore;

/**
 * A process of its own that prints what it hears in all rooms of an account, or sends one message
 * and prints why that failed.
 */
final class ListenerProcess {

    private ListenerProcess() {}

    /**
     * @param arguments the homeserver, the access token, the session file, the position file, and
     *     the room to send to instead of listening, if any
     */
    public static void main(String[] arguments) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(arguments[0]);
        options.setAccessToken(arguments[1]);
        options.setSessionStore(MatrixStore.of(arguments[2]));
        options.setSinceStore(MatrixStore.of(arguments[3]));
        if (arguments.length > 4) {
            camel.start();
            Exchange exchange =
                    camel.createProducerTemplate()
                            .send(
                                    "matrix:" + arguments[4],
                                    each -> each.getMessage().setBody("secret"));
            System.out.println("failed: " + exchange.getException());
            System.exit(0);
        }
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("matrix:*?startFrom=history").process(each -> print(each));
                    }
                });
        camel.start();
        System.out.println("started");
        Thread.currentThread().join();
    }

    private static void print(Exchange exchange) {
        System.out.println("heard: " + exchange.getMessage().getBody(String.class));
    }
}
