// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.FileStateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.TestAccount;
import org.camelmatrix.test.TransactionScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages with a key of their own are the same message again, also after a restart. */
class IdempotentKeyTest {

    private final MatrixHomeserver homeserver =
            MatrixHomeserver.builder().transactionScope(TransactionScope.DEVICE).start();
    private final RouteBuilder routes =
            new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:once").to(matrix(room));
                    from("direct:twice").to(matrix(room)).to(matrix(room));
                    from("direct:rooms").to(matrix(room)).to(matrix(other));
                    from("direct:loop").loop(3).to(matrix(room));
                    from("direct:split").split(body()).to(matrix(room));
                    from("direct:tap").wireTap("direct:once").end().to(matrix(room));
                    from("direct:instead")
                            .doTry()
                            .to(matrix(room) + "&maximumRetries=0")
                            .doCatch(Exception.class)
                            .setBody(constant("delivery failed"))
                            .to(matrix(room))
                            .end();
                    from("direct:shared")
                            .errorHandler(noErrorHandler())
                            .to(matrix(room) + "&maximumRetries=0");
                    from("direct:insteadByTheSame")
                            .doTry()
                            .to("direct:shared")
                            .doCatch(Exception.class)
                            .setBody(constant("delivery failed"))
                            .to("direct:shared")
                            .end();
                    from("direct:kept").to(matrix(room) + "&idempotentStore=#sentBefore");
                    from("direct:dynamic")
                            .toD("matrix:${header.room}?idempotentKey=${header.order}");
                }
            };
    @TempDir private Path folder;
    private StateRepository<String, String> sentBefore = new MemoryStateRepository();
    private TestAccount bot;
    private String room;
    private String other;
    private DefaultCamelContext camel;

    @BeforeEach
    void start() throws Exception {
        bot = homeserver.register("bot", "secret");
        room = homeserver.createRoom(bot);
        other = homeserver.createRoom(bot);
        ServiceHelper.startService(sentBefore);
        restart();
    }

    private void restart() throws Exception {
        restart(options -> options.setAccessToken(bot.accessToken()));
    }

    private void restart(Consumer<MatrixConfiguration> signIn) throws Exception {
        stopCamel();
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("sentBefore", sentBefore);
        MatrixConfiguration options =
                camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
        options.setHomeserverUrl(homeserver.url().toString());
        signIn.accept(options);
        camel.addRoutes(routes);
        camel.start();
    }

    @AfterEach
    void stop() {
        stopCamel();
        homeserver.close();
    }

    private void stopCamel() {
        if (camel != null) {
            camel.stop();
        }
    }

    @Test
    void sendsAMessageThatComesAgainAfterARestartOnce() throws Exception {
        Exchange first = send("direct:once", "order 7, sent at 12:00");
        restart();
        Exchange again = send("direct:once", "order 7, sent at 12:01");
        assertThat(bodies(room)).containsExactly("order 7, sent at 12:00");
        assertThat(eventId(again)).isEqualTo(eventId(first));
    }

    @Test
    void sendsAsManyMessagesAsAPersonWouldCountAndNoMoreWhenTheyComeAgain() throws Exception {
        for (int i = 0; i < 2; i++) {
            send("direct:twice", "twice");
            send("direct:loop", "loop");
            send("direct:split", List.of("a", "b", "b"));
            restart();
        }
        assertThat(bodies(room))
                .containsExactlyInAnyOrder("twice", "twice", "loop", "loop", "loop", "a", "b", "b");
    }

    @Test
    void sendsToEachRoomWhereAHomeserverLooksAtTheTransactionIdAlone() {
        send("direct:rooms", "to both");
        assertThat(bodies(room)).containsExactly("to both");
        assertThat(bodies(other)).containsExactly("to both");
    }

    @Test
    void sendsWhatATapSendsToo() {
        send("direct:tap", "both");
        assertThat(homeserver.messages(room)).hasSizeBetween(1, 2);
        camel.stop();
        assertThat(bodies(room)).containsExactly("both", "both");
    }

    @Test
    void sendsWhatTheSameNodeSendsInsteadWhenTheResponseIsLost() throws Exception {
        for (int i = 0; i < 2; i++) {
            homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));
            assertThat(send("direct:insteadByTheSame", "the order").getException()).isNull();
            restart();
        }
        assertThat(bodies(room)).containsExactly("the order", "delivery failed");
    }

    @Test
    void sendsWhatARouteSendsInsteadWhenTheResponseIsLost() {
        homeserver.inject(Fault.answerLost().on(Endpoint.SEND).times(1));
        send("direct:instead", "the order");
        assertThat(bodies(room)).containsExactly("the order", "delivery failed");
    }

    @Test
    void givesTheFirstEventIdWhenTheHomeserverHasForgottenTheMessage() throws Exception {
        Exchange first = send("direct:kept", "x");
        restart(
                options -> {
                    options.setUserId(bot.userId());
                    options.setPassword("secret");
                    options.setDeviceId("ANOTHER");
                });
        Exchange again = send("direct:kept", "x");
        assertThat(bodies(room)).containsExactly("x");
        assertThat(eventId(again)).isEqualTo(eventId(first));
    }

    @Test
    void readsARepositoryOfAFileThatNobodyHasStarted() throws Exception {
        sentBefore = fileRepository();
        restart();
        Exchange first = send("direct:kept", "x");
        StateRepository<String, String> before = sentBefore;
        sentBefore = fileRepository();
        restart(
                options -> {
                    options.setUserId(bot.userId());
                    options.setPassword("secret");
                    options.setDeviceId("ANOTHER");
                });
        assertThat(ServiceHelper.isStopped(before)).as("stopped with its context").isTrue();
        Exchange again = send("direct:kept", "x");
        assertThat(bodies(room)).containsExactly("x");
        assertThat(eventId(again)).isEqualTo(eventId(first));
    }

    private FileStateRepository fileRepository() {
        return FileStateRepository.fileStateRepository(folder.resolve("sent.txt").toFile());
    }

    @Test
    void knowsWhatWasSentAfterTheComponentWasStoppedAndStarted() throws Exception {
        sentBefore = fileRepository();
        restart();
        send("direct:kept", "x");
        camel.getComponent("matrix").stop();
        camel.getComponent("matrix").start();
        send("direct:kept", "x");
        assertThat(homeserver.requestCount(Endpoint.SEND)).isEqualTo(1);
    }

    @Test
    void tellsTheKeysOfDynamicRoomsApart() {
        for (String order : List.of("1", "2", "1")) {
            camel.createProducerTemplate()
                    .send(
                            "direct:dynamic",
                            exchange -> {
                                exchange.getMessage().setBody("order " + order);
                                exchange.getMessage()
                                        .setHeaders(Map.of("room", room, "order", order));
                            });
        }
        assertThat(bodies(room)).containsExactly("order 1", "order 2");
        assertThat(camel.getEndpoints())
                .filteredOn(endpoint -> endpoint.getEndpointUri().contains("matrix://*"))
                .as("endpoints for all keys")
                .hasSize(1);
    }

    @Test
    void refusesAMessageWithoutItsKey() {
        Exchange exchange =
                camel.createProducerTemplate()
                        .send("direct:once", each -> each.getMessage().setBody("x"));
        assertThat(exchange.getException())
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("idempotentKey");
        assertThat(homeserver.messages(room)).isEmpty();
    }

    @Test
    void namesTheOptionThatAStoreNeeds() {
        assertThat(startFailure("idempotentStore=a.json"))
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("idempotentStore");
        Exchange exchange =
                camel.createProducerTemplate()
                        .send(
                                "matrix:" + room + "?idempotentStore=#sentBefore",
                                each -> each.getMessage().setBody("x"));
        assertThat(exchange.getException())
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("idempotentStore needs idempotentKey");
        assertThat(homeserver.messages(room)).isEmpty();
    }

    @Test
    void namesTheBeanThatAStoreHasToBe() {
        assertThat(startFailure("idempotentKey=${header.order}&idempotentStore=sentBefore"))
                .hasMessageContaining("idempotentStore is sentBefore: it has to be #sentBefore");
    }

    @Test
    void refusesAKeyThatIsTheSameForEveryMessage() {
        assertThat(startFailure("idempotentKey=JMSMessageID"))
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessage(
                        "The option idempotentKey is JMSMessageID, the same for every message:"
                                + " write an expression such as ${header.JMSMessageID}");
        assertThat(startFailure("idempotentKey="))
                .isInstanceOf(MatrixConfigurationException.class)
                .hasMessageContaining("idempotentKey is empty");
    }

    private Throwable startFailure(String options) {
        try {
            camel.getEndpoint("matrix:" + room + '?' + options).createProducer().start();
        } catch (Exception e) {
            return e;
        }
        throw new AssertionError(options + " was accepted");
    }

    private static String matrix(String room) {
        return "matrix:" + room + "?idempotentKey=${header.order}";
    }

    private Exchange send(String route, Object body) {
        Exchange sent =
                camel.createProducerTemplate()
                        .send(
                                route,
                                exchange -> {
                                    exchange.getMessage().setBody(body);
                                    exchange.getMessage().setHeader("order", route + " 7");
                                });
        assertThat(sent.getException()).isNull();
        return sent;
    }

    private static String eventId(Exchange exchange) {
        return exchange.getMessage().getHeader(MatrixConstants.EVENT_ID, String.class);
    }

    private List<String> bodies(String room) {
        return homeserver.messages(room).stream()
                .map(message -> message.body().orElse(""))
                .toList();
    }
}
