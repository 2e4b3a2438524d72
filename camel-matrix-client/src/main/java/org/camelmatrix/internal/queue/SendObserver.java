// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

/**
 * Counts what happens to a send. Any thread may call, several at a time, and none of them holds the
 * queue's lock.
 */
public interface SendObserver {

    /** Counts nothing. */
    SendObserver NONE = new SendObserver() {};

    /** The send has begun to wait in the queue. */
    default void queued() {}

    /** A send that has waited is done or has failed. */
    default void left() {}

    /** The homeserver has answered an attempt with a rate limit. */
    default void limited() {}

    /** An attempt had no usable answer, and the send will be tried again. */
    default void retried() {}
}
