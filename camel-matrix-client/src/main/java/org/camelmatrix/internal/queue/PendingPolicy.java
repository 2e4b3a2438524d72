// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

/** What becomes of a send when too many wait already. */
public enum PendingPolicy {
    /** The caller's thread waits until one has gone. */
    WAIT,
    /** The send fails. */
    FAIL
}
