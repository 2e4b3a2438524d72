// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

/**
 * The keys and sessions of one device, on a medium that outlives the process.
 *
 * <p>Whoever opens a store has it alone until {@link #close}, on this machine and on others that
 * reach the same medium: two processes that used one device would use keys twice.
 *
 * <p>One thread at a time calls a store. Each method throws a {@link
 * org.camelmatrix.olm.StoreException} where the medium fails.
 */
public interface CryptoStore extends AutoCloseable {
    /** What the store holds now. What this has told outlives a crash, too. */
    StoreContent load();

    /**
     * Makes changes: all of them, or none. When this returns, they outlive a crash of the process
     * and of the machine.
     *
     * <p>If it throws, none of them was made, or the store says {@code CLOSED} from then on, so
     * that nothing follows from a state that is not known.
     *
     * @param changes what to put and to remove; if there are none, nothing is written
     * @return the generation after it: one more than before, or the same if there was nothing to
     *     change
     */
    long commit(Changes changes);

    /** Lets others open the store. A second call does nothing. */
    @Override
    void close();
}
