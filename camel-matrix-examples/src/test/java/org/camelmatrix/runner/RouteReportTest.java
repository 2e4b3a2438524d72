// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.camelmatrix.runner.names.OptionNames;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RouteReportTest {

    private static final Logger LOG = Logger.getLogger(RouteReport.class.getName());

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler memory = new Memory();

    private Level levelBefore;

    @BeforeEach
    void listen() {
        levelBefore = LOG.getLevel();
        LOG.setLevel(Level.INFO);
        LOG.addHandler(memory);
    }

    @AfterEach
    void stop() {
        LOG.removeHandler(memory);
        LOG.setLevel(levelBefore);
    }

    @Test
    void namesTheRoomThatARouteStartsFromAndNoOptions() throws Exception {
        try (CamelContext camel = new DefaultCamelContext()) {
            camel.getManagementStrategy()
                    .addEventNotifier(
                            new RouteReport(
                                    null, new OptionNames(option -> Optional.empty()), false));
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("matrix:#ops:localhost?userId=@bot:localhost&accessToken=secret"
                                            + "&homeserverUrl=http://127.0.0.1:1")
                                    .routeId("keep")
                                    .log("x");
                        }
                    });
            camel.start();
            assertThat(lines).contains("Route keep started, from matrix:#ops:localhost");
        }
    }

    private final class Memory extends Handler {

        @Override
        public void publish(LogRecord line) {
            lines.add(new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
