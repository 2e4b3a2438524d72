// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.store;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A store that ends with its process. */
public final class MemoryStateStore implements StateStore {

    private final Map<String, String> texts = new ConcurrentHashMap<>();

    @Override
    public Optional<String> get(String key) {
        return Optional.ofNullable(texts.get(key));
    }

    @Override
    public void put(String key, String value) {
        texts.put(key, value);
    }

    @Override
    public void remove(String key) {
        texts.remove(key);
    }

    @Override
    public Lease lease() {
        return () -> {};
    }
}
