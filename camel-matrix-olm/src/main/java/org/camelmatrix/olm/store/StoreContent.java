// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import java.util.Map;

/**
 * All that a store holds at one moment.
 *
 * @param generation how many commits have led to it. A copy that was made earlier has a lower
 *     number, by which it is known as old where the number is also kept elsewhere.
 * @param values the values by their keys. They are secrets; each array belongs to the caller.
 */
public record StoreContent(long generation, Map<StoreKey, byte[]> values) {
    /** Tells how much there is, and nothing of it. */
    @Override
    public String toString() {
        return "StoreContent[generation=" + generation + ", values=" + values.size() + "]";
    }
}
