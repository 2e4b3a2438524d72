// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Values to put into a store and to remove from it, as one. A later change of a key takes the place
 * of an earlier one, whose value is cleared. Not thread-safe.
 */
public final class Changes {
    private final Map<StoreKey, Optional<byte[]>> byKey = new LinkedHashMap<>();

    /**
     * @param value the value, which is copied
     */
    public Changes put(StoreKey key, byte[] value) {
        replace(key, Optional.of(value.clone()));
        return this;
    }

    public Changes remove(StoreKey key) {
        replace(key, Optional.empty());
        return this;
    }

    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    /**
     * The new values by their keys; empty for those to be removed. The arrays are the ones that are
     * kept here.
     */
    public Map<StoreKey, Optional<byte[]>> byKey() {
        return Collections.unmodifiableMap(byKey);
    }

    /** Clears the values, once they are stored. */
    public void clear() {
        byKey.values().forEach(Changes::clear);
        byKey.clear();
    }

    private void replace(StoreKey key, Optional<byte[]> value) {
        Optional<byte[]> before = byKey.put(key, value);
        if (before != null) {
            clear(before);
        }
    }

    private static void clear(Optional<byte[]> value) {
        value.ifPresent(bytes -> Arrays.fill(bytes, (byte) 0));
    }

    /** Tells how many there are, and nothing of them. */
    @Override
    public String toString() {
        return "Changes[" + byKey.size() + "]";
    }
}
