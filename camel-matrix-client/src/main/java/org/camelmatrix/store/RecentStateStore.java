// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** An in-memory store of limited size. A new text replaces the least recently used one. */
public final class RecentStateStore implements StateStore {

    private final Map<String, String> texts;

    /**
     * @param maximum the largest number of texts
     */
    public RecentStateStore(int maximum) {
        this.texts =
                new LinkedHashMap<>(16, 0.75f, true) {
                    private static final long serialVersionUID = 1L;

                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
                        return size() > maximum;
                    }
                };
    }

    @Override
    public synchronized Optional<String> get(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    @Override
    public synchronized void put(String key, String value) {
        texts.put(key, value);
    }

    @Override
    public synchronized void remove(String key) {
        texts.remove(key);
    }

    @Override
    public Lease lease() {
        return () -> {};
    }
}
