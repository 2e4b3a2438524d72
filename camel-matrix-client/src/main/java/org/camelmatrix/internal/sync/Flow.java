// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.http.SyncAnswer.SyncedRoom;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.Lane.Delivery;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way of events from answers to the listener: those of a room one by one and in order, rooms
 * beside each other, and the position that follows from what is done.
 *
 * <p>The loop's thread brings answers, workers bring what was fetched and hand events over, and any
 * thread may tell that an event is done. The lock guards it all and is never held while somebody
 * else's code runs.
 */
final class Flow {

    private static final Logger LOG = LoggerFactory.getLogger(Flow.class);
    private static final int MOST_SEGMENTS = 500;

    /** How far clocks may differ where events are told apart by their time. */
    private static final Duration MARGIN = Duration.ofMinutes(5);

    /** How long others wait for a worker that is held up by an event. */
    private static final Duration LONG = Duration.ofMillis(1);

    /** A worker that hands over so many events in that time is not held up. */
    private static final int MANY = 10;

    private final EventListener listener;
    private final ReceiveObserver observer;
    private final Workers workers;
    private final int concurrency;
    private final int maximumInFlight;
    private final Runnable changed;
    private final Consumer<RoomId> fetcher;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition calmer = lock.newCondition();
    private final Track track;
    private final Map<RoomId, HeldRoom> held = new HashMap<>();
    private final Map<RoomId, Lane> lanes = new HashMap<>();
    private final Deque<Lane> ready = new ArrayDeque<>();
    private final Recent recent = new Recent();
    private final Landmarks landmarks;
    private int busy;
    private int working;
    private int begun;
    private boolean watched;
    private int load;
    private boolean closed;

    /**
     * @param position where it goes on
     * @param landmarks where that lies
     * @param settings how
     * @param listener takes the events
     * @param observer counts them
     * @param workers hand events over
     * @param changed is called, without the lock, when the position has changed
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
        this.listener = listener;
        this.observer = observer;
        this.workers = workers;
        this.concurrency = settings.concurrency();
        this.maximumInFlight = settings.maximumInFlight();
        this.changed = changed;
        this.fetcher = fetcher;
        this.track = new Track(position.since(), position.completed());
        position.rooms()
                .forEach(
                        (room, place) -> {
                            Track own = new Track(place.since(), Map.of(room, place.completed()));
                            track.moveKnown(room, own);
                            held.put(room, new HeldRoom(own, place.after()));
                        });
    }

    /** Where the loop goes on. */
    String head() {
        return locked(track::head);
    }

    /**
     * Takes an answer of {@code /sync}.
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
            Segment segment = track.append(nextBatch);
            boolean full = load >= maximumInFlight;
            for (SyncedRoom room : rooms) {
                take(room, segment, full, toFetch);
            }
            segment.seal();
            advance();
            letGoThoseWhoTakeLong(toFetch);
        } finally {
            lock.unlock();
        }
        toFetch.forEach(fetcher);
        changed.run();
        pump();
    }

    /** Where an event is under way for long, what the position tells would grow without bound. */
    private void letGoThoseWhoTakeLong(List<RoomId> toFetch) {
        while (track.size() > MOST_SEGMENTS) {
            for (RoomId room : track.first().pending()) {
                wanted(room, letGo(room, track.since()), toFetch);
            }
            advance();
        }
    }

    private void take(SyncedRoom synced, Segment segment, boolean full, List<RoomId> toFetch) {
        RoomId room = synced.room();
        HeldRoom own = held.get(room);
        if (own != null && own.isBehind()) {
            own.miss();
            wanted(room, own, toFetch);
        } else if (synced.timeline().limited() || (full && !synced.timeline().events().isEmpty())) {
            wanted(room, letGo(room, segment.start()), toFetch);
        } else {
            if (offer(room, synced.timeline().events(), segment, track)) {
                track.forgetKnown(room);
            }
        }
    }

    /**
     * Takes events of a room, but for those that were done before or have been taken already;
     * whether it took any.
     */
    private boolean offer(RoomId room, List<MatrixEvent> events, Segment segment, Track own) {
        if (events.isEmpty()) {
            return false;
        }
        Segment.Part part = segment.part(room);
        Lane lane = lanes.get(room);
        boolean more = false;
        for (MatrixEvent event : events) {
            String id = event.id().value();
            boolean done = own.meets(room, id) | track.meets(room, id);
            boolean fresh = recent.add(id);
            if (done) {
                part.note(id);
            } else if (fresh) {
                if (lane == null) {
                    lane = new Lane(room);
                    lanes.put(room, lane);
                }
                if (lane.isIdle()) {
                    ready.add(lane);
                }
                part.begin();
                lane.add(new Delivery(event, part));
                load++;
                more = true;
            }
        }
        return more;
    }

    /** Lets a room go its own way; what waits of it is fetched again when its turn comes. */
    private HeldRoom letGo(RoomId room, String fallback) {
        HeldRoom own = held.get(room);
        Lane lane = lanes.get(room);
        if (own != null && own.isBehind()) {
            own.track().collapse();
        } else {
            own = new HeldRoom(track.branch(room, fallback), null);
            held.put(room, own);
        }
        own.miss();
        if (lane != null) {
            for (Delivery waiting : lane.clear()) {
                waiting.leave();
                recent.remove(waiting.event().id().value());
                load--;
            }
            if (lane.current() == null) {
                ready.remove(lane);
                lanes.remove(room);
            } else {
                lane.current().leave();
            }
        }
        calmer.signalAll();
        return own;
    }

    /** Lets a room's events be fetched, if that has to be done and can be done now. */
    private void wanted(RoomId room, HeldRoom own, List<RoomId> toFetch) {
        if (!lanes.containsKey(room)
                && own.isBehind()
                && own.hasMissed()
                && own.track().isEmpty()
                && !own.isFetching()
                && !closed) {
            own.fetch(track.last());
            toFetch.add(room);
        }
    }

    /**
     * Lets a room that the loop has not brought so far begin with a place of its own.
     *
     * @param since where it begins
     */
    void hold(RoomId room, String since) {
        locked(
                () ->
                        held.computeIfAbsent(
                                room, each -> new HeldRoom(new Track(since, Map.of()), null)));
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
            Instant known = landmarks.time();
            Instant after = known == null ? Instant.now() : known.minus(MARGIN);
            Set<RoomId> all = new HashSet<>(rooms);
            all.addAll(lanes.keySet());
            all.addAll(held.keySet());
            for (RoomId room : all) {
                HeldRoom before = held.get(room);
                boolean hasOwnBeginning = before != null && before.track().since() == null;
                HeldRoom own = letGo(room, null);
                held.put(
                        room,
                        new HeldRoom(
                                new Track(null, own.track().completed()),
                                hasOwnBeginning ? before.after() : after));
            }
            track.append(next).seal();
            advance();
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    /** Rooms that had their own place when this began. */
    void fetchHeld() {
        List<RoomId> toFetch = new ArrayList<>();
        lock.lock();
        try {
            held.forEach((room, own) -> wanted(room, own, toFetch));
        } finally {
            lock.unlock();
        }
        toFetch.forEach(fetcher);
    }

    /** From where to where the events of a room are to be fetched; null if not any more. */
    HistoryRange range(RoomId room) {
        return locked(
                () -> {
                    HeldRoom own = held.get(room);
                    if (closed || own == null || !own.isFetching()) {
                        return null;
                    }
                    own.fetch(track.last());
                    return new HistoryRange(room, track.head(), own.track().since(), own.after());
                });
    }

    /** The latest events of a room before its own position; empty where they are not known. */
    Set<String> landmarks(RoomId room) {
        return locked(() -> landmarks.of(room));
    }

    /** Takes what was fetched of a room. */
    void takeFetched(RoomId room, History.Fetched fetched) {
        lock.lock();
        try {
            HeldRoom own = held.get(room);
            if (closed || own == null) {
                return;
            }
            own.fetched();
            if (!fetched.whole()) {
                own.miss();
            }
            boolean more = false;
            for (HistoryPart part : fetched.parts()) {
                Segment segment = own.track().append(part.end());
                more |= offer(room, part.events(), segment, own.track());
                segment.seal();
            }
            if (more) {
                own.track().forgetKnown(room);
            }
            advance(room, own);
        } finally {
            lock.unlock();
        }
        settled(room);
    }

    /** A room that has nothing under way is given back to the loop, or fetched once more. */
    private void settled(RoomId room) {
        List<RoomId> toFetch = new ArrayList<>();
        lock.lock();
        try {
            HeldRoom own = held.get(room);
            if (own != null && own.isBehind()) {
                wanted(room, own, toFetch);
                boolean finished =
                        !own.hasMissed()
                                && !own.isFetching()
                                && own.track().isEmpty()
                                && !lanes.containsKey(room);
                if (finished) {
                    Segment reached = own.catchUp();
                    own.track().moveKnown(room, track);
                    if (reached == null || !track.contains(reached)) {
                        held.remove(room);
                    }
                }
            }
        } finally {
            lock.unlock();
        }
        toFetch.forEach(fetcher);
        changed.run();
        pump();
    }

    private void advance() {
        List<Segment> passed = track.advance();
        if (passed.isEmpty()) {
            return;
        }
        for (Segment segment : passed) {
            landmarks.passed(segment);
            for (RoomId room : segment.rooms()) {
                if (!held.containsKey(room)) {
                    landmarks.note(room, segment.done(room));
                }
            }
            held.values().removeIf(own -> !own.isBehind() && segment == own.reached());
        }
    }

    private void advance(RoomId room, HeldRoom own) {
        for (Segment segment : own.track().advance()) {
            landmarks.note(room, segment.done(room));
        }
    }

    /** Lets a worker hand over what is ready, unless one is at work and gets to it in time. */
    private void pump() {
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
        boolean ended = false;
        try {
            Lane lane = locked(this::next);
            while (lane != null) {
                lane = handOver(lane);
            }
            ended = true;
        } finally {
            if (!ended) {
                locked(() -> --working);
                pump();
            }
        }
    }

    /** What a worker hands over next; null if there is nothing, and then it ends. */
    private Lane next() {
        if (!canBegin()) {
            working--;
            return null;
        }
        if (ready.size() > 1) {
            watch();
        }
        Lane lane = ready.removeFirst();
        lane.begin();
        busy++;
        begun++;
        return lane;
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
    private Lane handOver(Lane lane) {
        Delivery delivery = lane.current();
        Handing handing = new Handing(lane);
        try {
            if (delivery.attempt() == 0) {
                observer.received();
            }
            listener.onEvent(delivery.event(), delivery.attempt(), handing);
        } catch (RuntimeException | Error e) {
            if (!handing.isTold()) {
                LOG.warn(
                        "The event {} of the room {} could not be handed over, and comes again",
                        delivery.event().id(),
                        lane.room(),
                        e);
            }
            handing.accept(e);
        }
        if (handing.isDone()) {
            ended(lane, handing.failure);
        }
        return locked(this::next);
    }

    /**
     * An event that is being handed over. Where it is done when the listener returns, the worker
     * itself sees to it; else who tells that it is done.
     */
    private final class Handing implements Consumer<Throwable> {

        private final Lane lane;
        private final Thread worker = Thread.currentThread();
        private final AtomicBoolean told = new AtomicBoolean();
        private boolean returned;
        private boolean done;
        private Throwable failure;

        Handing(Lane lane) {
            this.lane = lane;
        }

        @Override
        public void accept(Throwable thrown) {
            if (!told.compareAndSet(false, true)) {
                return;
            }
            if (Thread.currentThread() == worker && !returned) {
                done = true;
                failure = thrown;
            } else {
                ended(lane, thrown);
                pump();
            }
        }

        boolean isTold() {
            return told.get();
        }

        /** Whether it was done with the worker, which goes on after this. */
        boolean isDone() {
            returned = true;
            return done;
        }
    }

    /** An event is done, or has failed. */
    private void ended(Lane lane, Throwable failure) {
        boolean settles = false;
        if (failure == null) {
            observer.completed();
        } else {
            observer.retried();
        }
        lock.lock();
        try {
            if (failure == null) {
                settles = completed(lane);
            } else {
                failed(lane);
            }
        } finally {
            lock.unlock();
        }
        if (settles) {
            settled(lane.room());
        }
        changed.run();
    }

    /** Whether the room may be given back to the loop. */
    private boolean completed(Lane lane) {
        Delivery delivery = lane.current();
        String id = delivery.event().id().value();
        HeldRoom own = held.get(lane.room());
        if (delivery.part() != null) {
            delivery.part().complete(id);
        } else if (own != null) {
            own.track().note(lane.room(), id);
        }
        lane.end();
        busy--;
        if (delivery.attempt() == 0) {
            load--;
        }
        if (lane.hasWaiting()) {
            ready.add(lane);
        } else {
            lanes.remove(lane.room());
        }
        if (own != null && own.isBehind()) {
            advance(lane.room(), own);
        }
        advance();
        calmer.signalAll();
        return own != null && own.isBehind() && !lane.hasWaiting();
    }

    private void failed(Lane lane) {
        if (lane.current().attempt() == 0) {
            load--;
        }
        lane.current().failed();
        letGo(lane.room(), track.head());
        busy--;
        calmer.signalAll();
        workers.after(Pause.after(lane.current().attempt()), () -> again(lane));
    }

    private void again(Lane lane) {
        locked(() -> !closed && ready.add(lane));
        pump();
    }

    /** Waits until more events fit, or it is closed. */
    void awaitCapacity() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!closed && load >= maximumInFlight) {
                calmer.await();
            }
        } finally {
            lock.unlock();
        }
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
            calmer.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many events are with the listener. */
    int underWay() {
        return locked(() -> busy);
    }

    /**
     * The position with its landmarks, as a text.
     *
     * @param writer who writes it
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
                    Map<RoomId, Position.Place> rooms = new HashMap<>();
                    held.forEach(
                            (room, own) ->
                                    rooms.put(
                                            room,
                                            new Position.Place(
                                                    own.track().since(),
                                                    own.after(),
                                                    own.track()
                                                            .completed()
                                                            .getOrDefault(room, Set.of()))));
                    return new Position(track.since(), track.completed(), rooms);
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
