// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.AbstractList;
import java.util.List;

/** A list whose last element cannot be read at first, as where memory has run out. */
final class Failing<T> extends AbstractList<T> {

    private final List<T> elements;
    private int failures;

    /**
     * @param elements what it holds
     * @param failures how often reading the last of them fails
     */
    Failing(List<T> elements, int failures) {
        this.elements = elements;
        this.failures = failures;
    }

    @Override
    public T get(int index) {
        if (index == size() - 1 && failures > 0) {
            failures--;
            throw new OutOfMemoryError("by a test");
        }
        return elements.get(index);
    }

    @Override
    public int size() {
        return elements.size();
    }
}
