// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.camelmatrix.internal.queue.SendObserver;

/**
 * Counts the messages of one endpoint since it was created, or since {@link #reset}.
 *
 * <p>Any thread may call.
 */
final class SendFigures implements SendObserver {

    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder retried = new LongAdder();
    private final LongAdder limited = new LongAdder();
    private final LongAdder pending = new LongAdder();
    private final LongAdder nanoseconds = new LongAdder();
    private final AtomicLong longest = new AtomicLong();

    @Override
    public void queued() {
        pending.increment();
    }

    @Override
    public void left() {
        pending.decrement();
    }

    @Override
    public void limited() {
        limited.increment();
    }

    @Override
    public void retried() {
        retried.increment();
    }

    /** A message has been sent, or has failed. */
    void done(Throwable failure, long took) {
        if (failure != null) {
            refused.increment();
            return;
        }
        sent.increment();
        nanoseconds.add(took);
        if (took > longest.get()) {
            longest.accumulateAndGet(took, Math::max);
        }
    }

    /** Sets the figures to 0, except for the messages that wait now. */
    void reset() {
        sent.reset();
        refused.reset();
        retried.reset();
        limited.reset();
        nanoseconds.reset();
        longest.set(0);
    }

    /** Messages that were sent. */
    long sentCount() {
        return sent.sum();
    }

    /** Messages that were not sent: their exchange failed. */
    long refusedCount() {
        return refused.sum();
    }

    /** Attempts that repeated one without a usable answer. */
    long retriedCount() {
        return retried.sum();
    }

    /** Attempts that the homeserver answered with 429. */
    long limitedCount() {
        return limited.sum();
    }

    /** Messages that wait now. */
    long pendingCount() {
        return pending.sum();
    }

    /**
     * Mean milliseconds from the arrival of the exchange to the event id, to a tenth; 0 if nothing
     * was sent.
     */
    double meanLatency() {
        long count = sent.sum();
        return count == 0 ? 0 : milliseconds((double) nanoseconds.sum() / count);
    }

    /** Most milliseconds from the arrival of the exchange to the event id, to a tenth. */
    double longestLatency() {
        return milliseconds(longest.get());
    }

    private static double milliseconds(double nanoseconds) {
        return Math.round(nanoseconds / 1e5) / 10.0;
    }
}
