// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Those who wait for one room, in the order in which they came, and those of the room that are on
 * their way and may still be when their caller sends more. They go one at a time, but for those
 * that came at the same time from different callers: see {@link QueuedSend#mayGoBeside}.
 *
 * <p>Guarded by the lock of its queue. Times are those of {@link System#nanoTime}.
 */
final class Lane {

    private final Object key;
    private final Deque<QueuedSend<?>> waiting = new ArrayDeque<>();
    private final Set<QueuedSend<?>> inFlight = new HashSet<>();
    private boolean cautious;
    private boolean pausing;
    private long pauseEnd;
    private boolean listed;

    Lane(Object key) {
        this.key = key;
    }

    Object key() {
        return key;
    }

    void addLast(QueuedSend<?> send) {
        waiting.addLast(send);
    }

    /** Who was refused goes before all who came later. */
    void addAgain(QueuedSend<?> send) {
        Deque<QueuedSend<?>> earlier = new ArrayDeque<>(0);
        while (!waiting.isEmpty() && waiting.peekFirst().cameBefore(send)) {
            earlier.push(waiting.removeFirst());
        }
        waiting.addFirst(send);
        earlier.forEach(waiting::addFirst);
    }

    QueuedSend<?> takeFirst() {
        return waiting.removeFirst();
    }

    boolean isFirst(QueuedSend<?> send) {
        return waiting.peekFirst() == send;
    }

    boolean remove(QueuedSend<?> send) {
        return waiting.remove(send);
    }

    /** Those who wait now. */
    List<QueuedSend<?>> waiting() {
        return List.copyOf(waiting);
    }

    void depart(QueuedSend<?> send) {
        inFlight.add(send);
    }

    void arrive(QueuedSend<?> send) {
        inFlight.remove(send);
    }

    /** One of its sends got no usable answer: the next goes alone, to see whether it gets one. */
    void failed() {
        cautious = true;
    }

    /** One of its sends got an answer. */
    void answered() {
        cautious = false;
    }

    boolean isCautious() {
        return cautious;
    }

    /** Nobody goes until then, or for longer if that was said before. */
    void pauseUntil(long end, long now) {
        if (!isPaused(now) || end - pauseEnd > 0) {
            pauseEnd = end;
        }
        pausing = true;
    }

    /** How long nobody goes. */
    Duration pause(long now) {
        return isPaused(now) ? Duration.ofNanos(pauseEnd - now) : Duration.ZERO;
    }

    private boolean isPaused(long now) {
        return pausing && pauseEnd - now > 0;
    }

    /**
     * Whether its first may go now.
     *
     * @param window nanoseconds within which sends come at the same time
     */
    boolean isReady(long now, long window) {
        return !waiting.isEmpty() && !isPaused(now) && hasRoomFor(waiting.peekFirst(), window);
    }

    /** Whether a send that has just come may go at once. */
    boolean letsPass(QueuedSend<?> send, long now, long window) {
        return waiting.isEmpty() && !isPaused(now) && hasRoomFor(send, window);
    }

    private boolean hasRoomFor(QueuedSend<?> send, long window) {
        if (inFlight.isEmpty()) {
            return true;
        }
        if (cautious) {
            return false;
        }
        for (QueuedSend<?> before : inFlight) {
            if (!send.mayGoBeside(before, window)) {
                return false;
            }
        }
        return true;
    }

    boolean isEmpty() {
        return inFlight.isEmpty() && waiting.isEmpty();
    }

    /** Notes that it stands in the list of those that are ready; whether it did not before. */
    boolean enlist() {
        boolean first = !listed;
        listed = true;
        return first;
    }

    void unlist() {
        listed = false;
    }
}
