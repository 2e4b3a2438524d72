// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.http.Abort;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.http.SyncQuery;
import org.camelmatrix.internal.queue.Workers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the homeserver what happens, for all who listen to an account (Client-Server API,
 * "Syncing"). It has a thread of its own while somebody listens.
 *
 * <p>Who comes later gets first what has happened since his own position, by a request of his own,
 * and then goes on with the others. Any thread may let somebody join or leave; the lock is never
 * held across a request.
 */
public final class SyncLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SyncLoop.class);
    private static final Duration AT_ONCE = Duration.ZERO;

    /** How long the loop waits for a listener with capacity before it asks all the same. */
    private static final Duration LONGEST_WITHOUT_CAPACITY = Duration.ofSeconds(1);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** The time after which a thread that has ended is replaced. */
    private static final Duration AFTER_DEATH = Duration.ofSeconds(1);

    /** The time between two requests to a homeserver that has nothing to tell and does not wait. */
    private static final Duration UNLESS_IT_WAITS = Duration.ofSeconds(1);

    /** The first of the times between requests to one that gives new tokens and nothing else. */
    private static final Duration FIRST_REST = Duration.ofMillis(25);

    private static final int DOUBLINGS = 6;

    private final AccountAccess account;
    private final SyncRequests requests;
    private final Workers workers;
    private final ThreadFactory threads;
    private final RoomObserver rooms;
    private final DeviceUpdates device;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Subscription> joining = new ArrayList<>();
    private final List<Subscription> live = new ArrayList<>();
    private final Map<RoomId, Replacement> followed = new LinkedHashMap<>();
    private boolean running;
    private Abort poll = new Abort();

    /** The account's position; null until somebody listens. Of the loop's thread. */
    private String since;

    private int failures;
    private int emptyInARow;
    private final TokenRefusals refusals = new TokenRefusals();
    private volatile boolean waiting;

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
        this.requests = new SyncRequests(account, clock);
        this.workers = workers;
        this.threads = threads;
        this.rooms = rooms;
        this.device = device;
        this.clock = clock;
    }

    /**
     * Somebody who listens, once he is started.
     *
     * @param settings who, and to what
     * @param listener takes the events
     * @param observer counts them
     */
    public Subscription subscribe(
            SubscriptionSettings settings, EventListener listener, ReceiveObserver observer) {
        return new Subscription(settings, account, this, listener, observer, workers, clock);
    }

    void join(Subscription subscription) {
        lock.lock();
        try {
            if (subscription.isClosing()) {
                return;
            }
            joining.add(subscription);
            poll.abort();
            changed.signalAll();
            if (!running) {
                begin();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Starts the thread. The lock is held. */
    private void begin() {
        running = true;
        boolean started = false;
        try {
            threads.newThread(this::run).start();
            started = true;
        } finally {
            running = started;
        }
    }

    void leave(Subscription subscription) {
        lock.lock();
        try {
            joining.remove(subscription);
            boolean listened = live.remove(subscription);
            if (listened && live.isEmpty()) {
                poll.abort();
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Who listens now. */
    List<Subscription> listeners() {
        lock.lock();
        try {
            return List.copyOf(live);
        } finally {
            lock.unlock();
        }
    }

    private record Replacement(RoomId room, String since) {}

    /**
     * Lets all who listen to a room listen to the one that replaces it as well. The loop's thread
     * does it between two answers, so that nothing falls between.
     *
     * @param from the room that has an end
     * @param to the one that replaces it
     * @param since a token from before that was told
     */
    public void follow(RoomId from, RoomId to, String since) {
        lock.lock();
        try {
            followed.put(from, new Replacement(to, since));
            poll.abort();
            changed.signalAll();
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
                try {
                    turn();
                    recovered();
                } catch (RuntimeException | Error e) {
                    pause(e);
                }
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

    /** Handling a failure may fail as well, as where memory has run out. Then it only waits. */
    private void pause(Throwable failure) throws InterruptedException {
        try {
            pause(Failures.matrix(failure));
        } catch (RuntimeException | Error e) {
            Thread.sleep(AFTER_DEATH.toMillis());
        }
    }

    /** The thread has ended while somebody may listen: another one goes on after a while. */
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

    /**
     * Asks once from the account's position for all listeners, and then lets one newcomer join.
     *
     * <p>The order matters. A homeserver deletes the to-device events of an answer as soon as a
     * request has the {@code next_batch} of that answer as its {@code since}, and no filter leaves
     * them out. A newcomer's own token was given before he came, so it is older than the position
     * that the account has by now, and a request with it deletes nothing that was not taken.
     */
    private void turn() throws InterruptedException {
        List<Subscription> present;
        Subscription newcomer;
        Abort abort = new Abort();
        lock.lock();
        try {
            present = List.copyOf(live);
            newcomer = joining.isEmpty() ? null : joining.get(0);
            if (newcomer == null) {
                poll = abort;
            }
            followed.forEach(
                    (from, next) -> {
                        live.forEach(each -> each.follow(from, next.room(), next.since()));
                        joining.forEach(each -> each.follow(from, next.room(), next.since()));
                    });
        } finally {
            lock.unlock();
        }
        if (present.isEmpty() && !device.isWanted()) {
            since = null;
        } else {
            if (since == null) {
                beginWithDevice(abort);
            }
            if (newcomer != null) {
                ask(present, AT_ONCE, abort);
            } else if (awaitCapacity(present)) {
                poll(present, abort);
            }
        }
        if (newcomer != null) {
            try {
                admit(newcomer);
            } catch (RuntimeException e) {
                refuse(newcomer, Failures.matrix(e));
            }
        }
    }

    /** Asks, and lets the homeserver wait until something happens. */
    private void poll(List<Subscription> present, Abort abort) throws InterruptedException {
        boolean waits = failures == 0;
        String before = since;
        long asked = System.nanoTime();
        ask(present, waits ? timeout(present) : AT_ONCE, abort);
        if (waits) {
            boolean news = !since.equals(before);
            await(rest(news).minusNanos(System.nanoTime() - asked));
        }
    }

    /** Asks for what happened since the account's position, which moves on by that. */
    private void ask(List<Subscription> present, Duration timeout, Abort abort) {
        SyncQuery query = new SyncQuery(since, filter(present), timeout, device.isWanted());
        SyncRequests.Result result = requests.from(query, abort, refusals);
        SyncAnswer answer = result.answer();
        accept(answer, result.beganAnew() ? answer.nextBatch() : since);
        if (result.beganAnew()) {
            present.forEach(each -> each.beginAnew(answer));
        } else {
            present.forEach(each -> each.take(answer));
            emptyInARow = answer.isEmpty() ? emptyInARow + 1 : 0;
        }
    }

    /** Gives the account a position where its device goes on or begins. */
    private void beginWithDevice(Abort abort) {
        since = device.since();
        if (since == null) {
            SyncAnswer first = requests.first(true, abort);
            accept(first, first.nextBatch());
        }
    }

    /** Stores what an answer tells the device and the account, which has taken it then. */
    private void accept(SyncAnswer answer, String before) {
        if (device.isWanted()) {
            device.take(answer.device(), answer.nextBatch());
        }
        rooms.changed(answer, before);
        since = answer.nextBatch();
    }

    /** The shortest time between two requests. */
    private Duration rest(boolean news) {
        if (!news) {
            return UNLESS_IT_WAITS;
        }
        if (emptyInARow == 0) {
            return AT_ONCE;
        }
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(emptyInARow - 1, DOUBLINGS));
        return rest.compareTo(UNLESS_IT_WAITS) < 0 ? rest : UNLESS_IT_WAITS;
    }

    /**
     * Lets a newcomer join. One whose position is older than the account's gets what happened in
     * between by a request with his token. Its answer is newer than the account's position, so
     * nothing falls between, and the newcomer recognises what the next answer tells once more.
     */
    private void admit(Subscription newcomer) {
        String head = newcomer.head();
        if (head == null) {
            beginNow(newcomer);
            return;
        }
        if (!head.equals(since)) {
            catchUp(newcomer, head);
        }
        newcomer.succeeded();
        lock.lock();
        try {
            if (joining.remove(newcomer)) {
                live.add(newcomer);
            }
        } finally {
            lock.unlock();
        }
        newcomer.joined();
    }

    private void catchUp(Subscription newcomer, String head) {
        ObjectNode filter = SyncFilter.unlikeAnyOther(filter(List.of(newcomer)));
        SyncRequests.Result result =
                requests.from(
                        new SyncQuery(head, filter, AT_ONCE),
                        newcomer.abort(),
                        newcomer.tokenRefusals());
        SyncAnswer answer = result.answer();
        rooms.changed(answer, result.beganAnew() ? answer.nextBatch() : head);
        if (result.beganAnew()) {
            newcomer.beginAnew(answer);
        } else {
            newcomer.take(answer);
        }
        if (since == null) {
            since = newcomer.head();
        }
    }

    /**
     * Gives a newcomer without a position that of the account, which is the newest. He comes again
     * once it is stored.
     */
    private void beginNow(Subscription newcomer) {
        String token = since;
        if (token == null) {
            SyncAnswer first = requests.first(false, newcomer.abort());
            rooms.changed(first, first.nextBatch());
            token = first.nextBatch();
        }
        lock.lock();
        try {
            joining.remove(newcomer);
        } finally {
            lock.unlock();
        }
        newcomer.succeeded();
        newcomer.begin(token);
    }

    /** Somebody who cannot join now does not hold up the others. */
    private void refuse(Subscription newcomer, MatrixException reason) {
        lock.lock();
        try {
            if (!joining.remove(newcomer)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        newcomer.tell(reason);
        workers.after(Pause.after(newcomer.failed(), reason), () -> join(newcomer));
    }

    private static ObjectNode filter(List<Subscription> who) {
        Set<RoomId> concerned = new HashSet<>();
        boolean all = false;
        for (Subscription each : who) {
            all = all || each.rooms() == null;
            if (each.rooms() != null) {
                concerned.addAll(each.rooms());
            }
        }
        return SyncFilter.of(
                who.stream().map(Subscription::interest).toList(),
                all || who.isEmpty() ? null : concerned,
                who.isEmpty() ? null : who.get(0).self());
    }

    private static Duration timeout(List<Subscription> present) {
        return present.stream()
                .map(each -> each.settings().timeout())
                .min(Duration::compareTo)
                .orElse(AT_ONCE);
    }

    /**
     * Waits while no listener has capacity, but not longer than {@link #LONGEST_WITHOUT_CAPACITY}:
     * slow routes must not keep the account from learning what happens. A listener without capacity
     * leaves the events of an answer and fetches them later.
     *
     * @return whether the listeners are still the same
     */
    private boolean awaitCapacity(List<Subscription> present) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting = true;
            long left = LONGEST_WITHOUT_CAPACITY.toNanos();
            while (left > 0
                    && !present.isEmpty()
                    && present.stream().noneMatch(Subscription::hasCapacity)) {
                if (!live.equals(present) || !joining.isEmpty()) {
                    return false;
                }
                left -= awaitChange(Math.min(left, BETWEEN_LOOKS.toNanos()));
            }
            return live.equals(present) && joining.isEmpty();
        } finally {
            waiting = false;
            lock.unlock();
        }
    }

    /** Waits for a change; gives how long it took. The lock is held. */
    private long awaitChange(long longest) throws InterruptedException {
        return longest - Math.max(0, changed.awaitNanos(longest));
    }

    /** A listener may have capacity again. */
    void calmed(Subscription subscription) {
        if (waiting && subscription.hasCapacity()) {
            lock.lock();
            try {
                changed.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }

    private void recovered() {
        if (failures > 0) {
            failures = 0;
            listeners().forEach(Subscription::works);
        }
    }

    /** Tells what is wrong and waits. A poll that was ended is not wrong. */
    private void pause(MatrixException reason) throws InterruptedException {
        List<Subscription> who;
        lock.lock();
        try {
            if (poll.isAborted()) {
                poll = new Abort();
                return;
            }
            who = new ArrayList<>(live);
            who.addAll(joining);
        } finally {
            lock.unlock();
        }
        failures++;
        LOG.debug("Receiving failed {} times in a row", failures, reason);
        who.forEach(each -> each.tell(reason));
        await(Pause.after(failures, reason));
    }

    private void await(Duration pause) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = pause.toNanos();
            int before = live.size() + joining.size();
            while (left > 0 && live.size() + joining.size() == before) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
