// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;

/**
 * A CamelContext with a route from {@code direct:} to a room, as an application has it, or to
 * nowhere, to know what the route costs alone.
 *
 * <p>Any thread may send.
 */
final class SendRoute implements AutoCloseable, Load.Blocking, Load.Continuing {

    private static final String EVENT_ID = "CamelMatrixEventId";
    private static final String OVERRIDE_ROOM = "CamelMatrixOverrideRoom";
    private static final String ENTRANCE = "direct:benchmark";

    private final CamelContext camel = new DefaultCamelContext();
    private final Text text;
    private final int rooms;
    private final ProducerTemplate template;
    private final Endpoint entrance;
    private final AsyncProducer producer;

    /**
     * @param uri where the route leads to, or null for nowhere
     * @param text what the messages say
     * @param rooms over how many rooms they are spread; 0 for the endpoint's own
     */
    SendRoute(String uri, Text text, int rooms) throws Exception {
        this.text = text;
        this.rooms = rooms;
        camel.addRoutes(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        RouteDefinition route = from(ENTRANCE);
                        if (uri == null) {
                            route.process(each -> each.getMessage().setHeader(EVENT_ID, "$event"));
                        } else {
                            route.to(uri);
                        }
                    }
                });
        camel.start();
        template = camel.createProducerTemplate();
        entrance = camel.getEndpoint(ENTRANCE);
        producer = entrance.createAsyncProducer();
        producer.start();
    }

    CamelContext camel() {
        return camel;
    }

    @Override
    public void send(int number) {
        Exchange exchange = template.send(entrance, each -> prepare(each, number));
        Exception failure = failure(exchange);
        if (failure != null) {
            throw new CamelExecutionException("not sent", exchange, failure);
        }
    }

    @Override
    public boolean send(int number, Consumer<Exception> done) {
        Exchange exchange = entrance.createExchange();
        prepare(exchange, number);
        return producer.process(exchange, here -> done.accept(failure(exchange)));
    }

    private void prepare(Exchange exchange, int number) {
        exchange.getMessage().setBody(text.of(number));
        if (rooms > 0) {
            exchange.getMessage().setHeader(OVERRIDE_ROOM, Homeserver.room(number % rooms));
        }
    }

    private static Exception failure(Exchange exchange) {
        if (exchange.getException() != null) {
            return exchange.getException();
        }
        return exchange.getMessage().getHeader(EVENT_ID) == null
                ? new IllegalStateException("no event id: " + headers(exchange))
                : null;
    }

    private static Map<String, Object> headers(Exchange exchange) {
        return exchange.getMessage().getHeaders();
    }

    @Override
    public void close() throws Exception {
        producer.stop();
        camel.close();
    }
}
