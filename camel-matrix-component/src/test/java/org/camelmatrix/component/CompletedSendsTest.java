package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.camelmatrix.event.RoomId;
import org.junit.jupiter.api.Test;

class CompletedSendsTest {

    private static final RoomId ROOM = new RoomId("!room");

    private final CompletedSends sends = new CompletedSends();

    @Test
    void countsPerRoomAndForgetsExchangesThatAreDone() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").process(CompletedSendsTest.this::sendTwice);
                        }
                    });
            camel.start();
            IntStream.range(0, 100)
                    .parallel()
                    .forEach(i -> camel.createProducerTemplate().sendBody("direct:in", i));
            assertThat(sends.size()).isZero();
        }
    }

    private void sendTwice(Exchange exchange) {
        assertThat(sends.to(ROOM, exchange)).isZero();
        sends.add(ROOM, exchange);
        assertThat(sends.to(ROOM, exchange)).isEqualTo(1);
        assertThat(sends.to(new RoomId("!other"), exchange)).isZero();
        assertThat(sends.size()).isPositive();
    }

    @Test
    void countsInAnExchangeThatNoRouteCarries() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            Exchange exchange = new DefaultExchange(camel);
            sends.add(ROOM, exchange);
            sends.add(ROOM, exchange);
            assertThat(sends.to(ROOM, exchange)).isEqualTo(2);
            assertThat(sends.size()).isZero();
        }
    }
}
