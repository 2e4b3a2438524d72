// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

/**
 * Counts received events. Any thread may call, also one that holds a lock, so an implementation may
 * only count.
 */
public interface ReceiveObserver {

    /** Counts nothing. */
    ReceiveObserver NONE = new ReceiveObserver() {};

    /** An event is going to be handed over. */
    default void received() {}

    /** An event is processed or skipped. */
    default void completed() {}

    /** An event failed and is handed over again. */
    default void retried() {}

    /** A gap: one or more events of a room are missed for good. */
    default void gap() {}

    /** An event could not be decrypted, and encrypted events are not wanted. */
    default void undecrypted() {}

    /** Another process was found to store the same position. */
    default void intruder() {}

    /** Entries of an answer were no events. */
    default void unreadable(int count) {}
}
