// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.SendDynamicProcessor;
import org.apache.camel.spi.ProducerCache;
import org.camelmatrix.test.MatrixHomeserver;
import org.camelmatrix.test.MatrixHomeserverExtension;
import org.camelmatrix.test.TestAccount;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(MatrixHomeserverExtension.class)
class ManyRoomsTest {

    private static final int ROOMS = 1000;

    @Test
    void sendsToAThousandRoomsByOneEndpointAndOneProducer(MatrixHomeserver homeserver)
            throws Exception {
        TestAccount bot = homeserver.register("bot", "secret");
        List<String> rooms =
                IntStream.range(0, ROOMS).mapToObj(i -> homeserver.createRoom(bot)).toList();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            MatrixConfiguration options =
                    camel.getComponent("matrix", MatrixComponent.class).getConfiguration();
            options.setHomeserverUrl(homeserver.url().toString());
            options.setAccessToken(bot.accessToken());
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:in").toD("matrix:${header.room}").id("send");
                        }
                    });
            camel.start();
            for (String room : rooms) {
                camel.createFluentProducerTemplate()
                        .to("direct:in")
                        .withBody("to " + room)
                        .withHeader("room", room)
                        .send();
            }
            assertThat(camel.getEndpoints())
                    .filteredOn(endpoint -> endpoint instanceof MatrixEndpoint)
                    .hasSize(1);
            assertThat(producers(camel.getProcessor("send", SendDynamicProcessor.class)).size())
                    .isEqualTo(1);
        }
        List<String> there = new ArrayList<>();
        for (String room : rooms) {
            homeserver.messages(room).forEach(message -> there.add(message.body().orElseThrow()));
        }
        assertThat(there).isEqualTo(rooms.stream().map(room -> "to " + room).toList());
    }

    private static ProducerCache producers(SendDynamicProcessor processor) throws Exception {
        var field = SendDynamicProcessor.class.getDeclaredField("producerCache");
        field.setAccessible(true);
        return (ProducerCache) field.get(processor);
    }
}
