// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.http.SyncAnswer.SyncedRoom;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.RoomQueue.QueuedEvent;

/**
 * The way of events from answers to the listener: those of a room one by one and in order, rooms
 * beside each other, and the position that follows from what is done.
 *
 * <p>The loop's thread brings answers, workers bring what was fetched and hand events over, and any
 * thread may tell that an event is done. The lock guards all of it and is never held while other
 * code runs.
 */
final class Flow {

    private static final int MOST_BATCHES = 500;

    /** How far clocks may differ where events are told apart by their time. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final ReceiveObserver observer;
    private final Workers workers;
    private final int maximumInFlight;
    private final Runnable changed;
    private final Consumer<RoomId> fetcher;

    private final ReentrantLock lock = new ReentrantLock();
    private final Dispatcher dispatcher;
    private final Progress progress;
    private final Map<RoomId, LaggingRoom> lagging = new HashMap<>();
    private final Map<RoomId, RoomQueue> queues = new HashMap<>();
    private final RecentIds recent = new RecentIds();
    private final Landmarks landmarks;
    private int load;
    private boolean closed;

    /** The rooms of the newest answer while it is not taken as a whole; null otherwise. */
    private List<SyncedRoom> untaken;

    /**
     * @param position where it goes on
     * @param landmarks where that lies
     * @param settings how
     * @param listener takes the events
     * @param observer counts them
     * @param workers hand events over
     * @param changed is called, without the lock, when the position or the capacity has changed
     * @param fetcher is called, without the lock, when the events of a room have to be fetched
     */
    Flow(
            Position position,
            Landmarks landmarks,
            SubscriptionSettings settings,
            EventListener listener,
            ReceiveObserver observer,
            Workers workers,
            Runnable changed,
            Consumer<RoomId> fetcher) {
        this.landmarks = landmarks;
        this.observer = observer;
        this.workers = workers;
        this.maximumInFlight = settings.maximumInFlight();
        this.changed = changed;
        this.fetcher = fetcher;
        this.dispatcher =
                new Dispatcher(
                        lock, listener, observer, workers, settings.concurrency(), this::ended);
        this.progress = new Progress(position.since(), position.completed());
        position.rooms()
                .forEach(
                        (room, from) -> {
                            Progress own =
                                    new Progress(from.since(), Map.of(room, from.completed()));
                            progress.moveDone(room, own);
                            lagging.put(room, new LaggingRoom(own, from.after()));
                        });
    }

    /** Where the loop goes on. */
    String head() {
        return locked(progress::head);
    }

    /**
     * Takes an answer of {@code /sync}. If it fails within, the rooms of the answer fall behind, so
     * that their events are fetched.
     *
     * @param rooms the rooms of it that matter, each with the events that are wanted
     * @param nextBatch where the next one goes on
     */
    void take(List<SyncedRoom> rooms, String nextBatch) {
        List<RoomId> toFetch = new ArrayList<>();
        lock.lock();
        try {
            if (closed) {
                return;
            }
            putRight(toFetch);
            take(rooms, nextBatch, toFetch);
            moveOverSlowEvents(toFetch);
        } finally {
            lock.unlock();
            toFetch.forEach(fetcher);
        }
        changed.run();
        dispatcher.dispatch();
    }

    private void take(List<SyncedRoom> rooms, String nextBatch, List<RoomId> toFetch) {
        Batch batch = progress.append(nextBatch);
        untaken = rooms;
        try {
            boolean full = load >= maximumInFlight;
            for (SyncedRoom room : rooms) {
                take(room, batch, full, toFetch);
            }
            untaken = null;
            batch.seal();
            advance();
        } catch (RuntimeException | Error e) {
            putRight(toFetch);
            throw e;
        }
    }

    /**
     * Lets the rooms of an answer fall behind that was taken only in part. If this fails as well,
     * the position stays before the answer, and this is done before the next one is taken.
     */
    private void putRight(List<RoomId> toFetch) {
        if (untaken == null) {
            return;
        }
        Batch batch = progress.last();
        for (SyncedRoom synced : untaken) {
            RoomId room = synced.room();
            fetchIfDue(room, fallBehind(room, batch.start()), toFetch);
        }
        untaken = null;
        batch.seal();
        advance();
    }

    /** The position would grow without bound while an event is under way for long. */
    private void moveOverSlowEvents(List<RoomId> toFetch) {
        while (progress.size() > MOST_BATCHES) {
            for (RoomId room : progress.first().pending()) {
                fetchIfDue(room, fallBehind(room, progress.since()), toFetch);
            }
            advance();
        }
    }

    private void take(SyncedRoom synced, Batch batch, boolean full, List<RoomId> toFetch) {
        RoomId room = synced.room();
        LaggingRoom own = lagging.get(room);
        if (own != null && own.isBehind()) {
            own.miss();
            fetchIfDue(room, own, toFetch);
        } else if (synced.timeline().limited() || (full && !synced.timeline().events().isEmpty())) {
            fetchIfDue(room, fallBehind(room, batch.start()), toFetch);
        } else {
            if (offer(room, synced.timeline().events(), batch, progress)) {
                progress.forgetDone(room);
            }
        }
    }

    /**
     * Takes events of a room, but for those that were done before or have been taken already;
     * whether it took any.
     */
    private boolean offer(RoomId room, List<MatrixEvent> events, Batch batch, Progress own) {
        if (events.isEmpty()) {
            return false;
        }
        Batch.RoomBatch ofRoom = batch.of(room);
        RoomQueue queue = queues.get(room);
        boolean more = false;
        for (MatrixEvent event : events) {
            String id = event.id().value();
            boolean done = own.meets(room, id) | progress.meets(room, id);
            boolean fresh = recent.add(id);
            if (done) {
                ofRoom.note(id);
            } else if (fresh) {
                if (queue == null) {
                    queue = new RoomQueue(room);
                    queues.put(room, queue);
                }
                if (queue.isIdle()) {
                    dispatcher.add(queue);
                }
                ofRoom.begin();
                queue.add(new QueuedEvent(event, ofRoom));
                load++;
                more = true;
            }
        }
        return more;
    }

    /** Lets a room fall behind the others; its waiting events are fetched again later. */
    private LaggingRoom fallBehind(RoomId room, String fallback) {
        LaggingRoom own = lagging.get(room);
        RoomQueue queue = queues.get(room);
        if (own != null && own.isBehind()) {
            own.progress().collapse();
        } else {
            own = new LaggingRoom(progress.branch(room, fallback), null);
            lagging.put(room, own);
        }
        own.miss();
        if (queue != null) {
            for (QueuedEvent waiting : queue.clear()) {
                waiting.leave();
                recent.remove(waiting.event().id().value());
                load--;
            }
            if (queue.current() == null) {
                dispatcher.remove(queue);
                queues.remove(room);
            } else {
                queue.current().leave();
            }
        }
        return own;
    }

    /** Has a room's missed events fetched, unless others of the room are still under way. */
    private void fetchIfDue(RoomId room, LaggingRoom own, List<RoomId> toFetch) {
        if (!queues.containsKey(room)
                && own.isBehind()
                && own.hasMissed()
                && own.progress().isEmpty()
                && !closed) {
            toFetch.add(room);
            own.beginFetch(progress.last());
        }
    }

    /**
     * Lets a room that the loop has not brought so far begin with a position of its own.
     *
     * @param since where it begins
     */
    void hold(RoomId room, String since) {
        locked(
                () ->
                        lagging.computeIfAbsent(
                                room,
                                each -> new LaggingRoom(new Progress(since, Map.of()), null)));
    }

    /**
     * Goes on at another token where the homeserver takes the old one no more: each room goes its
     * own way from the events that are known to be done, or from the time up to which all was done.
     *
     * @param rooms in which rooms
     * @param next the new token
     */
    void beginAnew(Set<RoomId> rooms, String next) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            putRight(new ArrayList<>());
            Instant known = landmarks.time();
            Instant after = known == null ? Instant.now() : known.minus(MARGIN);
            Set<RoomId> all = new HashSet<>(rooms);
            all.addAll(queues.keySet());
            all.addAll(lagging.keySet());
            for (RoomId room : all) {
                LaggingRoom before = lagging.get(room);
                boolean hasOwnBeginning = before != null && before.progress().since() == null;
                LaggingRoom own = fallBehind(room, null);
                lagging.put(
                        room,
                        new LaggingRoom(
                                new Progress(null, own.progress().completed()),
                                hasOwnBeginning ? before.after() : after));
            }
            progress.append(next).seal();
            advance();
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    /** Fetches what was missed in the rooms that have a position of their own. */
    void fetchLagging() {
        List<RoomId> toFetch = new ArrayList<>();
        lock.lock();
        try {
            lagging.forEach((room, own) -> fetchIfDue(room, own, toFetch));
        } finally {
            lock.unlock();
        }
        toFetch.forEach(fetcher);
    }

    /** From where to where the events of a room are to be fetched; null if not any more. */
    HistoryRange range(RoomId room) {
        return locked(
                () -> {
                    LaggingRoom own = lagging.get(room);
                    if (closed || own == null || !own.isFetching()) {
                        return null;
                    }
                    own.beginFetch(progress.last());
                    HistoryRange range =
                            new HistoryRange(
                                    room, progress.head(), own.progress().since(), own.after());
                    own.fetches(range);
                    return range;
                });
    }

    /** The latest events of a room before its own position; empty where they are not known. */
    Set<String> landmarks(RoomId room) {
        return locked(() -> landmarks.of(room));
    }

    /** Takes what was fetched of a room, unless the range is no longer the one to be fetched. */
    void takeFetched(HistoryRange range, History.Fetched fetched) {
        RoomId room = range.room();
        lock.lock();
        try {
            LaggingRoom own = lagging.get(room);
            if (closed || own == null || !own.isFetching(range)) {
                return;
            }
            takeFetched(room, own, fetched.pages());
            own.endFetch(fetched.whole());
            advance(room, own);
        } finally {
            lock.unlock();
        }
        settle(room);
    }

    /** Takes all pages or, if it fails within, none: then they can be fetched again. */
    private void takeFetched(RoomId room, LaggingRoom own, List<HistoryPage> pages) {
        try {
            boolean more = false;
            for (HistoryPage page : pages) {
                Batch batch = own.progress().append(page.end());
                more |= offer(room, page.events(), batch, own.progress());
                batch.seal();
            }
            if (more) {
                own.progress().forgetDone(room);
            }
        } catch (RuntimeException | Error e) {
            fallBehind(room, progress.head());
            throw e;
        }
    }

    /** Fetches more of a room that has nothing under way, or takes the loop's events again. */
    private void settle(RoomId room) {
        List<RoomId> toFetch = new ArrayList<>();
        lock.lock();
        try {
            LaggingRoom own = lagging.get(room);
            if (own != null && own.isBehind()) {
                fetchIfDue(room, own, toFetch);
                boolean finished =
                        own.isDelivering() && own.progress().isEmpty() && !queues.containsKey(room);
                if (finished) {
                    Batch reached = own.catchUp();
                    own.progress().moveDone(room, progress);
                    if (reached == null || !progress.contains(reached)) {
                        lagging.remove(room);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        toFetch.forEach(fetcher);
        changed.run();
        dispatcher.dispatch();
    }

    private void advance() {
        List<Batch> passed = progress.advance();
        if (passed.isEmpty()) {
            return;
        }
        for (Batch batch : passed) {
            landmarks.passed(batch);
            for (RoomId room : batch.rooms()) {
                if (!lagging.containsKey(room)) {
                    landmarks.note(room, batch.done(room));
                }
            }
            lagging.values().removeIf(own -> !own.isBehind() && batch == own.reached());
        }
    }

    private void advance(RoomId room, LaggingRoom own) {
        for (Batch batch : own.progress().advance()) {
            landmarks.note(room, batch.done(room));
        }
    }

    /** An event is done, or has failed. */
    private void ended(RoomQueue queue, Throwable failure) {
        boolean settles = false;
        if (failure == null) {
            observer.completed();
        } else {
            observer.retried();
        }
        lock.lock();
        try {
            if (failure == null) {
                settles = completed(queue);
            } else {
                failed(queue);
            }
        } finally {
            lock.unlock();
        }
        if (settles) {
            settle(queue.room());
        }
        changed.run();
    }

    /** Whether the room may be given back to the loop. */
    private boolean completed(RoomQueue queue) {
        QueuedEvent queued = queue.current();
        String id = queued.event().id().value();
        LaggingRoom own = lagging.get(queue.room());
        if (queued.batch() != null) {
            queued.batch().complete(id);
        } else if (own != null) {
            own.progress().note(queue.room(), id);
        }
        queue.end();
        dispatcher.released();
        if (queued.attempt() == 0) {
            load--;
        }
        if (queue.hasWaiting()) {
            dispatcher.add(queue);
        } else {
            queues.remove(queue.room());
        }
        if (own != null && own.isBehind()) {
            advance(queue.room(), own);
        }
        advance();
        return own != null && own.isBehind() && !queue.hasWaiting();
    }

    private void failed(RoomQueue queue) {
        if (queue.current().attempt() == 0) {
            load--;
        }
        queue.current().failed();
        fallBehind(queue.room(), progress.head());
        dispatcher.released();
        workers.after(Pause.after(queue.current().attempt()), () -> again(queue));
    }

    private void again(RoomQueue queue) {
        lock.lock();
        try {
            dispatcher.add(queue);
        } finally {
            lock.unlock();
        }
        dispatcher.dispatch();
    }

    /** Whether more events fit. */
    boolean hasCapacity() {
        return locked(() -> closed || load < maximumInFlight);
    }

    /** Hands no more events over; those under way may end. */
    void close() {
        lock.lock();
        try {
            closed = true;
            dispatcher.close();
        } finally {
            lock.unlock();
        }
    }

    /** How many events are with the listener. */
    int underWay() {
        return locked(dispatcher::busy);
    }

    /**
     * The position with its landmarks, as a text.
     *
     * @param writer the id of the writer
     */
    String text(String writer) {
        Position[] position = {null};
        Landmarks marks =
                locked(
                        () -> {
                            position[0] = position();
                            return landmarks.copy();
                        });
        return position[0].toText(writer, marks);
    }

    Position position() {
        return locked(
                () -> {
                    Map<RoomId, Position.RoomPosition> rooms = new HashMap<>();
                    lagging.forEach(
                            (room, own) ->
                                    rooms.put(
                                            room,
                                            new Position.RoomPosition(
                                                    own.progress().since(),
                                                    own.after(),
                                                    own.progress()
                                                            .completed()
                                                            .getOrDefault(room, Set.of()))));
                    return new Position(progress.since(), progress.completed(), rooms);
                });
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
