// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.function.Consumer;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.MatrixEvent;

/**
 * Takes events: those of a room one after the other and in order, those of different rooms at the
 * same time. The account's workers call.
 */
public interface EventListener {

    /**
     * Takes an event.
     *
     * @param event the event
     * @param attempt how often it was handed over before and failed; 0 at first
     * @param done is to be called once, from any thread: with null when the event is processed, or
     *     with the failure, and then the event is handed over again after a pause
     */
    void onEvent(MatrixEvent event, int attempt, Consumer<Throwable> done);

    /**
     * Is told of each attempt that failed. It is tried again.
     *
     * @param activity at what
     * @param reason what happened, and what solves it
     */
    void onFailure(Activity activity, MatrixException reason);

    /**
     * Is told that something works that may have failed before.
     *
     * @param activity what works
     */
    void onRecovery(Activity activity);

    /** Is told that another process stores the same position too. */
    void onIntruder();

    /** What may fail beside the events themselves. */
    enum Activity {
        /** Getting events. */
        RECEIVING,
        /** Fetching events that were missed. */
        CATCHING_UP,
        /** Storing the position. */
        KEEPING_POSITION
    }
}
