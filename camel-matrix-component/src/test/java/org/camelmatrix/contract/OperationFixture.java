// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.component.MatrixOperation;

/** A route to an endpoint that does what each message asks for, with an account. */
final class OperationFixture implements AutoCloseable {

    private final RouteFixture fixture;

    /**
     * @param account who does it
     * @param options options of the endpoint, each with its value
     */
    OperationFixture(Person account, String... options) throws Exception {
        StringBuilder all = new StringBuilder();
        for (MatrixOperation operation : MatrixOperation.values()) {
            all.append(all.isEmpty() ? "" : ",").append(operation.word());
        }
        String uri = "matrix:*?allowedOperations=" + all;
        for (String option : options) {
            uri += '&' + option;
        }
        String endpoint = uri;
        fixture = new RouteFixture(account);
        fixture.matrix().getConfiguration().setMaximumRetries(0);
        fixture.start(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to(endpoint);
                    }
                });
    }

    RouteFixture route() {
        return fixture;
    }

    /** Asks for an operation in a room; the exchange tells what became of it. */
    Exchange ask(MatrixOperation operation, String room, Object body, Map<String, ?> headers) {
        Map<String, Object> all = new HashMap<>(headers);
        all.put(MatrixConstants.OVERRIDE_OPERATION, operation.word());
        if (room != null) {
            all.put(MatrixConstants.OVERRIDE_ROOM, room);
        }
        return fixture.template()
                .send(
                        "direct:in",
                        exchange -> {
                            exchange.getMessage().setBody(body);
                            exchange.getMessage().setHeaders(all);
                        });
    }

    /** The same, which has to succeed. */
    Exchange succeed(MatrixOperation operation, String room, Object body, Map<String, ?> headers) {
        Exchange exchange = ask(operation, room, body, headers);
        if (exchange.getException() != null) {
            throw new AssertionError(operation.word() + " failed", exchange.getException());
        }
        return exchange;
    }

    /** The id of the event that was sent. */
    String send(MatrixOperation operation, String room, Object body, Map<String, ?> headers) {
        return succeed(operation, room, body, headers)
                .getMessage()
                .getHeader(MatrixConstants.EVENT_ID, String.class);
    }

    @Override
    public void close() {
        fixture.close();
    }
}
