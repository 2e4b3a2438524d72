// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.http.Abort;
import org.camelmatrix.internal.queue.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the homeserver what happens, for all listeners of an account (Client-Server API, "Syncing").
 * It has a thread of its own while there are any, which never waits for a listener.
 *
 * <p>Any thread may let a listener join or leave. The lock guards the listeners and is never held
 * across a request.
 */
public final class SyncLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);

    /** The time after which a thread that has ended is replaced. */
    private static final Duration AFTER_DEATH = Duration.ofSeconds(1);

    /** The longest time between two requests while no listener has capacity. */
    private static final Duration WITHOUT_CAPACITY = Duration.ofSeconds(1);

    private final AccountAccess account;
    private final AccountSync sync;
    private final Workers workers;
    private final ThreadFactory threads;
    private final RoomObserver rooms;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Subscription> started = new LinkedHashSet<>();
    private final Set<Subscription> joining = new LinkedHashSet<>();
    private final Set<Subscription> live = new LinkedHashSet<>();
    private final List<Upgrade> upgrades = new ArrayList<>();
    private int changes;
    private boolean running;
    private Abort poll = new Abort();
    private volatile boolean waitsForCapacity;

    /** Of the loop's thread. */
    private int failures;

    /**
     * @param account makes the requests
     * @param workers hand events over
     * @param threads makes the loop's thread
     * @param rooms looks after the rooms of the account
     * @param device takes what concerns the account's device
     * @param clock tells the time
     */
    public SyncLoop(
            AccountAccess account,
            Workers workers,
            ThreadFactory threads,
            RoomObserver rooms,
            DeviceUpdates device,
            InstantSource clock) {
        this.account = account;
        this.sync = new AccountSync(account, rooms, device, clock);
        this.workers = workers;
        this.threads = threads;
        this.rooms = rooms;
        this.clock = clock;
    }

    private record Upgrade(RoomId from, RoomId to, String since) {}

    /** The time that has to pass before the next request, unless something changes before. */
    private record Rest(Duration time, boolean endsWithCapacity) {
        static final Rest NONE = new Rest(Duration.ZERO, false);
    }

    /** The listeners to ask for in a turn. */
    private record Turn(List<Subscription> present, Subscription newcomer, Abort abort) {}

    /**
     * A listener, once started.
     *
     * @param settings what it listens to
     * @param listener takes the events
     * @param observer counts them
     */
    public Subscription subscribe(
            SubscriptionSettings settings, EventListener listener, ReceiveObserver observer) {
        return new Subscription(settings, account, this, listener, observer, workers, clock);
    }

    /** A listener has started, and joins once it is prepared. */
    void started(Subscription subscription) {
        lock.lock();
        try {
            if (!subscription.isClosing()) {
                started.add(subscription);
            }
        } finally {
            lock.unlock();
        }
    }

    void join(Subscription subscription) {
        lock.lock();
        try {
            if (subscription.isClosing()) {
                return;
            }
            joining.add(subscription);
            changed();
            if (!running) {
                beginSoon();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Starts the thread now or, where there is none, later. The lock is held. */
    private void beginSoon() {
        try {
            begin();
        } catch (RuntimeException | Error e) {
            LOG.warn("There is no thread to receive now ({}); it is tried again", e.getMessage());
            workers.after(AFTER_DEATH, this::revive);
        }
    }

    /** Ends the loop's waiting. The lock is held. */
    private void changed() {
        changes++;
        poll.abort();
        changed.signalAll();
    }

    /** Starts the thread. The lock is held. */
    private void begin() {
        running = true;
        boolean begun = false;
        try {
            threads.newThread(this::run).start();
            begun = true;
        } finally {
            running = begun;
        }
    }

    void leave(Subscription subscription) {
        lock.lock();
        try {
            started.remove(subscription);
            boolean left = joining.remove(subscription);
            boolean listened = live.remove(subscription);
            if (listened && live.isEmpty()) {
                changed();
            } else if (left || listened) {
                changes++;
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Lets all listeners of a room listen to the one that replaces it as well. The loop's thread
     * does it between two answers, so that nothing falls between.
     *
     * @param from the room that has an end
     * @param to the one that replaces it
     * @param since a token from before that was told
     */
    public void follow(RoomId from, RoomId to, String since) {
        lock.lock();
        try {
            upgrades.add(new Upgrade(from, to, since));
            changed();
        } finally {
            lock.unlock();
        }
    }

    /** The room that has replaced another, or null. */
    RoomId replacement(RoomId room) {
        return rooms.replacement(room).join();
    }

    private void run() {
        boolean ended = false;
        try {
            while (goesOn()) {
                int before = changes();
                await(turn(), before);
            }
            ended = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!ended) {
                died();
            }
        }
    }

    /** Does a turn without its rest, for simulations; whether there was one to do. */
    boolean turnOnce() {
        if (!goesOn()) {
            return false;
        }
        turn();
        return true;
    }

    /** The thread has ended while there may be listeners: another one goes on after a while. */
    private void died() {
        lock.lock();
        try {
            running = false;
        } finally {
            lock.unlock();
        }
        workers.after(AFTER_DEATH, this::revive);
    }

    private void revive() {
        lock.lock();
        try {
            if (!running && !(live.isEmpty() && joining.isEmpty())) {
                begin();
                LOG.warn("The thread that receives had ended, and another one goes on");
            }
        } catch (RuntimeException | Error e) {
            workers.after(AFTER_DEATH, this::revive);
        } finally {
            lock.unlock();
        }
    }

    /** Whether anybody listens; if not, the thread ends. */
    private boolean goesOn() {
        lock.lock();
        try {
            running = !live.isEmpty() || !joining.isEmpty();
            return running;
        } finally {
            lock.unlock();
        }
    }

    private int changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * One request from the account's position, and one for a newcomer. A listener that has failed
     * to take an answer is a newcomer again. Handling a failure may fail as well, as where memory
     * has run out. Then it only waits.
     */
    private Rest turn() {
        try {
            try {
                Rest rest = ask(next());
                recovered();
                return rest;
            } catch (RuntimeException | Error e) {
                return failed(SyncFailure.of(e));
            }
        } catch (RuntimeException | Error e) {
            return new Rest(AFTER_DEATH, false);
        }
    }

    private Turn next() {
        lock.lock();
        try {
            upgrades.forEach(
                    each ->
                            started.forEach(
                                    who -> who.follow(each.from(), each.to(), each.since())));
            upgrades.clear();
            live.removeIf(each -> !sync.isUpToDate(each) && joining.add(each));
            poll = new Abort();
            return new Turn(List.copyOf(live), joining.stream().findFirst().orElse(null), poll);
        } finally {
            lock.unlock();
        }
    }

    private Rest ask(Turn turn) {
        List<Subscription> present = turn.present();
        if (turn.newcomer() != null) {
            sync.catchUp(present, new Abort());
            admit(turn.newcomer());
            return Rest.NONE;
        }
        long asked = System.nanoTime();
        Duration least = sync.poll(present, failures == 0, turn.abort());
        Duration rest = least.minusNanos(System.nanoTime() - asked);
        if (present.isEmpty() || present.stream().anyMatch(Subscription::hasCapacity)) {
            return new Rest(rest, false);
        }
        boolean longer = rest.compareTo(WITHOUT_CAPACITY) > 0;
        return new Rest(longer ? rest : WITHOUT_CAPACITY, true);
    }

    /** Lets a newcomer join. One that cannot join now does not hold up the others. */
    private void admit(Subscription newcomer) {
        try {
            if (newcomer.head() == null) {
                beginNow(newcomer);
            } else {
                sync.bring(newcomer);
                move(newcomer, live);
                newcomer.succeeded();
                newcomer.joined();
            }
        } catch (RuntimeException | Error e) {
            refuse(newcomer, SyncFailure.of(e));
        }
    }

    /** Gives a newcomer its first token. It joins the loop once that token is stored. */
    private void beginNow(Subscription newcomer) {
        String token = sync.newest(newcomer.abort());
        move(newcomer, null);
        newcomer.succeeded();
        newcomer.begin(token);
    }

    /** Moves a newcomer that has not left to another set, or to none. */
    private boolean move(Subscription newcomer, Set<Subscription> set) {
        lock.lock();
        try {
            boolean stays = joining.remove(newcomer);
            if (stays && set != null) {
                set.add(newcomer);
            }
            return stays;
        } finally {
            lock.unlock();
        }
    }

    /** Lets a newcomer come again later. If this fails, it stays where it is. */
    private void refuse(Subscription newcomer, MatrixException reason) {
        lock.lock();
        try {
            if (newcomer.isClosing()) {
                return;
            }
            workers.after(Pause.after(newcomer.failed(), reason), () -> join(newcomer));
            joining.remove(newcomer);
            live.remove(newcomer);
        } finally {
            lock.unlock();
        }
        newcomer.tell(reason);
    }

    private void recovered() {
        if (failures > 0) {
            failures = 0;
            listeners(false).forEach(Subscription::works);
        }
    }

    private List<Subscription> listeners(boolean withNewcomers) {
        lock.lock();
        try {
            List<Subscription> all = new ArrayList<>(live);
            if (withNewcomers) {
                all.addAll(joining);
            }
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** Tells what is wrong. A request that was ended here is not wrong. */
    private Rest failed(MatrixException reason) {
        lock.lock();
        try {
            if (poll.isAborted()) {
                return Rest.NONE;
            }
        } finally {
            lock.unlock();
        }
        failures++;
        LOG.debug("Receiving failed {} times in a row", failures, reason);
        listeners(true).forEach(each -> each.tell(reason));
        return new Rest(Pause.after(failures, reason), false);
    }

    /** A listener may have capacity again. */
    void hasCapacityAgain(Subscription subscription) {
        if (waitsForCapacity && subscription.hasCapacity()) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * Rests until the time is over, a listener comes or leaves, or one has capacity if that is what
     * it rests for.
     *
     * @param before how many changes there were before the turn
     */
    private void await(Rest rest, int before) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waitsForCapacity = rest.endsWithCapacity();
            long left = rest.time().toNanos();
            while (left > 0 && changes == before && !hasCapacity(rest)) {
                left = changed.awaitNanos(left);
            }
        } finally {
            waitsForCapacity = false;
            lock.unlock();
        }
    }

    private boolean hasCapacity(Rest rest) {
        return rest.endsWithCapacity() && live.stream().anyMatch(Subscription::hasCapacity);
    }
}
