// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.engine.DefaultUnitOfWork;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.UnitOfWorkHelper;
import org.camelmatrix.internal.http.OpenAnswer;
import org.junit.jupiter.api.Test;

/** Received files and the connections that they hold. */
class MediaBodyTest {

    @Test
    void givesTheConnectionOfACopyBackThatIsNotReadToItsEnd() throws Exception {
        AtomicInteger open = new AtomicInteger();
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            camel.start();
            MediaBody body =
                    new MediaBody(
                            new MediaDownload(
                                    () -> {
                                        open.incrementAndGet();
                                        return new OpenAnswer(
                                                200,
                                                null,
                                                null,
                                                null,
                                                100,
                                                null,
                                                new ByteArrayInputStream(new byte[100]),
                                                open::decrementAndGet);
                                    }),
                            100);
            Exchange exchange = new DefaultExchange(camel);
            exchange.getExchangeExtension().setUnitOfWork(new DefaultUnitOfWork(exchange));
            StreamCache copy = body.copy(exchange);
            assertThat(((MediaBody) copy).read()).isZero();
            assertThat(open).hasValue(1);
            UnitOfWorkHelper.doneUow(exchange.getUnitOfWork(), exchange);
            assertThat(open).hasValue(0);
        }
    }
}
