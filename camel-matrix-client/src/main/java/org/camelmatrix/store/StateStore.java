// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

import java.util.Map;
import java.util.Optional;

/**
 * Stores texts by key. Whether they outlive the process, and whether several processes may share
 * the store, depends on the implementation.
 *
 * <p>Any thread may call. Every method may block on a disk or a network.
 */
public interface StateStore {

    /**
     * The text of a key; empty if there is none.
     *
     * @throws StateStoreException if it cannot be read
     */
    Optional<String> get(String key);

    /**
     * Stores a text. When this returns, the text outlives a crash if the store is durable; when it
     * throws, the old text is still stored.
     *
     * @throws StateStoreException if it cannot be written
     */
    void put(String key, String value);

    /**
     * Stores several texts, by one write if the store can. When this returns, all outlive a crash
     * if the store is durable; when it throws, some may be stored.
     *
     * @throws StateStoreException if they cannot be written
     */
    default void putAll(Map<String, String> texts) {
        texts.forEach(this::put);
    }

    /**
     * Removes a key.
     *
     * @throws StateStoreException if that cannot be written
     */
    void remove(String key);

    /**
     * Checks that the store is readable and writable. A store that may be temporarily unreachable
     * (a database) does nothing.
     *
     * @throws StateStoreException if it cannot
     */
    default void check() {}

    /**
     * Takes an exclusive lock across processes, if the store supports it. Any thread may close it.
     *
     * @throws StateStoreException if another process does not release the lock in time
     */
    Lease lease();

    /** An exclusive lock, held until it is closed. */
    @FunctionalInterface
    interface Lease extends AutoCloseable {
        @Override
        void close();
    }
}
