// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * The moments at which {@link QueueState} has something to do by itself. The queue sets one timer,
 * for the first of them.
 *
 * <p>Part of {@link QueueState}. Times are those of {@link System#nanoTime}.
 */
final class Wakeups {

    private final TreeSet<Wakeup> wakeups = new TreeSet<>();
    private long count;

    /**
     * One moment.
     *
     * @param at when
     * @param number tells wake-ups of the same moment apart, in the order in which they were added
     * @param task is given the time at which it is called
     */
    record Wakeup(long at, long number, LongConsumer task) implements Comparable<Wakeup> {

        @Override
        public int compareTo(Wakeup other) {
            long difference = at == other.at ? number - other.number : at - other.at;
            return Long.signum(difference);
        }
    }

    Wakeup add(long at, LongConsumer task) {
        Wakeup wakeup = new Wakeup(at, count++, task);
        wakeups.add(wakeup);
        return wakeup;
    }

    /** Removes one, if it is there. */
    void cancel(Wakeup wakeup) {
        if (wakeup != null) {
            wakeups.remove(wakeup);
        }
    }

    /** Calls the tasks whose moment has come. */
    void run(long now) {
        while (!wakeups.isEmpty() && wakeups.first().at() - now <= 0) {
            wakeups.pollFirst().task().accept(now);
        }
    }

    /** The first moment, if there is any. */
    OptionalLong next() {
        return wakeups.isEmpty() ? OptionalLong.empty() : OptionalLong.of(wakeups.first().at());
    }
}
