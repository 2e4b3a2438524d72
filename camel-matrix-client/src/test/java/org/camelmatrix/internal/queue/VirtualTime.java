// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.PriorityQueue;

/** A clock that stands still while something happens, and goes on to what happens next. */
final class VirtualTime {

    /** Begins shortly before the nanosecond clock overflows, so that overflows are tested too. */
    private long now = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long count;

    private record Event(long at, long number, Runnable task) implements Comparable<Event> {

        @Override
        public int compareTo(Event other) {
            return Long.signum(at == other.at ? number - other.number : at - other.at);
        }
    }

    long now() {
        return now;
    }

    /** Does something later. */
    void after(long nanoseconds, Runnable task) {
        events.add(new Event(now + Math.max(0, nanoseconds), count++, task));
    }

    boolean isOver() {
        return events.isEmpty();
    }

    /** Does what is next. */
    void step() {
        Event next = events.remove();
        now = next.at();
        next.task().run();
    }
}
