// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

/** Who wants a send. Any thread may ask, also one that holds the queue's lock. */
@FunctionalInterface
public interface SendOrigin {

    /**
     * Whether the send belongs to a route.
     *
     * @param route the route's id
     */
    boolean isOf(String route);

    /** Whether nobody waits for the send any more, so that it is not to be tried again. */
    default boolean hasGivenUp() {
        return false;
    }
}
