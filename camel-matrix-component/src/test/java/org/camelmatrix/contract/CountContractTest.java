// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExtendedCamelContext;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.engine.PooledExchangeFactory;
import org.apache.camel.impl.engine.PooledProcessorExchangeFactory;
import org.apache.camel.spi.UuidGenerator;
import org.apache.camel.support.DefaultUuidGenerator;
import org.apache.camel.support.OffUuidGenerator;
import org.apache.camel.support.SimpleUuidGenerator;
import org.camelmatrix.component.MatrixComponent;
import org.camelmatrix.component.MatrixConstants;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** As many messages as a person would count: none doubled, and none swallowed as a double. */
@ExtendWith(ContractExtension.class)
class CountContractTest {

    private Homeserver homeserver;
    private Person bot;
    private String room;

    @BeforeEach
    void makeRoom(Homeserver homeserver) {
        this.homeserver = homeserver;
        bot = homeserver.register("bot");
        room = bot.createRoom("12");
    }

    @Test
    void sendsTheSameBodyTwiceForTwoEndpoints() throws Exception {
        run(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").to("matrix:" + room).to("matrix:" + room);
                    }
                },
                "same");
        assertThat(bot.bodies(room)).containsExactly("same", "same");
    }

    @Test
    void sendsOnceForEachRoundOfLoops() throws Exception {
        run(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .loop(2)
                                .copy()
                                .loop(3)
                                .to("matrix:" + room)
                                .end()
                                .end()
                                .loop(2)
                                .to("matrix:" + room)
                                .end();
                    }
                },
                "again");
        assertThat(bot.bodies(room)).hasSize(2 * 3 + 2);
    }

    @Test
    void sendsOnceForEachPartOfNestedSplits() throws Exception {
        run(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .split(body())
                                .split(body().tokenize(" "))
                                .to("matrix:" + room)
                                .end()
                                .end()
                                .setBody(constant("done"))
                                .to("matrix:" + room);
                    }
                },
                List.of("x x", "x x"));
        assertThat(bot.bodies(room)).containsExactly("x", "x", "x", "x", "done");
    }

    @Test
    void sendsOnceForEachBranchOfAMulticastAndRecipientList() throws Exception {
        run(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .multicast()
                                .parallelProcessing()
                                .to("matrix:" + room, "direct:branch", "direct:branch")
                                .end()
                                .setProperty("rooms", constant("matrix:" + room + ",direct:branch"))
                                .recipientList(exchangeProperty("rooms"));
                        from("direct:branch").to("matrix:" + room);
                    }
                },
                "copy");
        assertThat(bot.bodies(room)).hasSize(3 + 2);
    }

    @Test
    void sendsAgainAfterAFailoverThatHadSent() throws Exception {
        run(
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in")
                                .loadBalance()
                                .failover()
                                .to("direct:first", "direct:second")
                                .end();
                        from("direct:first")
                                .errorHandler(noErrorHandler())
                                .setBody(constant("trying first"))
                                .to("matrix:" + room)
                                .throwException(new IllegalStateException("first fails"));
                        from("direct:second")
                                .setBody(constant("trying second"))
                                .to("matrix:" + room);
                    }
                },
                "go");
        assertThat(bot.bodies(room)).containsExactly("trying first", "trying second");
    }

    @Test
    void sendsAnExchangeAsOftenAsItIsGiven() throws Exception {
        for (UuidGenerator ids :
                List.of(
                        new DefaultUuidGenerator(),
                        new OffUuidGenerator(),
                        new SimpleUuidGenerator())) {
            String target = bot.createRoom("12");
            for (int start = 0; start < 2; start++) {
                try (RouteFixture fixture = new RouteFixture(bot)) {
                    fixture.camel().setUuidGenerator(ids);
                    fixture.start(
                            new RouteBuilder() {
                                @Override
                                public void configure() {
                                    from("direct:in").to("matrix:" + target);
                                }
                            });
                    Endpoint route = fixture.camel().getEndpoint("direct:in");
                    Exchange exchange = route.createExchange();
                    for (int i = 0; i < 3; i++) {
                        exchange.getMessage().setBody("same");
                        fixture.template().send(route, exchange);
                        assertThat(exchange.getException()).isNull();
                    }
                    fixture.template().send("matrix:" + target, exchange);
                    Producer producer =
                            fixture.camel().getEndpoint("matrix:" + target).createProducer();
                    producer.start();
                    producer.process(exchange);
                    producer.process(exchange);
                    assertThat(exchange.getException()).isNull();
                }
            }
            assertThat(bot.bodies(target)).as(ids.getClass().getSimpleName()).hasSize(2 * 6);
        }
    }

    @Test
    void sendsEachMessageOfPooledExchanges() throws Exception {
        AtomicInteger done = new AtomicInteger();
        try (RouteFixture fixture = new RouteFixture(bot)) {
            ExtendedCamelContext context = fixture.camel().getCamelContextExtension();
            PooledExchangeFactory exchanges = new PooledExchangeFactory();
            exchanges.setStatisticsEnabled(true);
            context.setExchangeFactory(exchanges);
            context.setProcessorExchangeFactory(new PooledProcessorExchangeFactory());
            fixture.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("timer:fast?delay=0&period=1&repeatCount=60")
                                    .setBody(constant("a a"))
                                    .to("matrix:" + room)
                                    .split(body().tokenize(" "))
                                    .to("matrix:" + room)
                                    .end()
                                    .process(exchange -> done.incrementAndGet());
                        }
                    });
            await().atMost(Duration.ofSeconds(60)).until(() -> done.get() == 60);
        }
        assertThat(bot.bodies(room)).hasSize(180);
    }

    @Test
    void sendsTheSameThroughTwoComponentsOfOneAccount() throws Exception {
        try (RouteFixture fixture = new RouteFixture(bot)) {
            MatrixComponent alert = new MatrixComponent();
            alert.setConfiguration(fixture.matrix().getConfiguration());
            fixture.camel().addComponent("alert", alert);
            fixture.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").to("matrix:" + room).to("alert:" + room);
                        }
                    });
            assertThat(fixture.send("direct:in", "twice").getException()).isNull();
        }
        assertThat(bot.bodies(room)).containsExactly("twice", "twice");
    }

    @Test
    void sendsToManyRoomsThroughOneDynamicEndpoint() throws Exception {
        List<String> rooms = List.of(room, bot.createRoom("12"), bot.createRoom("11"));
        try (RouteFixture fixture = new RouteFixture()) {
            fixture.camel().getPropertiesComponent().addInitialProperty("token", bot.accessToken());
            fixture.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in")
                                    .toD(
                                            "matrix:${header.room}?accessToken={{token}}&homeserverUrl="
                                                    + bot.homeserver());
                        }
                    });
            for (String each : rooms) {
                fixture.template().sendBodyAndHeader("direct:in", "to " + each, "room", each);
            }
            Exchange injected =
                    fixture.template()
                            .send(
                                    "direct:in",
                                    exchange -> {
                                        exchange.getMessage().setBody("leak");
                                        exchange.getMessage()
                                                .setHeader(
                                                        "room",
                                                        room + "?homeserverUrl=http://127.0.0.1:1");
                                    });
            assertThat(injected.getException())
                    .as("the room brings no options")
                    .hasMessageContaining("Could not join the room " + room + "?homeserverUrl");
            assertThat(injected.getMessage().getHeaders())
                    .doesNotContainKey(MatrixConstants.OVERRIDE_ROOM);
            assertThat(fixture.camel().getEndpoints())
                    .filteredOn(endpoint -> endpoint.getEndpointUri().startsWith("matrix"))
                    .hasSize(1);
        }
        for (String each : rooms) {
            assertThat(bot.bodies(each)).containsExactly("to " + each);
        }
    }

    @Test
    void obeysTheOverrideHeaderForOneSend() throws Exception {
        String other = bot.createRoom("12");
        try (RouteFixture fixture = new RouteFixture(bot)) {
            fixture.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").to("matrix:" + room).to("matrix:" + room);
                        }
                    });
            Exchange sent =
                    fixture.template()
                            .send(
                                    "direct:in",
                                    exchange -> {
                                        exchange.getMessage().setBody("hi");
                                        exchange.getMessage()
                                                .setHeader(MatrixConstants.OVERRIDE_ROOM, other);
                                        exchange.getMessage()
                                                .setHeader(MatrixConstants.ROOM_ID, "!ignored");
                                    });
            assertThat(sent.getException()).isNull();
            assertThat(sent.getMessage().getBody()).isEqualTo("hi");
            assertThat(sent.getMessage().getHeader(MatrixConstants.ROOM_ID)).isEqualTo(room);
            assertThat(sent.getMessage().getHeader(MatrixConstants.EVENT_ID))
                    .isEqualTo(bot.messages(room).get(0).get("event_id").asText());
        }
        assertThat(bot.bodies(other)).containsExactly("hi");
        assertThat(bot.bodies(room)).containsExactly("hi");
    }

    @Test
    void costsOneRequestForAMessageToAKnownRoom() throws Exception {
        String alias = MarkdownContractTest.alias(homeserver);
        bot.putAlias(alias, room);
        try (RouteFixture fixture = new RouteFixture(bot)) {
            fixture.start(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").to("matrix:" + alias);
                        }
                    });
            fixture.template().sendBody("direct:in", "first");
            int before = homeserver.requests().size();
            for (int i = 0; i < 10; i++) {
                fixture.template().sendBody("direct:in", "message " + i);
            }
            List<String> requests = homeserver.requests();
            assertThat(requests.subList(before, requests.size()))
                    .hasSize(10)
                    .allSatisfy(
                            request ->
                                    assertThat(request)
                                            .startsWith("PUT ")
                                            .contains("/send/m.room.message/"));
        }
        assertThat(bot.bodies(room)).hasSize(11);
    }

    private void run(RouteBuilder routes, Object body) throws Exception {
        try (RouteFixture fixture = new RouteFixture(bot)) {
            fixture.start(routes);
            assertThat(fixture.send("direct:in", body).getException()).isNull();
        }
    }
}
