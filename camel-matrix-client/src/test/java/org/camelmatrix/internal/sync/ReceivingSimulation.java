// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.DeviceUpdate;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.OpenAnswer;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.ModelHomeserver.Said;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;

/**
 * Receiving as a whole on one thread: the loop, two listeners and a device, a homeserver that
 * fails, a store that fails, slow and failing routes, suspended routes, stops and crashes. A seed
 * decides what happens next, so it reproduces a failure. Every task of a worker, every timer and
 * every turn of the loop is a step of its own; a crash may also come while a request is under way,
 * as other steps may. Timers go off in any order.
 *
 * <p>As a program: {@code ReceivingSimulation FIRST_SEED COUNT}.
 */
final class ReceivingSimulation {

    private static final List<String> ROOMS = List.of("!a:x", "!b:x", "!c:x");
    private static final int STEPS = 160;
    private static final int LONGEST_END = 3_000;

    /** Turns of the loop in which the positions come to the end when every event is done. */
    private static final int ROUNDS_AFTER_ALL = 5;

    /** Events and listeners are held against each other by their numbers in this order. */
    private final ModelHomeserver homeserver = new ModelHomeserver(ROOMS.toArray(String[]::new));

    private final long seed;
    private final Random random;
    private final double faults;
    private final Map<String, String> stored = new HashMap<>();
    private final List<Listening> listeners = new ArrayList<>();
    private final List<String> keysTaken = new ArrayList<>();
    private final boolean withDevice;
    private String deviceSince;
    private Instant now = Instant.EPOCH;
    private int keysSent;
    private int step;
    private boolean ending;
    private String wrong;
    private Run run;

    ReceivingSimulation(long seed) {
        this.seed = seed;
        this.random = new Random(seed);
        this.faults = List.of(0.0, 0.05, 0.3).get(random.nextInt(3));
        this.withDevice = random.nextBoolean();
        if (random.nextInt(4) == 0) {
            homeserver.ignoreTo();
        }
        homeserver.fail(this::fault);
        homeserver.garble(() -> !ending && random.nextDouble() < faults);
        int[] capacities = {1, 4, 100};
        listeners.add(new Listening("all", new Recipient.Any(), capacities[random.nextInt(3)]));
        listeners.add(
                new Listening(
                        "one",
                        new Recipient.Room(new RoomId("!a:x"), List.of()),
                        capacities[random.nextInt(3)]));
    }

    /**
     * @param arguments the first seed, and how many
     */
    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[0]);
        long count = Long.parseLong(arguments[1]);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (long seed = first; seed < first + count; seed++) {
            new ReceivingSimulation(seed).play();
        }
        System.out.printf(
                "%d seeds, %.2f ms of CPU each%n",
                count, threads.getCurrentThreadCpuTime() / 1e6 / count);
    }

    /**
     * @throws AssertionError if a guarantee is broken
     */
    void play() {
        begin();
        for (step = 0; step < STEPS; step++) {
            now = now.plusMillis(random.nextInt(2_000));
            step();
        }
        end();
    }

    private void step() {
        switch (random.nextInt(24)) {
            case 0, 1, 2, 3 -> say(1 + random.nextInt(4));
            case 4, 5, 6, 7, 8 -> run.turn();
            case 9, 10, 11, 12 -> run.task();
            case 13, 14 -> run.timer();
            case 15, 16, 17, 18 -> run.completeOne(null);
            case 19 -> run.completeOne(new IllegalStateException("by chance"));
            case 20 -> homeserver.sendToDevice("k" + keysSent++);
            case 21 -> run.suspendOrResume(listeners.get(random.nextInt(listeners.size())));
            default -> {
                if (random.nextInt(12) == 0) {
                    begin();
                } else if (random.nextInt(12) == 0) {
                    run.stop();
                    begin();
                }
            }
        }
        check(true, "");
        if (!run.alive) {
            begin();
        }
    }

    /** A process starts; what was before is as if it had never been, but for the store. */
    private void begin() {
        if (run != null) {
            run.alive = false;
        }
        run = new Run();
        listeners.forEach(run::start);
    }

    /** Everything goes well from now on, and at last everything has to be done. */
    private void end() {
        ending = true;
        int quiet = 0;
        for (int i = 0; quiet < ROUNDS_AFTER_ALL; i++) {
            check(i < LONGEST_END, "it does not come to an end");
            listeners.forEach(run::resume);
            now = now.plusSeconds(1);
            run.turn();
            run.all();
            quiet = isAllDone() ? quiet + 1 : 0;
        }
        run.stop();
        check(true, "");
        for (Listening each : listeners) {
            Position position = Position.of(stored.get(each.key()));
            check(
                    position.completed().isEmpty() && position.rooms().isEmpty(),
                    each.name + " stops in the middle: " + position);
            check(
                    number(position.since()) == homeserver.said().size(),
                    each.name + " stops before the end: " + position);
        }
        if (withDevice) {
            check(keysTaken.size() == keysSent, "to-device events are lost: " + keysTaken);
        }
    }

    private boolean isAllDone() {
        return run.isIdle()
                && listeners.stream().allMatch(Listening::isDone)
                && (!withDevice || keysTaken.size() == keysSent);
    }

    private void say(int count) {
        for (int i = 0; i < count; i++) {
            homeserver.say(ROOMS.get(random.nextInt(ROOMS.size())));
        }
    }

    /** What is wrong is noted too, as the code under test catches errors of a listener. */
    private void check(boolean holds, String otherwise) {
        if (!holds && wrong == null) {
            wrong = "seed " + seed + ", step " + step + ": " + otherwise;
        }
        if (wrong != null) {
            throw new AssertionError(wrong);
        }
    }

    private static int number(String token) {
        return Integer.parseInt(token.substring(1, token.indexOf('_')));
    }

    private static int numberOf(String event) {
        return Integer.parseInt(event.substring(1));
    }

    private CompletableFuture<OpenAnswer> fault(String path) {
        if (ending || random.nextDouble() >= faults) {
            return null;
        }
        return switch (random.nextInt(6)) {
            case 0 -> CompletableFuture.failedFuture(new IOException("connection reset"));
            case 1 -> answer(429, "{\"errcode\":\"M_LIMIT_EXCEEDED\",\"retry_after_ms\":10}");
            case 2 -> answer(502, "<html>bad gateway</html>");
            case 3 -> answer(200, "{\"next_batch\":\"s9_9\",\"chunk\":[{\"type\":");
            case 4 -> answer(200, "{}");
            default ->
                    path.endsWith("/messages")
                            ? answer(403, "{\"errcode\":\"M_FORBIDDEN\",\"error\":\"no\"}")
                            : answer(500, "{\"errcode\":\"M_UNKNOWN\",\"error\":\"no\"}");
        };
    }

    private static CompletableFuture<OpenAnswer> answer(int status, String json) {
        return CompletableFuture.completedFuture(ModelHomeserver.answer(status, json));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** A listener over all processes. */
    private final class Listening {

        private final String name;
        private final Recipient recipient;
        private final int maximumInFlight;
        private final Set<String> completed = new HashSet<>();
        private final Set<String> kept = new HashSet<>();

        /** It gets the events after this one; negative until a position is stored. */
        private int first = -1;

        Listening(String name, Recipient recipient, int maximumInFlight) {
            this.name = name;
            this.recipient = recipient;
            this.maximumInFlight = maximumInFlight;
        }

        String key() {
            return "position @bot:x " + name;
        }

        boolean concerns(String room) {
            return recipient instanceof Recipient.Any || room.equals("!a:x");
        }

        boolean isDone() {
            return first >= 0 && completed.size() >= wantedUpTo(Integer.MAX_VALUE, null).size();
        }

        /** The events that it has to get, up to a number; of one room or of all. */
        List<Said> wantedUpTo(int number, String room) {
            List<Said> wanted = new ArrayList<>();
            for (Said each : homeserver.said()) {
                if (each.number() > first
                        && each.number() <= number
                        && concerns(each.room())
                        && (room == null || each.room().equals(room))) {
                    wanted.add(each);
                }
            }
            return wanted;
        }

        /** No stored position may be beyond an event that is not done. */
        void stored(String text) {
            Position position = Position.of(text);
            if (first < 0) {
                first = number(position.since());
            }
            for (Said each : wantedUpTo(Integer.MAX_VALUE, null)) {
                Position.RoomPosition own = position.rooms().get(new RoomId(each.room()));
                int upTo = number(own == null ? position.since() : own.since());
                check(
                        each.number() > upTo || completed.contains(each.id()),
                        name + " is stored beyond " + each.id() + ": " + text);
            }
        }
    }

    private record UnderWay(Listening listening, String id, Consumer<Throwable> done) {}

    /** A process. */
    private final class Run implements AccountAccess, DeviceUpdates, RoomObserver {

        private final MatrixClient client = new MatrixClient(homeserver, new BaseUrl("http://x"));
        private final List<Runnable> tasks = new ArrayList<>();
        private final List<Runnable> timers = new ArrayList<>();
        private final List<UnderWay> underWay = new ArrayList<>();
        private final Map<Listening, Subscription> subscriptions = new HashMap<>();
        private final Map<Listening, CompletableFuture<Void>> closing = new HashMap<>();
        private final Map<Listening, Set<String>> completedHere = new HashMap<>();
        private final SyncLoop loop;
        private boolean alive = true;
        private boolean loops;
        private boolean nested;

        Run() {
            loop =
                    new SyncLoop(
                            this,
                            new Workers(tasks::add, timers()),
                            task ->
                                    new Thread(task) {
                                        @Override
                                        public void start() {
                                            loops = true;
                                        }
                                    },
                            this,
                            withDevice ? this : DeviceUpdates.NONE,
                            () -> now);
        }

        private ScheduledExecutorService timers() {
            ScheduledFuture<?> future =
                    proxy(ScheduledFuture.class, (proxy, method, arguments) -> null);
            return proxy(
                    ScheduledExecutorService.class,
                    (proxy, method, arguments) -> {
                        timers.add((Runnable) arguments[0]);
                        return future;
                    });
        }

        void start(Listening who) {
            Subscription subscription =
                    loop.subscribe(
                            new SubscriptionSettings(
                                    who.name,
                                    who.recipient,
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
                                    new Store(who),
                                    new StartFrom.Now(),
                                    1000,
                                    2,
                                    who.maximumInFlight,
                                    Duration.ZERO),
                            new Listener(who),
                            new Counting());
            subscriptions.put(who, subscription);
            subscription.start();
        }

        void turn() {
            if (loops) {
                loops = loop.turnOnce();
            }
        }

        void task() {
            if (!tasks.isEmpty()) {
                tasks.remove(random.nextInt(tasks.size())).run();
            }
        }

        void timer() {
            if (!timers.isEmpty()) {
                timers.remove(random.nextInt(timers.size())).run();
            }
        }

        void completeOne(Throwable failure) {
            if (!underWay.isEmpty()) {
                UnderWay one = underWay.remove(random.nextInt(underWay.size()));
                if (failure == null) {
                    completed(one.listening(), one.id());
                }
                one.done().accept(failure);
            }
        }

        private void completed(Listening who, String id) {
            if (alive) {
                who.completed.add(id);
                completedHere.computeIfAbsent(who, each -> new HashSet<>()).add(id);
            }
        }

        void all() {
            while (!tasks.isEmpty() || !underWay.isEmpty()) {
                task();
                completeOne(null);
            }
            for (int i = timers.size(); i > 0; i--) {
                timer();
            }
        }

        boolean isIdle() {
            return tasks.isEmpty() && underWay.isEmpty() && timers.isEmpty();
        }

        void suspendOrResume(Listening who) {
            if (subscriptions.containsKey(who)) {
                closing.put(who, subscriptions.remove(who).close());
            } else {
                resume(who);
            }
        }

        /** Starts a listener again once its end is over. */
        void resume(Listening who) {
            if (!subscriptions.containsKey(who) && closing.get(who).isDone()) {
                start(who);
            }
        }

        void stop() {
            subscriptions.forEach((who, subscription) -> closing.put(who, subscription.close()));
            for (int i = 0; closing.values().stream().anyMatch(end -> !end.isDone()); i++) {
                check(i < LONGEST_END, "it does not stop");
                all();
            }
        }

        @Override
        public <T> CompletableFuture<T> request(Request<T> request) {
            between();
            if (!alive) {
                return CompletableFuture.failedFuture(
                        new MatrixUnavailableException("the process has crashed", null));
            }
            return request.with(client, new Credentials(new Secret("token")));
        }

        /** What others do while somebody waits for the homeserver. */
        private void between() {
            if (nested || ending) {
                return;
            }
            nested = true;
            switch (random.nextInt(12)) {
                case 0 -> say(1);
                case 1 -> completeOne(null);
                case 2 -> timer();
                case 3 -> alive &= random.nextInt(10) > 0;
                default -> {}
            }
            nested = false;
        }

        @Override
        public CompletableFuture<UserId> user() {
            return CompletableFuture.completedFuture(new UserId("@bot:x"));
        }

        @Override
        public CompletableFuture<RoomId> enter(Recipient recipient) {
            return CompletableFuture.completedFuture(new RoomId("!a:x"));
        }

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public String since() {
            return deviceSince;
        }

        @Override
        public void take(DeviceUpdate update, String nextBatch) {
            if (!alive) {
                return;
            }
            if (!ending && random.nextDouble() < faults) {
                throw new StateStoreException("the disk is full", null);
            }
            for (var event : update.events()) {
                String key = event.tree().get("type").asText();
                int number = numberOf(key);
                check(number <= keysTaken.size(), key + " comes after " + keysTaken.size());
                if (number == keysTaken.size()) {
                    keysTaken.add(key);
                }
            }
            deviceSince = nextBatch;
        }

        @Override
        public void changed(SyncAnswer answer, String since) {
            if (!ending && random.nextDouble() < faults / 4) {
                throw new StateStoreException("the disk is full", null);
            }
        }

        @Override
        public CompletableFuture<RoomId> replacement(RoomId room) {
            return CompletableFuture.completedFuture(null);
        }

        /** Keeps nothing once the process is dead, and sometimes fails before or after it has. */
        private final class Store implements StateStore {

            private final Listening who;

            Store(Listening who) {
                this.who = who;
            }

            @Override
            public Optional<String> get(String key) {
                return Optional.ofNullable(stored.get(key));
            }

            @Override
            public void put(String key, String text) {
                boolean fails = !ending && random.nextDouble() < faults;
                boolean writes = alive && (!fails || random.nextBoolean());
                if (writes) {
                    stored.put(key, text);
                    who.kept.addAll(completedHere.getOrDefault(who, Set.of()));
                    who.stored(text);
                }
                if (fails) {
                    throw new StateStoreException("the disk is full", null);
                }
            }

            @Override
            public void remove(String key) {
                throw new IllegalStateException("nobody removes a position");
            }

            @Override
            public Lease lease() {
                return () -> {};
            }
        }

        private final class Listener implements EventListener {

            private final Listening who;

            Listener(Listening who) {
                this.who = who;
            }

            @Override
            public void onEvent(MatrixEvent event, int attempt, Consumer<Throwable> done) {
                String id = event.id().value();
                if (alive) {
                    check(
                            !completedHere.getOrDefault(who, Set.of()).contains(id),
                            who.name + " gets " + id + " again, which is done");
                    check(
                            !who.kept.contains(id),
                            who.name + " gets " + id + " again, which is stored as done");
                    for (Said each : who.wantedUpTo(numberOf(id) - 1, event.room().value())) {
                        check(
                                who.completed.contains(each.id()),
                                who.name + " gets " + id + " before " + each.id());
                    }
                }
                if (random.nextBoolean()) {
                    completed(who, id);
                    done.accept(null);
                } else {
                    underWay.add(new UnderWay(who, id, done));
                }
            }

            @Override
            public void onFailure(Activity activity, MatrixException reason) {
                check(
                        activity == Activity.CATCHING_UP || reason.isRetryable(),
                        "it fails for good: " + reason.getMessage());
            }

            @Override
            public void onRecovery(Activity activity) {
                // no matter
            }

            @Override
            public void onIntruder() {
                check(!alive, who.name + " takes itself for somebody else");
            }
        }
    }

    /** No event may be given up. */
    private final class Counting implements ReceiveObserver {
        @Override
        public void received() {}

        @Override
        public void completed() {}

        @Override
        public void retried() {}

        @Override
        public void gap() {
            check(false, "events are left out");
        }

        @Override
        public void undecrypted() {}

        @Override
        public void intruder() {}

        /** A listener fails to take an answer that has an entry which is no event. */
        @Override
        public void unreadable(int count) {
            if (count > 0) {
                throw new OutOfMemoryError("by chance");
            }
        }
    }
}
