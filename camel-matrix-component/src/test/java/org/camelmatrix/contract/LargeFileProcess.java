// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.component.MatrixConfiguration;

/**
 * A process of its own that sends a file to a room, fetches what it is told by its standard input
 * into a folder, and prints how long both took and how much heap it has used at most.
 */
final class LargeFileProcess {

    private LargeFileProcess() {}

    /**
     * @param arguments the homeserver, the access token, the room, the file, and the folder for
     *     what is fetched, whose file is called {@code back}
     */
    public static void main(String[] arguments) throws Exception {
        CamelContext camel = new DefaultCamelContext();
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(arguments[0]);
        options.setAccessToken(arguments[1]);
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:send").to("matrix:" + arguments[2]);
                        from("direct:fetch")
                                .to("matrix:*?operation=download")
                                .to("file:" + arguments[4] + "?fileName=back");
                    }
                });
        camel.start();
        long begin = System.nanoTime();
        require(camel, "direct:send", new File(arguments[3]));
        long sent = System.nanoTime();
        System.out.println("sent " + (sent - begin) / 1_000_000);
        String uri = new BufferedReader(new InputStreamReader(System.in)).readLine();
        begin = System.nanoTime();
        Exchange fetched = require(camel, "direct:fetch", uri);
        System.out.println(
                "fetched "
                        + fetched.getMessage().getHeader(Exchange.CONTENT_LENGTH)
                        + " bytes in "
                        + (System.nanoTime() - begin) / 1_000_000);
        long heap =
                ManagementFactory.getMemoryPoolMXBeans().stream()
                        .filter(pool -> pool.getType() == MemoryType.HEAP)
                        .map(MemoryPoolMXBean::getPeakUsage)
                        .mapToLong(usage -> usage.getUsed())
                        .sum();
        System.out.println("heap " + (heap >> 20));
        camel.stop();
    }

    private static Exchange require(CamelContext camel, String endpoint, Object body) {
        Exchange exchange =
                camel.createProducerTemplate()
                        .send(endpoint, each -> each.getMessage().setBody(body));
        if (exchange.getException() != null) {
            exchange.getException().printStackTrace();
            System.exit(1);
        }
        return exchange;
    }
}
