// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.RoomQueue.QueuedEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands the events of rooms to a listener: one room's one by one, and up to {@code concurrency}
 * rooms at a time.
 *
 * <p>One worker hands over one event after the other as long as each is done when the listener
 * returns. Where one takes longer than {@link #LONG}, more workers help.
 *
 * <p>It shares the lock of its flow, which guards all fields. The lock is never held while the
 * listener runs.
 */
final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** How long others wait for a worker that is held up by an event. */
    private static final Duration LONG = Duration.ofMillis(1);

    /** A worker that hands over so many events in that time is not held up. */
    private static final int MANY = 10;

    private final ReentrantLock lock;
    private final EventListener listener;
    private final ReceiveObserver observer;
    private final Workers workers;
    private final int concurrency;
    private final BiConsumer<RoomQueue, Throwable> ended;
    private final Deque<RoomQueue> ready = new ArrayDeque<>();
    private int busy;
    private int working;
    private int begun;
    private boolean watched;
    private boolean closed;

    /**
     * @param lock guards this and its flow
     * @param listener takes the events
     * @param observer counts them
     * @param workers hand them over
     * @param concurrency how many rooms may be served at a time
     * @param ended is called, without the lock, when an event is done, or has failed
     */
    Dispatcher(
            ReentrantLock lock,
            EventListener listener,
            ReceiveObserver observer,
            Workers workers,
            int concurrency,
            BiConsumer<RoomQueue, Throwable> ended) {
        this.lock = lock;
        this.listener = listener;
        this.observer = observer;
        this.workers = workers;
        this.concurrency = concurrency;
        this.ended = ended;
    }

    /** A room's next event may be handed over. The lock is held. */
    void add(RoomQueue queue) {
        ready.add(queue);
    }

    /** A room has no more events. The lock is held. */
    void remove(RoomQueue queue) {
        ready.remove(queue);
    }

    /** An event is with the listener no more. The lock is held. */
    void released() {
        busy--;
    }

    /** How many events are with the listener. The lock is held. */
    int busy() {
        return busy;
    }

    /** Hands no more events over. The lock is held. */
    void close() {
        closed = true;
    }

    /** Lets a worker hand over what is ready, unless one is at work and gets to it in time. */
    void dispatch() {
        boolean begins =
                locked(
                        () -> {
                            if (working > 0) {
                                watch();
                                return false;
                            }
                            working += canBegin() ? 1 : 0;
                            return working > 0;
                        });
        if (begins) {
            startWorker();
        }
    }

    private void startWorker() {
        try {
            workers.executeSoon(this::work);
        } catch (RejectedExecutionException e) {
            locked(
                    () -> {
                        working--;
                        return closed = true;
                    });
        }
    }

    private boolean canBegin() {
        return !closed && busy < concurrency && !ready.isEmpty();
    }

    /** Hands one event after the other over, as long as there are any. */
    private void work() {
        boolean finished = false;
        try {
            RoomQueue queue = locked(this::next);
            while (queue != null) {
                queue = handOver(queue);
            }
            finished = true;
        } finally {
            if (!finished) {
                locked(() -> --working);
                dispatch();
            }
        }
    }

    /** What a worker hands over next; null if there is nothing, and then it ends. */
    private RoomQueue next() {
        if (!canBegin()) {
            working--;
            return null;
        }
        if (ready.size() > 1) {
            watch();
        }
        RoomQueue queue = ready.removeFirst();
        queue.begin();
        busy++;
        begun++;
        return queue;
    }

    private void watch() {
        if (!watched && canBegin()) {
            int before = begun;
            watched = workers.after(LONG, () -> help(before)) != null;
        }
    }

    /** Where events take long, others do not wait for them: more workers hand over. */
    private void help(int before) {
        int more =
                locked(
                        () -> {
                            watched = false;
                            watch();
                            if (!canBegin() || begun - before >= working * MANY) {
                                return 0;
                            }
                            int helpers =
                                    Math.min(working, Math.min(ready.size(), concurrency - busy));
                            working += helpers;
                            return helpers;
                        });
        for (int i = 0; i < more; i++) {
            startWorker();
        }
    }

    /** Hands an event over; gives what comes next. */
    private RoomQueue handOver(RoomQueue queue) {
        QueuedEvent queued = queue.current();
        Completion completion = new Completion(queue);
        try {
            if (queued.attempt() == 0) {
                observer.received();
            }
            listener.onEvent(queued.event(), queued.attempt(), completion);
        } catch (RuntimeException | Error e) {
            if (!completion.isTold()) {
                LOG.warn(
                        "The event {} of the room {} could not be handed over; it is tried again"
                                + " later",
                        queued.event().id(),
                        queue.room(),
                        e);
            }
            completion.accept(e);
        }
        if (completion.isOfWorker()) {
            ended.accept(queue, completion.failure);
        }
        return locked(this::next);
    }

    /**
     * Is told that an event is done. If that is before the listener returns, the worker goes on
     * after this; otherwise the thread that tells does.
     */
    private final class Completion implements Consumer<Throwable> {

        private final RoomQueue queue;
        private final Thread worker = Thread.currentThread();
        private final AtomicBoolean told = new AtomicBoolean();
        private boolean returned;
        private boolean ofWorker;
        private Throwable failure;

        Completion(RoomQueue queue) {
            this.queue = queue;
        }

        @Override
        public void accept(Throwable thrown) {
            if (!told.compareAndSet(false, true)) {
                return;
            }
            if (Thread.currentThread() == worker && !returned) {
                ofWorker = true;
                failure = thrown;
            } else {
                ended.accept(queue, thrown);
                dispatch();
            }
        }

        boolean isTold() {
            return told.get();
        }

        /** Whether the worker was told, and goes on after it. */
        boolean isOfWorker() {
            returned = true;
            return ofWorker;
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
