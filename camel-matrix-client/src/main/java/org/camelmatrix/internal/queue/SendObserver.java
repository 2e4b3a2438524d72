// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

/**
 * Is told what becomes of a send on its way. Any thread may call, also one that holds the queue's
 * lock: counting is all that it may do.
 */
public interface SendObserver {

    /** The send waits in the queue from now on. */
    void queued();

    /** The send waits no more: it is done, or has failed. */
    void left();

    /** The homeserver wants a pause before the send. */
    void limited();

    /** The send had no usable answer and will be tried again. */
    void retried();
}
