// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

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
    }
}
