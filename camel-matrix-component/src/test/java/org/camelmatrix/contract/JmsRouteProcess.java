// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.io.OutputStream;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixStore;

/**
 * A transacted route from a JMS queue to a room, in a process of its own. It runs until its
 * standard input ends.
 */
final class JmsRouteProcess {

    private JmsRouteProcess() {}

    /**
     * @param arguments the broker's URL, the homeserver, the user, the password, the room, the
     *     session file, and the options of the endpoint
     */
    public static void main(String[] arguments) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(arguments[1]);
        options.setUserId(arguments[2]);
        options.setPassword(arguments[3]);
        options.setSessionStore(MatrixStore.of(arguments[5]));
        JmsComponent jms = camel.getComponent("jms", JmsComponent.class);
        jms.setConnectionFactory(new ActiveMQConnectionFactory(arguments[0]));
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("jms:queue:"
                                        + JmsQueue.NAME
                                        + "?transacted=true&lazyCreateTransactionManager=false"
                                        + "&concurrentConsumers=4&recoveryInterval=200")
                                .to("matrix:" + arguments[4] + arguments[6]);
                    }
                });
        camel.start();
        System.in.transferTo(OutputStream.nullOutputStream());
        camel.stop();
    }
}
