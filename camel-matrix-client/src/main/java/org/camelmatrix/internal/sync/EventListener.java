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
     * @param done is to be called once, from any thread: with null when nothing more is to be done
     *     about the event, or with what went wrong, and then it comes again after a while
     */
    void onEvent(MatrixEvent event, int attempt, Consumer<Throwable> done);

    /**
     * Is told of each attempt that failed. It is tried again.
     *
     * @param activity at what
     * @param reason what happened, and what mends it
     */
    void onFailure(Activity activity, MatrixException reason);

    /**
     * Is told that something works that may have failed before.
     *
     * @param activity what works
     */
    void onRecovery(Activity activity);

    /** Is told that another process has written where the position is stored. */
    void onIntruder();

    /** What may fail beside the events themselves. */
    enum Activity {
        /** Getting events. */
        RECEIVING,
        /** Fetching events that were missed. */
        CATCHING_UP,
        /** Keeping how far they are done. */
        KEEPING_POSITION
    }
}
