// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.store.MemoryStateStore;
import org.camelmatrix.store.StateStore;

/** Loops and listeners of an account at a homeserver in memory, with real threads. */
final class ReceivingFixture implements AutoCloseable {

    static final String ROOM = "!a:x";
    static final String OTHER = "!b:x";

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ModelHomeserver homeserver = new ModelHomeserver(ROOM, OTHER);
    private final AtomicInteger missingThreads = new AtomicInteger();
    private StateStore store = new MemoryStateStore();

    ModelHomeserver homeserver() {
        return homeserver;
    }

    /** The threads of all loops so far. */
    List<Thread> threads() {
        return threads;
    }

    /** The next threads of loops cannot be made. */
    void missThreads(int count) {
        missingThreads.set(count);
    }

    StateStore store() {
        return store;
    }

    void setStore(StateStore store) {
        this.store = store;
    }

    SyncLoop loop() {
        return loop(DeviceUpdates.NONE);
    }

    SyncLoop loop(DeviceUpdates device) {
        return new SyncLoop(
                new Access(),
                new Workers(pool, timer),
                task -> {
                    if (missingThreads.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    Thread thread = new Thread(task);
                    threads.add(thread);
                    return thread;
                },
                new Rooms(),
                device,
                InstantSource.system());
    }

    Listener listen(SyncLoop loop, String name) {
        return listen(loop, name, new Recipient.Any(), new StartFrom.Now());
    }

    Listener listen(SyncLoop loop, String name, Recipient recipient, StartFrom from) {
        Listener listener = new Listener();
        listener.subscription =
                loop.subscribe(
                        new SubscriptionSettings(
                                name,
                                recipient,
                                new Interest(
                                        Set.of("*"),
                                        Set.of(),
                                        Set.of(),
                                        true,
                                        false,
                                        false,
                                        false,
                                        null,
                                        false),
                                store,
                                from,
                                1000,
                                10,
                                100,
                                Duration.ZERO),
                        listener,
                        listener.new Counting());
        listener.subscription.start();
        return listener;
    }

    void say(int count) {
        for (int i = 0; i < count; i++) {
            homeserver.say(i % 2 == 0 ? ROOM : OTHER);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    /** Notes what it gets, which is done at once unless it is to wait. */
    static final class Listener implements EventListener {

        private final List<MatrixEvent> events = new CopyOnWriteArrayList<>();
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private final List<Consumer<Throwable>> underWay = new CopyOnWriteArrayList<>();
        private volatile Subscription subscription;
        private volatile boolean waits;
        private volatile int recovered;
        private final AtomicInteger untaken = new AtomicInteger();

        Subscription subscription() {
            return subscription;
        }

        void waits() {
            waits = true;
        }

        /** Fails to take the next answers that have an entry which is no event. */
        void failsToTake(int answers) {
            untaken.set(answers);
        }

        /** Whether it has failed so often. */
        boolean hasFailedToTake() {
            return untaken.get() == 0;
        }

        private final class Counting implements ReceiveObserver {
            @Override
            public void unreadable(int count) {
                if (count > 0 && untaken.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                    throw new OutOfMemoryError("by a test");
                }
            }
        }

        /** What tells that events are done. */
        List<Consumer<Throwable>> underWay() {
            return underWay;
        }

        boolean receives() {
            return recovered > 0;
        }

        List<String> failures() {
            return failures;
        }

        List<String> received() {
            return events.stream().map(event -> event.id().value()).toList();
        }

        List<Integer> numbersIn(String room) {
            List<Integer> numbers = new ArrayList<>();
            events.stream()
                    .filter(event -> event.room().value().equals(room))
                    .forEach(e -> numbers.add(Integer.parseInt(e.id().value().substring(1))));
            return numbers;
        }

        @Override
        public void onEvent(MatrixEvent event, int attempt, Consumer<Throwable> done) {
            events.add(event);
            if (waits) {
                underWay.add(done);
            } else {
                done.accept(null);
            }
        }

        @Override
        public void onFailure(Activity activity, MatrixException reason) {
            failures.add(reason.getMessage());
        }

        @Override
        public void onRecovery(Activity activity) {
            recovered++;
        }

        @Override
        public void onIntruder() {}
    }

    private static final class Rooms implements RoomObserver {

        @Override
        public void changed(SyncAnswer answer, String since) {}

        @Override
        public CompletableFuture<RoomId> replacement(RoomId room) {
            return CompletableFuture.completedFuture(null);
        }
    }

    private final class Access implements AccountAccess {

        private final MatrixClient client = new MatrixClient(homeserver, new BaseUrl("http://x"));

        @Override
        public <T> CompletableFuture<T> request(Request<T> request) {
            return request.with(client, new Credentials(new Secret("token")));
        }

        @Override
        public CompletableFuture<UserId> user() {
            return CompletableFuture.completedFuture(new UserId("@bot:x"));
        }

        @Override
        public CompletableFuture<RoomId> enter(Recipient recipient) {
            return CompletableFuture.completedFuture(((Recipient.Room) recipient).id());
        }
    }
}
