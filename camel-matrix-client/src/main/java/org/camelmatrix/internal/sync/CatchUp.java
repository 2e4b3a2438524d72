// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.EventListener.Activity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the missed events of a subscription, room by room, with one worker at a time.
 *
 * <p>A failed fetch continues later at the page that failed. A refusal ends a fetch only if the
 * homeserver refuses again after a pause and also says that the account is not in the room. While
 * the account is in the room, its events may become available, so the room waits, at most for
 * {@link #LONGEST_REFUSAL}.
 */
final class CatchUp {

    private static final Logger LOG = LoggerFactory.getLogger(CatchUp.class);

    /** The shortest time between a refusal and the one that confirms it. */
    private static final Duration CONFIRMATION = Duration.ofSeconds(2);

    /** How long a room of the account waits for a history that is refused. */
    static final Duration LONGEST_REFUSAL = Duration.ofHours(1);

    /** Bytes of pages that wait in fetches that failed. */
    private static final long MOST_KEPT = 16 * 1024 * 1024;

    private final SubscriptionSettings settings;
    private final AccountAccess account;
    private final EventListener listener;
    private final ReceiveObserver observer;
    private final Workers workers;
    private final InstantSource clock;
    private final History history;
    private final Deque<RoomId> waiting = new ArrayDeque<>();
    private boolean working;
    private final AtomicBoolean waitsForCapacity = new AtomicBoolean();
    private volatile boolean closed;
    private volatile int newest;
    private volatile Flow flow;
    private volatile UserId self;
    private volatile Predicate<MatrixEvent> wanted;

    /** Of the worker that fetches. */
    private final Map<RoomId, Backfill> begun = new HashMap<>();

    private final Map<RoomId, Refusal> refusals = new HashMap<>();
    private int failures;
    private int generation;
    private boolean troubled;

    /** How often in a row a room's history was refused, and since when. */
    private record Refusal(Instant first, int times) {}

    CatchUp(
            SubscriptionSettings settings,
            AccountAccess account,
            EventListener listener,
            ReceiveObserver observer,
            Workers workers,
            InstantSource clock) {
        this.settings = settings;
        this.account = account;
        this.listener = listener;
        this.observer = observer;
        this.workers = workers;
        this.clock = clock;
        this.history = new History(account, settings, observer);
    }

    /**
     * Begins to work.
     *
     * @param flow takes what was fetched
     * @param self the account
     * @param wanted which events count
     */
    void open(Flow flow, UserId self, Predicate<MatrixEvent> wanted) {
        this.self = self;
        this.wanted = wanted;
        this.flow = flow;
    }

    void close() {
        closed = true;
    }

    /** Forgets what was fetched in part: its tokens are worth nothing any more. */
    void beginAnew() {
        newest++;
    }

    /** Fetches what was missed in a room, when its turn comes. */
    void fetch(RoomId room) {
        synchronized (waiting) {
            waiting.add(room);
            if (working) {
                return;
            }
            working = true;
        }
        run();
    }

    private void run() {
        try {
            workers.executeSoon(this::work);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is stopped", settings.name());
        }
    }

    /** More events may fit into the flow again. */
    void capacityChanged() {
        if (waitsForCapacity.get()
                && flow.hasCapacity()
                && waitsForCapacity.compareAndSet(true, false)) {
            run();
        }
    }

    /** Whether more may be fetched; if not, it goes on once {@link #capacityChanged} is called. */
    private boolean hasCapacity() {
        if (flow.hasCapacity()) {
            return true;
        }
        waitsForCapacity.set(true);
        return flow.hasCapacity() && waitsForCapacity.compareAndSet(true, false);
    }

    private void work() {
        while (hasCapacity()) {
            RoomId room = next();
            if (room == null) {
                return;
            }
            int before = pages(room);
            try {
                fetchNow(room);
                failures = 0;
            } catch (RuntimeException | Error e) {
                failures = pages(room) > before ? 1 : failures + 1;
                putOff(room, SyncFailure.of(e));
                return;
            }
        }
    }

    /** The room whose turn it is, or null if there is none; then this ends. */
    private RoomId next() {
        boolean recovered;
        synchronized (waiting) {
            RoomId room = closed ? null : waiting.pollFirst();
            working = room != null;
            if (working || closed) {
                return room;
            }
            recovered = troubled && refusals.isEmpty();
            troubled &= !recovered;
        }
        if (recovered) {
            listener.onRecovery(Activity.CATCHING_UP);
        }
        return null;
    }

    private int pages(RoomId room) {
        Backfill backfill = begun.get(room);
        return backfill == null ? 0 : backfill.pages();
    }

    /** Tries again after a pause. Only a limit, which is for all rooms, lets all of them wait. */
    private void putOff(RoomId room, MatrixException reason) {
        tell(reason);
        synchronized (waiting) {
            if (reason instanceof MatrixLimitedException) {
                waiting.addFirst(room);
            } else {
                waiting.addLast(room);
            }
        }
        forgetTooMuch(room);
        workers.after(Pause.after(failures, reason), this::run);
    }

    /**
     * Where many rooms fail, those that failed last begin anew, so that memory does not run out.
     */
    private void forgetTooMuch(RoomId last) {
        if (begun.values().stream().mapToLong(Backfill::bytes).sum() > MOST_KEPT
                && begun.size() > 1) {
            begun.remove(last);
        }
    }

    private void fetchNow(RoomId room) {
        if (generation != newest) {
            generation = newest;
            begun.clear();
            refusals.clear();
        }
        Backfill backfill = begun.get(room);
        if (backfill == null) {
            HistoryRange range = flow.range(room);
            if (range == null) {
                refusals.remove(room);
                return;
            }
            backfill = new Backfill(range, flow.landmarks(room));
            begun.put(room, backfill);
        }
        try {
            history.fetch(backfill, self, wanted);
        } catch (RuntimeException e) {
            MatrixException reason = SyncFailure.of(e);
            if (!(reason instanceof MatrixRejectedException) || reason.getErrcode() == null) {
                throw e;
            }
            if (!isFinal(room, reason)) {
                begun.remove(room);
                return;
            }
        }
        begun.remove(room);
        refusals.remove(room);
        flow.takeFetched(backfill.range(), backfill.fetched());
    }

    /** Whether a refusal ends the fetch; if not, the fetch is tried again after a pause. */
    private boolean isFinal(RoomId room, MatrixException reason) {
        Instant now = clock.instant();
        Refusal before = refusals.get(room);
        Refusal refusal =
                before == null
                        ? new Refusal(now, 1)
                        : new Refusal(before.first(), before.times() + 1);
        Duration lasts = Duration.between(refusal.first(), now);
        boolean confirmed = refusal.times() > 1 && lasts.compareTo(CONFIRMATION) >= 0;
        if (confirmed && (lasts.compareTo(LONGEST_REFUSAL) >= 0 || !isIn(room))) {
            observer.gap();
            LOG.warn(
                    "The homeserver refuses the missed events of room {} for {}; they are skipped:"
                            + " {}",
                    room,
                    settings.name(),
                    reason.getMessage());
            return true;
        }
        refusals.put(room, refusal);
        tell(reason);
        Duration usual = Pause.after(refusal.times(), reason);
        workers.after(usual.compareTo(CONFIRMATION) > 0 ? usual : CONFIRMATION, () -> fetch(room));
        return false;
    }

    /** Whether the account is in a room; it counts as being in it while that cannot be known. */
    private boolean isIn(RoomId room) {
        try {
            return account.request((client, who) -> client.memberships().joinedRooms(who))
                    .join()
                    .contains(room);
        } catch (RuntimeException e) {
            LOG.debug("{}", SyncFailure.of(e).getMessage());
            return true;
        }
    }

    private void tell(MatrixException reason) {
        troubled = true;
        try {
            listener.onFailure(Activity.CATCHING_UP, reason);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be told of a failure", settings.name(), e);
        }
    }
}
