// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A store with an end. */
class RecentStateStoreTest {

    @Test
    void forgetsWhatNobodyHasAskedForForLongest() {
        StateStore store = new RecentStateStore(2);
        store.put("a", "1");
        store.put("b", "2");
        store.get("a");
        store.put("c", "3");
        assertThat(store.get("a")).contains("1");
        assertThat(store.get("b")).isEmpty();
        assertThat(store.get("c")).contains("3");
        store.remove("c");
        assertThat(store.get("c")).isEmpty();
    }
}
