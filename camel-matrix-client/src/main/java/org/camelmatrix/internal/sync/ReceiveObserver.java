// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

/**
 * Counts received events. Any thread may call, also one that holds a lock, so an implementation may
 * only count.
 */
public interface ReceiveObserver {

    /** An event is going to be handed over. */
    void received();

    /** An event is processed or skipped. */
    void completed();

    /** An event failed and is handed over again. */
    void retried();

    /** A gap: one or more events of a room are missed for good. */
    void gap();

    /** An event could not be decrypted, and encrypted events are not wanted. */
    void undecrypted();

    /** Another process was found to store the same position. */
    void intruder();

    /** Entries of an answer were no events. */
    void unreadable(int count);
}
