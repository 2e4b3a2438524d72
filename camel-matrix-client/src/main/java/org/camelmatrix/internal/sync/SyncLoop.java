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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
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
    private static final Duration PATIENCE = Duration.ofMillis(250);

    /** The time after which a thread that has ended is replaced. */
    private static final Duration AFTER_DEATH = Duration.ofSeconds(1);

    /** The time between two requests to a homeserver that has nothing to tell and does not wait. */
    private static final Duration UNLESS_IT_WAITS = Duration.ofSeconds(1);

    /** The first of the times between requests to one that gives new tokens and nothing else. */
    private static final Duration FIRST_REST = Duration.ofMillis(25);

    private static final int DOUBLINGS = 6;

    private final AccountAccess account;
    private final Workers workers;
    private final ThreadFactory threads;
    private final RoomObserver rooms;
    private final InstantSource clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Subscription> joining = new ArrayList<>();
    private final List<Subscription> live = new ArrayList<>();
    private final Map<RoomId, Replacement> followed = new LinkedHashMap<>();
    private boolean running;
    private Abort poll = new Abort();
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
     * @param clock tells the time
     */
    public SyncLoop(
            AccountAccess account,
            Workers workers,
            ThreadFactory threads,
            RoomObserver rooms,
            InstantSource clock) {
        this.account = account;
        this.workers = workers;
        this.threads = threads;
        this.rooms = rooms;
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
                since = null;
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

    /** Tells of invitations and the like that were there before anybody listened. */
    void tell(SyncAnswer answer) {
        rooms.changed(answer, answer.nextBatch());
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

    /** One request for all who listen, and one for each who comes. */
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
        if (!present.isEmpty()) {
            if (newcomer == null && !awaitPlace(present)) {
                return;
            }
            boolean waits = newcomer == null && failures == 0;
            Duration timeout = waits ? timeout(present) : AT_ONCE;
            long asked = System.nanoTime();
            SyncAnswer answer =
                    askFrom(
                            new SyncQuery(since, filter(present), timeout),
                            abort,
                            refusals,
                            present);
            if (answer == null) {
                return;
            }
            rooms.changed(answer, since);
            present.forEach(each -> each.take(answer));
            boolean news = !answer.nextBatch().equals(since);
            since = answer.nextBatch();
            emptyInARow = answer.isEmpty() ? emptyInARow + 1 : 0;
            if (waits) {
                await(rest(news).minusNanos(System.nanoTime() - asked));
            }
        }
        if (newcomer != null) {
            try {
                welcome(newcomer, present.isEmpty());
            } catch (RuntimeException e) {
                refuse(newcomer, Failures.matrix(e));
            }
        }
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
     * Lets somebody join, after he has got what has happened so far: no place of a room that his
     * position tells is newer than that. Where others listen already, they have just got what
     * happened; what the newcomer gets now is newer than that, so nothing falls between, and what
     * the next answer tells once more he knows.
     */
    private void welcome(Subscription newcomer, boolean alone) {
        if (alone || !since.equals(newcomer.head())) {
            ObjectNode filter = SyncFilter.unlikeAnyOther(filter(List.of(newcomer)));
            String before = since;
            SyncAnswer answer =
                    askFrom(
                            new SyncQuery(newcomer.head(), filter, AT_ONCE),
                            newcomer.abort(),
                            newcomer.tokenRefusals(),
                            List.of(newcomer));
            if (answer != null) {
                rooms.changed(answer, newcomer.head());
                newcomer.take(answer);
            }
            since = alone ? newcomer.head() : before;
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

    /**
     * Asks from a token on.
     *
     * @return the answer; null where the homeserver takes the token no more, and those who asked
     *     have begun anew
     */
    private SyncAnswer askFrom(
            SyncQuery query, Abort abort, TokenRefusals counted, List<Subscription> who) {
        try {
            SyncAnswer answer = ask(query, abort);
            counted.clear();
            return answer;
        } catch (RuntimeException e) {
            MatrixException reason = Failures.matrix(e);
            boolean due = counted.isDue(clock.instant());
            if (abort.isAborted() || due && !answersWithoutToken(query, abort, reason)) {
                counted.clear();
                throw e;
            }
            if (!due && !counted.isSuspected()) {
                throw e;
            }
            if (!due || !counted.count(clock.instant())) {
                throw new MatrixUnavailableException(
                        reason.getMessage()
                                + "; it answers without the position (option sinceStore), which it"
                                + " seems not to know any more. Refused three times over 5 minutes,"
                                + " the routes go on from the latest events that they know",
                        reason.getStatus(),
                        reason.getErrcode());
            }
        }
        SyncAnswer first =
                ask(
                        new SyncQuery(null, SyncFilter.unlikeAnyOther(SyncFilter.none()), AT_ONCE),
                        abort);
        counted.clear();
        tell(first);
        since = first.nextBatch();
        who.forEach(each -> each.beginAnew(first));
        return null;
    }

    /** Whether it is the token that is refused: the same request goes well without it. */
    private boolean answersWithoutToken(SyncQuery query, Abort abort, MatrixException reason) {
        if (reason instanceof MatrixLimitedException || reason instanceof MatrixAccountException) {
            return false;
        }
        ObjectNode filter = SyncFilter.unlikeAnyOther(query.filter().deepCopy());
        ((ObjectNode) filter.at("/room/timeline")).put("limit", 1);
        try {
            ask(new SyncQuery(null, filter, AT_ONCE), abort);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private SyncAnswer ask(SyncQuery query, Abort abort) {
        return account.request((client, creds) -> client.events().sync(creds, query, abort)).join();
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
                all ? null : concerned,
                who.get(0).self());
    }

    private static Duration timeout(List<Subscription> present) {
        return present.stream()
                .map(each -> each.settings().timeout())
                .min(Duration::compareTo)
                .orElse(AT_ONCE);
    }

    /** Waits while nobody has place for more; whether everything is as it was. */
    private boolean awaitPlace(List<Subscription> present) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting = true;
            while (live.equals(present) && joining.isEmpty()) {
                if (present.stream().anyMatch(Subscription::hasPlace)) {
                    return true;
                }
                changed.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            }
            return false;
        } finally {
            waiting = false;
            lock.unlock();
        }
    }

    /** Somebody may have place again. */
    void calmed(Subscription subscription) {
        if (waiting && subscription.hasPlace()) {
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
