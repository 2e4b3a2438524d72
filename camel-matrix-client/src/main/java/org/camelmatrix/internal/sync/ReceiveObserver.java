// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

/**
 * Is told what becomes of received events. Any thread may call, also one that holds a lock:
 * counting is all that it may do.
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

    /** An event could not be decrypted and nobody asked for such. */
    void undecrypted();

    /** Somebody else was found to receive with the same position. */
    void intruder();

    /** Entries of an answer were no events. */
    void unreadable(int count);
}
