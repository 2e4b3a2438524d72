// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.concurrent.atomic.LongAdder;
import org.camelmatrix.internal.sync.ReceiveObserver;

/**
 * What has become of the events that came to one endpoint since it was made.
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

    /** An event failed and is given up. */
    void skipped() {
        skipped.increment();
    }

    /** Events that were handed to the route. */
    long receivedCount() {
        return received.sum();
    }

    /** Events that nothing more is to be done about. */
    long completedCount() {
        return completed.sum();
    }

    /** Attempts that failed and are made again. */
    long retriedCount() {
        return retried.sum();
    }

    /** Events that failed and are given up. */
    long skippedCount() {
        return skipped.sum();
    }

    /** How often events of a room were missed for good. */
    long gapCount() {
        return gaps.sum();
    }

    /** Events that could not be decrypted, where nobody asked for such. */
    long undecryptedCount() {
        return undecrypted.sum();
    }

    /** How often somebody else was found to receive with the same position. */
    long intruderCount() {
        return intruders.sum();
    }

    /** Entries of answers that were no events. */
    long unreadableCount() {
        return unreadable.sum();
    }
}
