// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.camelmatrix.event.EventId;
import org.camelmatrix.event.TransactionId;
import org.junit.jupiter.api.Test;

class GivenEventsTest {

    private final GivenEvents given = new GivenEvents();

    @Test
    void tellsWhereOneEventWasGivenForTwoTransactions() {
        assertThat(given.note(new EventId("$a"), new TransactionId("1"))).isTrue();
        assertThat(given.note(new EventId("$a"), new TransactionId("1"))).isTrue();
        assertThat(given.note(new EventId("$a"), new TransactionId("2"))).isFalse();
        assertThat(given.note(new EventId("$b"), new TransactionId("2"))).isTrue();
    }

    @Test
    void knowsTheLatestThousandAndForgetsOlderOnes() {
        given.note(new EventId("$first"), new TransactionId("first"));
        for (int i = 0; i < 1_500; i++) {
            String name = String.valueOf(i);
            assertThat(given.note(new EventId("$" + name), new TransactionId(name))).isTrue();
        }
        assertThat(given.note(new EventId("$first"), new TransactionId("other"))).isFalse();
        for (int i = 1_500; i < 3_500; i++) {
            String name = String.valueOf(i);
            given.note(new EventId("$" + name), new TransactionId(name));
        }
        assertThat(given.note(new EventId("$first"), new TransactionId("other"))).isTrue();
        assertThat(given.note(new EventId("$3499"), new TransactionId("other"))).isFalse();
    }
}
