// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * The ends of sends that were found under a lock, to be told when it is free again: who is told may
 * do anything, and sends again at once. What belongs to one room is told in order; what is apart
 * may be told at the same time.
 */
final class Endings {

    private final Workers workers;
    private final List<Runnable> tellers = new ArrayList<>(1);
    private final List<Endings> apart = new ArrayList<>(0);

    Endings(Workers workers) {
        this.workers = workers;
    }

    <T> void succeeded(QueuedSend<T> send, T value) {
        add(send, () -> send.result().complete(value));
    }

    void failed(QueuedSend<?> send, Throwable reason) {
        add(send, () -> send.result().completeExceptionally(reason));
    }

    private void add(QueuedSend<?> send, Runnable end) {
        tellers.add(() -> workers.tell(send.caller(), end));
    }

    /** Endings of another room. */
    Endings apart() {
        Endings others = new Endings(workers);
        apart.add(others);
        return others;
    }

    /** These and those that are apart, where there are any. */
    List<Endings> parts() {
        List<Endings> parts = new ArrayList<>(apart);
        parts.add(this);
        parts.removeIf(part -> part.tellers.isEmpty());
        return parts;
    }

    int count() {
        return tellers.size() + apart.stream().mapToInt(Endings::count).sum();
    }

    /** Tells all of them, and those that are apart, one after the other. */
    void tell() {
        parts().forEach(Endings::tellOwn);
    }

    /** Tells those of this room, one after the other. */
    void tellOwn() {
        tellers.forEach(Runnable::run);
    }
}
