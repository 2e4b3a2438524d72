// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.examples;

import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.runner.embedded.JmsBroker;

/**
 * Each message of the JMS queue {@code messages} goes to the room. The broker runs in this process,
 * so that the example needs no other program; a second route puts the first message in the queue.
 */
public final class JmsToRoom extends RouteBuilder {

    @Override
    public void configure() throws Exception {
        JmsBroker.startIn(getCamelContext());

        from("jms:queue:messages")
                .routeId("jms-to-room")
                .to("matrix:{{matrix.room}}?oversize=file");

        from("timer:first?repeatCount=1&delay=0")
                .routeId("first-message")
                .setBody(constant("A **JMS message** came this way"))
                .to("jms:queue:messages");
    }
}
