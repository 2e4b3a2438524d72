// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.examples;

import org.apache.camel.builder.RouteBuilder;

/** A timer's tick becomes a message: {@code --property timer.period=60s} sets the pace. */
public final class TimerToRoom extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:tick?period={{timer.period:10s}}&includeMetadata=true")
                .routeId("timer-to-room")
                .setBody(simple("Tick **${header.CamelTimerCounter}** at ${date:now:HH:mm:ss}"))
                .to("matrix:{{matrix.room}}?messageType=notice");
    }
}
