// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.EventListener.Activity;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;

/**
 * Keeps a position: one write at a time, always of the newest, however often it changes meanwhile,
 * and with a rest between two.
 *
 * <p>Any thread may call; workers write.
 */
final class PositionWriter {

    /** The shortest and the longest time between two writes. */
    private static final Duration REST = Duration.ofMillis(25);

    private static final Duration LONGEST_REST = Duration.ofMillis(250);

    /**
     * The rest after a write is this many times as long as the write took, within the bounds above.
     */
    private static final int SHARE = 20;

    private final StateStore store;
    private final String key;
    private final UnaryOperator<String> position;
    private final Workers workers;
    private final EventListener listener;
    private final Runnable intruder;
    private final InstantSource clock;
    private final String writer = UUID.randomUUID().toString();
    private String written;
    private boolean dirty;
    private boolean writing;
    private int failed;
    private volatile boolean hurries;
    private boolean resting;
    private volatile Instant next = Instant.MIN;
    private CompletableFuture<Void> idle = CompletableFuture.completedFuture(null);

    /**
     * @param store where
     * @param key under which name
     * @param position gives the newest as a text, with its writer's name in it
     * @param workers write
     * @param listener is told why a write failed, which is tried again, and when one succeeds then
     * @param intruder is called when another process has written the stored position
     * @param clock tells the time
     */
    PositionWriter(
            StateStore store,
            String key,
            UnaryOperator<String> position,
            Workers workers,
            EventListener listener,
            Runnable intruder,
            InstantSource clock) {
        this.store = store;
        this.key = key;
        this.position = position;
        this.workers = workers;
        this.listener = listener;
        this.intruder = intruder;
        this.clock = clock;
    }

    /** The position that was kept, or null. Blocks as the store does. */
    String load() {
        String text = store.get(key).orElse(null);
        synchronized (this) {
            written = text;
        }
        return text;
    }

    /** Keeps a position now. Blocks as the store does. */
    void keep(Position first, Landmarks landmarks) {
        String text = first.toText(writer, landmarks);
        store.put(key, text);
        synchronized (this) {
            written = text;
        }
    }

    /** The position has changed; the future is done when it is kept. */
    CompletableFuture<Void> changed() {
        CompletableFuture<Void> kept;
        synchronized (this) {
            dirty = true;
            if (writing) {
                return idle;
            }
            writing = true;
            idle = new CompletableFuture<>();
            kept = idle;
        }
        beginRested();
        return kept;
    }

    private void beginRested() {
        Instant now = clock.instant();
        Instant end = next;
        synchronized (this) {
            resting = now.isBefore(end) && !hurries;
            if (resting && workers.after(rest(now, end), this::rested) != null) {
                return;
            }
            resting = false;
        }
        begin();
    }

    /** The rest until a time; the clock may have been set back meanwhile. */
    private static Duration rest(Instant now, Instant end) {
        Duration rest = Duration.between(now, end);
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    private void rested() {
        synchronized (this) {
            if (!resting) {
                return;
            }
            resting = false;
        }
        begin();
    }

    /** Writes without a rest from now on, because a stop waits for it. */
    void hurry() {
        hurries = true;
        rested();
    }

    /** Whether something is not kept yet. */
    synchronized boolean isBusy() {
        return writing;
    }

    private void begin() {
        try {
            workers.executeSoon(this::write);
        } catch (RejectedExecutionException e) {
            write();
        }
    }

    private void write() {
        try {
            synchronized (this) {
                dirty = false;
            }
            Instant began = clock.instant();
            String text = position.apply(writer);
            if (!text.equals(written)) {
                lookForOthers();
                store.put(key, text);
                rest(began);
                written(text);
            }
            if (goesOn()) {
                beginRested();
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        }
    }

    private void rest(Instant began) {
        Instant now = clock.instant();
        Duration share = Duration.between(began, now).multipliedBy(SHARE);
        Duration rest = share.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : share;
        next = now.plus(rest.compareTo(REST) < 0 ? REST : rest);
    }

    private void written(String text) {
        boolean recovered;
        synchronized (this) {
            written = text;
            recovered = failed > 0;
            failed = 0;
        }
        if (recovered) {
            listener.onRecovery(Activity.KEEPING_POSITION);
        }
    }

    /** Whether the position has changed again; if not, the writing ends. */
    private boolean goesOn() {
        CompletableFuture<Void> done;
        synchronized (this) {
            if (dirty) {
                return true;
            }
            writing = false;
            done = idle;
        }
        done.complete(null);
        return false;
    }

    private void failed(Throwable e) {
        int times;
        synchronized (this) {
            dirty = true;
            times = ++failed;
        }
        listener.onFailure(Activity.KEEPING_POSITION, notKept(e));
        if (workers.after(Pause.after(times), this::begin) == null) {
            CompletableFuture<Void> given;
            synchronized (this) {
                writing = false;
                given = idle;
            }
            given.complete(null);
        }
    }

    private static MatrixException notKept(Throwable e) {
        return e instanceof StateStoreException
                ? new MatrixUnavailableException(
                        e.getMessage()
                                + "; after a restart events are delivered again"
                                + " (option sinceStore)",
                        e)
                : SyncFailure.of(e);
    }

    /** Two processes that write here would overwrite the position of each other. */
    private void lookForOthers() {
        String now = store.get(key).orElse(null);
        if (now != null && !now.equals(written) && !writer.equals(writerOf(now))) {
            intruder.run();
        }
    }

    private static String writerOf(String text) {
        try {
            return Position.writer(text);
        } catch (StateStoreException e) {
            return null;
        }
    }
}
