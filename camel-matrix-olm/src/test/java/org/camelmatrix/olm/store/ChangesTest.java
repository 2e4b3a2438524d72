// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangesTest {
    private static final StoreKey KEY = new StoreKey("session", "a");

    @Test
    void aValueThatIsReplacedOrRemovedIsCleared() {
        byte[] given = {1, 2, 3};
        Changes changes = new Changes().put(KEY, given);
        byte[] first = changes.byKey().get(KEY).orElseThrow();
        changes.put(KEY, given);
        assertThat(first).containsOnly(0);
        byte[] second = changes.byKey().get(KEY).orElseThrow();
        assertThat(second).isEqualTo(given).containsExactly(1, 2, 3);
        changes.remove(KEY);
        assertThat(second).containsOnly(0);
        assertThat(changes.byKey().get(KEY)).isEmpty();
    }
}
