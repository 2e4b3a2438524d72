// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.component.MatrixConfiguration;
import org.camelmatrix.component.MatrixConstants;

/** A process of its own that receives so many events and prints the ids of those that it got. */
final class LargeSyncProcess {

    private LargeSyncProcess() {}

    /**
     * @param arguments the homeserver, and how many events there are
     */
    public static void main(String[] arguments) throws Exception {
        int expected = Integer.parseInt(arguments[1]);
        AtomicInteger received = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(1);
        CamelContext camel = new DefaultCamelContext();
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(arguments[0]);
        options.setAccessToken("token");
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("matrix:*")
                                .process(
                                        exchange -> {
                                            System.out.println(
                                                    exchange.getMessage()
                                                            .getHeader(MatrixConstants.EVENT_ID));
                                            if (received.incrementAndGet() == expected) {
                                                all.countDown();
                                            }
                                        });
                    }
                });
        camel.start();
        all.await();
        camel.stop();
        System.exit(0);
    }
}
