package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.message.Arrival;
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
        Arrival first = arrivals.of(exchange, ROOM, null, DIGEST);
        assertThat(arrivals.of(exchange, ROOM, null, DIGEST)).isEqualTo(first);
        arrivals.completed(exchange, ROOM, null);
        assertThat(arrivals.of(exchange, ROOM, null, DIGEST)).isNotEqualTo(first);
        assertThat(arrivals.of(exchange, new RoomId("!other"), null, DIGEST))
                .isInstanceOfSatisfying(
                        Arrival.Passing.class, other -> assertThat(other.sendNumber()).isZero());
        assertThat(arrivals.size()).isPositive();
    }

    @Test
    void areCountedInAnExchangeThatNoRouteCarriesAndNotInItsCopy() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            Arrival.Passing first = (Arrival.Passing) arrivals.of(exchange, ROOM, null, DIGEST);
            arrivals.completed(exchange, ROOM, null);
            assertThat(arrivals.of(exchange, ROOM, null, DIGEST))
                    .isEqualTo(new Arrival.Passing(first.key(), 1));
            assertThat(((Arrival.Passing) arrivals.of(exchange.copy(), ROOM, null, DIGEST)).key())
                    .isNotEqualTo(first.key());
            assertThat(arrivals.size()).isZero();
        }
    }

    @Test
    void ofAKeyAreTheSameInAnotherExchangeAndBeginAnewThere() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            MessageKey key = new MessageKey("order 7", "to1", "");
            Exchange exchange = new DefaultExchange(camel);
            Arrival first = arrivals.of(exchange, ROOM, key, DIGEST);
            arrivals.completed(exchange, ROOM, key);
            assertThat(arrivals.of(exchange, ROOM, key, DIGEST)).isNotEqualTo(first);
            assertThat(arrivals.of(new DefaultExchange(camel), ROOM, key, DIGEST)).isEqualTo(first);
        }
    }
}
