package org.camelmatrix.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Those who wait for one room, in the order in which they came, and those of the room that are on
 * their way without having been finished at once.
 *
 * <p>Guarded by the lock of its queue. Times are those of {@link System#nanoTime}.
 */
final class Lane {

    private final Object key;
    private final Deque<QueuedSend<?>> waiting = new ArrayDeque<>();
    private int inFlight;
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
    void addFirst(QueuedSend<?> send) {
        waiting.addFirst(send);
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

    void depart() {
        inFlight++;
    }

    void arrive() {
        inFlight--;
    }

    void pauseUntil(long end) {
        pausing = true;
        pauseEnd = end;
    }

    /** How long nobody goes. */
    Duration pause(long now) {
        return isPaused(now) ? Duration.ofNanos(pauseEnd - now) : Duration.ZERO;
    }

    private boolean isPaused(long now) {
        return pausing && pauseEnd - now > 0;
    }

    /** Whether its first may go now; one at a time. */
    boolean isReady(long now) {
        return inFlight == 0 && !waiting.isEmpty() && !isPaused(now);
    }

    boolean isEmpty() {
        return inFlight == 0 && waiting.isEmpty();
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
