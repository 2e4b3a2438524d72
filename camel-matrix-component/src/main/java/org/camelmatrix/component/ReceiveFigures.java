// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.concurrent.atomic.LongAdder;
import org.camelmatrix.internal.sync.ReceiveObserver;

/**
 * Counts the received events of one endpoint since it was created.
 *
 * <p>Any thread may call.
 */
final class ReceiveFigures implements ReceiveObserver {

    private final LongAdder received = new LongAdder();
    private final LongAdder completed = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder gaps = new LongAdder();
    private final LongAdder undecrypted = new LongAdder();
    private final LongAdder intruders = new LongAdder();
    private final LongAdder unreadable = new LongAdder();

    @Override
    public void received() {
        received.increment();
    }

    @Override
    public void completed() {
        completed.increment();
    }

    @Override
    public void retried() {
        retried.increment();
    }

    @Override
    public void gap() {
        gaps.increment();
    }

    @Override
    public void undecrypted() {
        undecrypted.increment();
    }

    @Override
    public void intruder() {
        intruders.increment();
    }

    @Override
    public void unreadable(int count) {
        unreadable.add(count);
    }

    /** An event failed and is skipped. */
    void skipped() {
        skipped.increment();
    }

    /** Events that were handed to the route. */
    long receivedCount() {
        return received.sum();
    }

    /** Events that are processed or skipped. */
    long completedCount() {
        return completed.sum();
    }

    /** Failed attempts at events, each followed by another one. */
    long retriedCount() {
        return retried.sum();
    }

    /** Events that failed and are skipped. */
    long skippedCount() {
        return skipped.sum();
    }

    /** Gaps: how often events of a room were missed for good. A gap can be several events. */
    long gapCount() {
        return gaps.sum();
    }

    /** Events that could not be decrypted, if the route does not ask for encrypted events. */
    long undecryptedCount() {
        return undecrypted.sum();
    }

    /** How often another process was found to store the same position. */
    long intruderCount() {
        return intruders.sum();
    }

    /** Entries of answers that were not valid events. */
    long unreadableCount() {
        return unreadable.sum();
    }
}
