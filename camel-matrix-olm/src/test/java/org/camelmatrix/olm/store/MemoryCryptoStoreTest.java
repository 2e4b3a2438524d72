// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import java.util.List;

class MemoryCryptoStoreTest extends CryptoStoreContract {
    @Override
    protected Medium empty() {
        return new Memory(new MemoryCryptoStore.Medium());
    }

    private record Memory(MemoryCryptoStore.Medium medium) implements Medium {
        @Override
        public CryptoStore open() {
            return medium.open();
        }

        @Override
        public void crash() {
            medium.crash();
        }

        @Override
        public Medium copy() {
            return new Memory(medium.copy());
        }

        /** Memory has one step: the content before and the content after. */
        @Override
        public List<Medium> interrupted(Changes changes) {
            Medium before = copy();
            try (CryptoStore store = open()) {
                store.commit(changes);
            }
            return List.of(before, copy());
        }
    }
}
