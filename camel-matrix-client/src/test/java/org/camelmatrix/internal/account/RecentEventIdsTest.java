// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.camelmatrix.event.EventId;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.junit.jupiter.api.Test;

class RecentEventIdsTest {

    private final RecentEventIds recentIds = new RecentEventIds();

    @Test
    void tellsWhereOneEventWasGivenForTwoTransactions() {
        assertThat(recentIds.remember(new EventId("$a"), new TransactionId("1"))).isTrue();
        assertThat(recentIds.remember(new EventId("$a"), new TransactionId("1"))).isTrue();
        assertThat(recentIds.remember(new EventId("$a"), new TransactionId("2"))).isFalse();
        assertThat(recentIds.remember(new EventId("$b"), new TransactionId("2"))).isTrue();
    }

    @Test
    void knowsTheLatestThousandAndForgetsOlderOnes() {
        recentIds.remember(new EventId("$first"), new TransactionId("first"));
        for (int i = 0; i < 1_500; i++) {
            String name = String.valueOf(i);
            assertThat(recentIds.remember(new EventId("$" + name), new TransactionId(name)))
                    .isTrue();
        }
        assertThat(recentIds.remember(new EventId("$first"), new TransactionId("other"))).isFalse();
        for (int i = 1_500; i < 3_500; i++) {
            String name = String.valueOf(i);
            recentIds.remember(new EventId("$" + name), new TransactionId(name));
        }
        assertThat(recentIds.remember(new EventId("$first"), new TransactionId("other"))).isTrue();
        assertThat(recentIds.remember(new EventId("$3499"), new TransactionId("other"))).isFalse();
    }
}
