// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

/** What happens to a send when too many sends wait already. */
public enum PendingPolicy {
    /** The caller's thread waits until there is capacity. */
    WAIT,
    /** The send fails. */
    FAIL
}
