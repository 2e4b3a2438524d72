// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.BaseUrl;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.DeviceUpdate;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.store.MemoryStateStore;
import org.camelmatrix.store.StateStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One owner asks {@code /sync} for all listeners and for the account's device. */
class SyncLoopTest {

    private static final String ROOM = "!a:x";

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ModelHomeserver homeserver = new ModelHomeserver(ROOM, "!b:x");
    private final MemoryStateStore store = new MemoryStateStore();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final Device device = new Device();

    @AfterEach
    void stop() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    private SyncLoop loop(DeviceUpdates updates) {
        return new SyncLoop(
                new Access(),
                new Workers(pool, timer),
                task -> {
                    Thread thread = new Thread(task);
                    threads.add(thread);
                    return thread;
                },
                new Rooms(),
                updates,
                InstantSource.system());
    }

    private Listener listen(SyncLoop loop, String name) {
        Listener listener = new Listener();
        listener.subscription =
                loop.subscribe(
                        new SubscriptionSettings(
                                name,
                                new Recipient.Any(),
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
                                new StartFrom.Now(),
                                1000,
                                10,
                                100,
                                Duration.ZERO),
                        listener,
                        new Silence());
        listener.subscription.start();
        return listener;
    }

    private void say(int count) {
        for (int i = 0; i < count; i++) {
            homeserver.say(i % 2 == 0 ? ROOM : "!b:x");
        }
    }

    /** Listens once, so that there is a position from which it goes on. */
    private void leavePosition(String name) {
        Listener first = listen(loop(DeviceUpdates.NONE), name);
        await().until(() -> first.recovered > 0);
        first.subscription.close().join();
    }

    @Test
    void asksWithItsOwnThreadOnlyWhoeverComes() {
        leavePosition("older");
        say(20);
        SyncLoop loop = loop(DeviceUpdates.NONE);
        Listener first = listen(loop, "first");
        await().until(() -> first.recovered > 0);
        Listener older = listen(loop, "older");
        await().until(() -> older.received.size() == 20);
        Listener last = listen(loop, "last");
        await().until(() -> last.recovered > 0);
        say(4);
        await().until(() -> last.received.size() == 4);
        await().until(() -> older.received.size() == 24);
        assertThat(first.received).hasSize(4);
        assertThat(homeserver.asked())
                .extracting(ModelHomeserver.Asked::thread)
                .isSubsetOf(threads);
        assertThat(older.inRoom(ROOM)).isSorted();
        List.of(first, older, last).forEach(each -> each.subscription.close().join());
    }

    @Test
    void losesNoToDeviceEventThoughListenersCatchUpFromOlderTokens() {
        leavePosition("older");
        SyncLoop loop = loop(device);
        Listener first = listen(loop, "first");
        await().until(() -> first.recovered > 0);
        int sent = 0;
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 5; i++) {
                homeserver.sendToDevice("k" + sent++);
            }
            say(3);
            Listener older = listen(loop, "older");
            homeserver.sendToDevice("k" + sent++);
            await().until(() -> older.recovered > 0);
            homeserver.sendToDevice("k" + sent++);
            say(1);
            await().until(() -> !older.received.isEmpty());
            older.subscription.close().join();
        }
        int all = sent;
        await().until(() -> device.taken.size() >= all);
        assertThat(device.taken)
                .containsExactlyElementsOf(IntStream.range(0, all).mapToObj(i -> "k" + i).toList());
        assertThat(device.keys).isEqualTo(7);
        first.subscription.close().join();
    }

    @Test
    void asksAgainFromTheSameTokenWhereTheDevicePartCouldNotBeStored() {
        Listener first = listen(loop(device), "first");
        await().until(() -> first.recovered > 0);
        String before = device.since;
        device.failures = 1;
        homeserver.sendToDevice("k0");
        homeserver.say(ROOM);
        await().until(() -> !first.received.isEmpty());
        assertThat(device.taken).containsExactly("k0");
        assertThat(first.received).containsExactly("$1");
        assertThat(homeserver.asked().stream().filter(each -> before.equals(each.since())))
                .hasSizeGreaterThan(1);
        first.subscription.close().join();
    }

    @Test
    void goesOnWithTheTokenThatTheDeviceHasStored() {
        leavePosition("first");
        homeserver.say(ROOM);
        homeserver.sendToDevice("k0");
        homeserver.sendToDevice("k1");
        device.since = "s0_1";
        int before = homeserver.asked().size();
        Listener first = listen(loop(device), "first");
        await().until(() -> !first.received.isEmpty());
        assertThat(homeserver.asked().get(before).since()).isEqualTo("s0_1");
        assertThat(device.taken).containsExactly("k1");
        first.subscription.close().join();
    }

    /** The device, whose store forgets what it took and could not store. */
    private static final class Device implements DeviceUpdates {

        private final List<String> taken = new CopyOnWriteArrayList<>();
        private volatile String since;
        private volatile int failures;
        private volatile int keys;

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public String since() {
            return since;
        }

        @Override
        public void take(DeviceUpdate update, String nextBatch) {
            if (failures > 0 && !update.events().isEmpty()) {
                failures--;
                throw new StateStoreException("the disk is full", null);
            }
            update.events().forEach(event -> taken.add(event.tree().get("type").asText()));
            keys = update.oneTimeKeys().get("signed_curve25519");
            since = nextBatch;
        }
    }

    private static final class Listener implements EventListener {

        private final List<String> received = new CopyOnWriteArrayList<>();
        private final List<MatrixEvent> events = new CopyOnWriteArrayList<>();
        private volatile Subscription subscription;
        private volatile int recovered;

        List<Integer> inRoom(String room) {
            List<Integer> numbers = new ArrayList<>();
            events.stream()
                    .filter(event -> event.room().value().equals(room))
                    .forEach(e -> numbers.add(Integer.parseInt(e.id().value().substring(1))));
            return numbers;
        }

        @Override
        public void onEvent(MatrixEvent event, int attempt, Consumer<Throwable> done) {
            events.add(event);
            received.add(event.id().value());
            done.accept(null);
        }

        @Override
        public void onFailure(Activity activity, MatrixException reason) {}

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
        public void missed(List<RoomId> rooms) {}

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
            return CompletableFuture.completedFuture(new RoomId(ROOM));
        }
    }
}
