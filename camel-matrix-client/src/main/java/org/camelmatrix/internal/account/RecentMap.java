// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * A map that forgets what was not asked for or changed for a while. It keeps the last {@code size}
 * entries at least, and twice as many at most.
 *
 * <p>Any thread may call; nothing is locked except for a moment when a generation is full.
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
        turnIfFull(latest);
        return changed == null ? value : changed;
    }

    void put(K key, V value) {
        Map<K, V> latest = newer;
        latest.put(key, value);
        turnIfFull(latest);
    }

    void removeValues(Predicate<V> which) {
        newer.values().removeIf(which);
        older.values().removeIf(which);
    }

    private void turnIfFull(Map<K, V> latest) {
        if (latest.size() >= size) {
            turn(latest);
        }
    }

    private synchronized void turn(Map<K, V> full) {
        if (newer == full) {
            older = full;
            newer = new ConcurrentHashMap<>();
        }
    }
}
