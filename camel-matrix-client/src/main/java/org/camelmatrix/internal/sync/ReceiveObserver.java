// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

/**
 * Counts received events. Any thread may call, also one that holds a lock, so an implementation may
 * only count.
 */
public interface ReceiveObserver {

    /** An event is going to be handed over. */
    void received();

    /** Nothing more is to be done about an event. */
    void completed();

    /** An event failed and comes again. */
    void retried();

    /** Events of a room were missed for good. */
    void gap();

    /** An event could not be decrypted, and encrypted events are not wanted. */
    void undecrypted();

    /** Another process was found to receive with the same position. */
    void intruder();

    /** Entries of an answer were no events. */
    void unreadable(int count);
}
