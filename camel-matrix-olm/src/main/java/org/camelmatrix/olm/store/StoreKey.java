// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import java.util.Objects;

/**
 * The name of a value in a store. It is not a secret.
 *
 * @param kind what kind of value it is, such as {@code session}
 * @param name which one it is; empty where there is one of its kind
 */
public record StoreKey(String kind, String name) {
    /** The most characters of a kind or a name. */
    public static final int LONGEST = 1024;

    public StoreKey {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        if (kind.isEmpty() || kind.length() > LONGEST || name.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "a kind has 1 to " + LONGEST + " characters, and a name at most as many");
        }
    }
}
