// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.camelmatrix.component.MatrixOperation.MESSAGES;

import java.util.Iterator;
import java.util.Map;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.MatrixConstants;
import org.camelmatrix.test.Endpoint;
import org.camelmatrix.test.Fault;
import org.camelmatrix.test.MatrixHomeserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A history whose later pages are refused or lost, which only the stand-in can do. */
class HistoryStandInTest {

    private static final int EVENTS = 150;

    private MatrixHomeserver homeserver;
    private OperationFixture fixture;
    private Iterator<?> events;

    @BeforeEach
    void readFirstPage() throws Exception {
        homeserver = MatrixHomeserver.start();
        Person bot = Person.register(homeserver.url(), "bot");
        String room = bot.createRoom("12");
        for (int i = 0; i < EVENTS; i++) {
            bot.putState(room, "org.example.number", Map.of("number", i));
        }
        fixture = new OperationFixture(bot, "maximumRetries=3");
        events =
                fixture.succeed(
                                MESSAGES,
                                room,
                                null,
                                Map.of(MatrixConstants.OVERRIDE_HISTORY_LIMIT, EVENTS))
                        .getMessage()
                        .getBody(Iterable.class)
                        .iterator();
        events.next();
    }

    @AfterEach
    void stop() {
        fixture.close();
        homeserver.close();
    }

    private int rest() {
        int count = 0;
        while (events.hasNext()) {
            events.next();
            count++;
        }
        return count;
    }

    @Test
    void asksAgainForAPageThatIsLost() {
        homeserver.inject(Fault.truncatedAnswer().on(Endpoint.MESSAGES).times(2));
        assertThat(rest()).isEqualTo(EVENTS - 1);
    }

    @Test
    void failsInTheMiddleWhereAPageIsRefused() {
        homeserver.inject(
                Fault.error(403, "M_FORBIDDEN", "not any more").on(Endpoint.MESSAGES).times(1));
        assertThatThrownBy(this::rest)
                .isInstanceOf(MatrixRejectedException.class)
                .hasMessageContaining("not any more");
    }
}
