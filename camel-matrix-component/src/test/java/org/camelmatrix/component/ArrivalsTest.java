// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.message.Arrival;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final byte[] DIGEST = {1};
    private static final RoomId ROOM = new RoomId("!room");

    private final Arrivals arrivals = new Arrivals();

    @Test
    void stayTheSameUntilOneIsCompletedAndAreForgottenWithTheExchange() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").process(ArrivalsTest.this::arriveTwice);
                        }
                    });
            camel.start();
            IntStream.range(0, 100)
                    .parallel()
                    .forEach(i -> camel.createProducerTemplate().sendBody("direct:in", i));
            assertThat(arrivals.size()).isZero();
        }
    }

    private void arriveTwice(Exchange exchange) {
        Arrival first = arrivals.of(exchange, null, DIGEST).apply(ROOM);
        assertThat(arrivals.of(exchange, null, DIGEST).apply(ROOM)).isEqualTo(first);
        arrivals.completed(exchange, ROOM, null);
        assertThat(arrivals.of(exchange, null, DIGEST).apply(ROOM)).isNotEqualTo(first);
        assertThat(arrivals.of(exchange, null, DIGEST).apply(new RoomId("!other")))
                .isInstanceOfSatisfying(
                        Arrival.Passing.class, other -> assertThat(other.sendNumber()).isZero());
        assertThat(arrivals.size()).isPositive();
    }

    @Test
    void areCountedInAnExchangeThatNoRouteCarriesAndNotInItsCopy() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            Arrival.Passing first =
                    (Arrival.Passing) arrivals.of(exchange, null, DIGEST).apply(ROOM);
            arrivals.completed(exchange, ROOM, null);
            assertThat(arrivals.of(exchange, null, DIGEST).apply(ROOM))
                    .isEqualTo(new Arrival.Passing(first.key(), 1));
            assertThat(
                            ((Arrival.Passing)
                                            arrivals.of(exchange.copy(), null, DIGEST).apply(ROOM))
                                    .key())
                    .isNotEqualTo(first.key());
            assertThat(arrivals.size()).isZero();
        }
    }

    @Test
    void ofASendStayTheSameWhateverIsCompletedMeanwhile() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            Function<RoomId, Arrival> send = arrivals.of(exchange, null, DIGEST);
            Arrival first = send.apply(ROOM);
            arrivals.completed(exchange, ROOM, null);
            assertThat(send.apply(ROOM)).isEqualTo(first);
        }
    }

    @Test
    void ofAKeyAreTheSameInAnotherExchangeAndBeginAnewThere() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            MessageKey key = new MessageKey("order 7", "to1", "");
            Exchange exchange = new DefaultExchange(camel);
            Arrival first = arrivals.of(exchange, key, DIGEST).apply(ROOM);
            arrivals.completed(exchange, ROOM, key);
            assertThat(arrivals.of(exchange, key, DIGEST).apply(ROOM)).isNotEqualTo(first);
            assertThat(arrivals.of(new DefaultExchange(camel), key, DIGEST).apply(ROOM))
                    .isEqualTo(first);
        }
    }
}
