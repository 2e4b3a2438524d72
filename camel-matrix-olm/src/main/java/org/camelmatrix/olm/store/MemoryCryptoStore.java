// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.camelmatrix.olm.StoreException;
import org.camelmatrix.olm.StoreException.Reason;

/** A store in memory, for tests and for devices that do not outlive their process. */
public final class MemoryCryptoStore implements CryptoStore {
    private final Medium medium;

    private MemoryCryptoStore(Medium medium) {
        this.medium = medium;
    }

    /**
     * What outlives a store that is closed: its content, and who has it open. Any thread may call
     * it.
     */
    public static final class Medium {
        private final AtomicReference<MemoryCryptoStore> owner = new AtomicReference<>();
        private volatile StoreContent content;

        /** An empty one. */
        public Medium() {
            this(new StoreContent(0, Map.of()));
        }

        private Medium(StoreContent content) {
            this.content = content;
        }

        /**
         * Opens the store.
         *
         * @throws StoreException {@code IN_USE} if it is open
         */
        public MemoryCryptoStore open() {
            MemoryCryptoStore store = new MemoryCryptoStore(this);
            if (!owner.compareAndSet(null, store)) {
                throw new StoreException(
                        Reason.IN_USE,
                        "the store is open already: close it first, or use another one");
            }
            return store;
        }

        /** A copy of what is stored at this moment, as a backup of a disk would be. */
        public Medium copy() {
            return new Medium(content);
        }

        /** Takes the store away from whoever has it open, as the end of a process does. */
        public void crash() {
            owner.set(null);
        }
    }

    @Override
    public StoreContent load() {
        requireOpen();
        Map<StoreKey, byte[]> values = new HashMap<>();
        medium.content.values().forEach((key, value) -> values.put(key, value.clone()));
        return new StoreContent(medium.content.generation(), values);
    }

    @Override
    public long commit(Changes changes) {
        requireOpen();
        StoreContent before = medium.content;
        if (changes.isEmpty()) {
            return before.generation();
        }
        Map<StoreKey, byte[]> values = new HashMap<>(before.values());
        changes.byKey()
                .forEach(
                        (key, value) -> {
                            if (value.isPresent()) {
                                values.put(key, value.get().clone());
                            } else {
                                values.remove(key);
                            }
                        });
        medium.content = new StoreContent(before.generation() + 1, values);
        return medium.content.generation();
    }

    @Override
    public void close() {
        medium.owner.compareAndSet(this, null);
    }

    private void requireOpen() {
        if (medium.owner.get() != this) {
            throw new StoreException(Reason.CLOSED, "the store was closed: open it again");
        }
    }
}
