// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LastFailuresTest {

    private final LastFailures failures = new LastFailures();

    @Test
    void namesTheFirstFailuresOfEachRouteAndCountsTheOthers() {
        assertThat(named("burst", 10)).isEqualTo(3);
        assertThat(named("calm", 3)).isEqualTo(3);
        assertThat(named("loud", 4)).isEqualTo(3);
        assertThat(failures.unnamed()).isEqualTo(Map.of("burst", 7, "loud", 1));
    }

    @Test
    void takesAnExchangeThatNoRouteBegan() {
        assertThat(failures.isToBeNamed(null)).isTrue();
    }

    private int named(String routeId, int count) {
        int named = 0;
        for (int i = 0; i < count; i++) {
            named += failures.isToBeNamed(routeId) ? 1 : 0;
        }
        return named;
    }
}
