// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

import java.util.Map;
import java.util.Optional;

/**
 * Texts by key that outlive the process. Several processes may share one.
 *
 * <p>Any thread may call. Every method may block on a disk or a network.
 */
public interface StateStore {

    /**
     * What is kept under a key, as the last process left it.
     *
     * @throws StateStoreException if it cannot be read
     */
    Optional<String> get(String key);

    /**
     * Keeps a text. When this returns, it outlives a crash; when it throws, the old text is kept.
     *
     * @throws StateStoreException if it cannot be written
     */
    void put(String key, String value);

    /**
     * Keeps several texts, where the store can by one write. When this returns, all outlive a
     * crash; when it throws, some may be kept.
     *
     * @throws StateStoreException if they cannot be written
     */
    default void putAll(Map<String, String> texts) {
        texts.forEach(this::put);
    }

    /**
     * Forgets a key.
     *
     * @throws StateStoreException if that cannot be written
     */
    void remove(String key);

    /**
     * Finds out whether it can be read and written, where that depends on nothing that may be away
     * for a while.
     *
     * @throws StateStoreException if it cannot
     */
    default void check() {}

    /**
     * Keeps other processes that ask for the same out until the lease is closed, where the store
     * can. It need not be closed by the thread that asked for it.
     *
     * @throws StateStoreException if another process does not let go in time
     */
    Lease lease();

    /** A turn of one process at what others want to do as well. */
    @FunctionalInterface
    interface Lease extends AutoCloseable {
        @Override
        void close();
    }
}
