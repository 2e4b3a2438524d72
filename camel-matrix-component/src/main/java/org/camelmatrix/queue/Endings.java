package org.camelmatrix.queue;

import java.util.ArrayList;
import java.util.List;

/**
 * The ends of sends that were found under a lock, to be told when it is free again: who is told may
 * do anything, and sends again at once.
 */
final class Endings {

    private final List<Runnable> tellers = new ArrayList<>(1);

    <T> void succeeded(QueuedSend<T> send, T value) {
        tellers.add(() -> send.result().complete(value));
    }

    void failed(QueuedSend<?> send, Throwable reason) {
        tellers.add(() -> send.result().completeExceptionally(reason));
    }

    boolean isEmpty() {
        return tellers.isEmpty();
    }

    void tell() {
        tellers.forEach(Runnable::run);
    }
}
