// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A map of bounded size that forgets the entries that were neither read nor written lately. It
 * keeps at least the last {@code size} entries and at most twice as many, in two generations.
 *
 * <p>Any thread may call. It locks only to begin a new generation.
 */
final class RecentMap<K, V> {

    private final int size;
    private volatile Map<K, V> newer = new ConcurrentHashMap<>();
    private volatile Map<K, V> older = new ConcurrentHashMap<>();

    RecentMap(int size) {
        this.size = size;
    }

    /** The value of a key, or null. */
    V get(K key) {
        V value = newer.get(key);
        if (value != null) {
            return value;
        }
        value = older.get(key);
        if (value == null) {
            return null;
        }
        Map<K, V> latest = newer;
        V changed = latest.putIfAbsent(key, value);
        beginGenerationIfFull(latest);
        return changed == null ? value : changed;
    }

    void put(K key, V value) {
        Map<K, V> latest = newer;
        latest.put(key, value);
        beginGenerationIfFull(latest);
    }

    void removeValues(Predicate<V> which) {
        newer.values().removeIf(which);
        older.values().removeIf(which);
    }

    private void beginGenerationIfFull(Map<K, V> latest) {
        if (latest.size() >= size) {
            beginGeneration(latest);
        }
    }

    private synchronized void beginGeneration(Map<K, V> full) {
        if (newer == full) {
            older = full;
            newer = new ConcurrentHashMap<>();
        }
    }
}
