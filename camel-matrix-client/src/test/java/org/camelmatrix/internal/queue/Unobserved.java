// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

/** Counts nothing. */
final class Unobserved implements SendObserver {
    @Override
    public void queued() {}

    @Override
    public void left() {}

    @Override
    public void limited() {}

    @Override
    public void retried() {}
}
