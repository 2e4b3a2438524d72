// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventJson;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.SyncAnswer.SyncedRoom;
import org.camelmatrix.internal.http.Timeline;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.store.MemoryStateStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever happens in whatever order, crashes included: nothing is lost, each room keeps its order,
 * and what a stored position tells as done is not delivered again. All of it on one thread, so that
 * a seed tells it all.
 */
class FlowByChanceTest {

    private static final List<RoomId> ROOMS =
            List.of(new RoomId("!a:x"), new RoomId("!b:x"), new RoomId("!c:x"));

    /** Events of a room that an answer holds at most. */
    private static final int TIMELINE = 3;

    private static final int PAGE = 2;

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 100})
    void losesNothingAndGivesInOrder(int maximumInFlight) {
        for (int seed = 0; seed < 200; seed++) {
            new Play(seed, maximumInFlight, false).play(150);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 100})
    void doesTheSameWhereTheHomeserverGivesEventsFromBeforeARange(int maximumInFlight) {
        for (int seed = 0; seed < 200; seed++) {
            new Play(seed, maximumInFlight, true).play(150);
        }
    }

    /** An event, at its place among all that the homeserver has. */
    private record Said(int place, RoomId room, String id) {}

    private record Handed(String id, Consumer<Throwable> done) {}

    /** A homeserver, a listener, and what happens to them. */
    private static final class Play implements EventListener {

        private final int seed;
        private final boolean ignoresTo;
        private final Random random;
        private final int maximumInFlight;
        private final List<Said> said = new ArrayList<>();
        private final List<Handed> underWay = new ArrayList<>();
        private final List<Runnable> later = new ArrayList<>();
        private final List<RoomId> toFetch = new ArrayList<>();
        private final Set<String> completed = new HashSet<>();
        private final Set<String> completedInThisRun = new HashSet<>();
        private final Set<String> kept = new HashSet<>();
        private final List<String> wrong = new ArrayList<>();
        private String position = Position.at("s0").toText("me", new Landmarks());
        private int since;
        private int run;
        private Flow flow;

        Play(int seed, int maximumInFlight, boolean ignoresTo) {
            this.seed = seed;
            this.ignoresTo = ignoresTo;
            this.random = new Random(seed);
            this.maximumInFlight = maximumInFlight;
        }

        void play(int steps) {
            start();
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(20)) {
                    case 0, 1, 2, 3 -> say(1 + random.nextInt(6));
                    case 4, 5, 6, 7 -> sync();
                    case 8, 9, 10, 11 -> end(null);
                    case 12 -> end(new IllegalStateException("by chance"));
                    case 13, 14 -> goOn();
                    case 15, 16 -> fetch();
                    case 17, 18 -> keep();
                    default -> {
                        if (random.nextInt(10) == 0) {
                            crash();
                        } else if (random.nextInt(10) == 0) {
                            stop();
                        }
                    }
                }
                assertThat(wrong).as("seed %s, step %s", seed, step).isEmpty();
            }
            finish();
        }

        /**
         * The loop may tell once more what it told others before this one joined them, but nothing
         * from before any place of its position.
         */
        private void start() {
            Position from = Position.of(position);
            flow = flow(from);
            completedInThisRun.clear();
            since = place(from.since());
            sync();
            int known =
                    Stream.concat(
                                    Stream.of(from.since()),
                                    from.rooms().values().stream()
                                            .map(Position.RoomPosition::since))
                            .mapToInt(Play::place)
                            .max()
                            .orElseThrow();
            since -= random.nextInt(1 + since - known);
            flow.fetchLagging();
        }

        private void say(int count) {
            for (int i = 0; i < count; i++) {
                int place = said.size() + 1;
                RoomId room = ROOMS.get(random.nextInt(ROOMS.size()));
                said.add(new Said(place, room, "$" + place));
            }
        }

        private void sync() {
            List<SyncedRoom> rooms = new ArrayList<>();
            for (RoomId room : ROOMS) {
                List<Said> news = said(room, since, said.size());
                if (!news.isEmpty()) {
                    boolean limited = news.size() > TIMELINE;
                    rooms.add(
                            new SyncedRoom(
                                    room,
                                    List.of(),
                                    new Timeline(
                                            events(
                                                    limited
                                                            ? news.subList(
                                                                    news.size() - TIMELINE,
                                                                    news.size())
                                                            : news),
                                            limited,
                                            0)));
                }
            }
            since = said.size();
            take(rooms);
        }

        /** Taking an answer fails within by chance, as where memory has run out. */
        private void take(List<SyncedRoom> rooms) {
            int failures = random.nextInt(20) == 0 ? 1 + random.nextInt(2) : 0;
            try {
                flow.take(new Failing<>(rooms, failures), "s" + since);
            } catch (OutOfMemoryError e) {
                flow.fetchLagging();
            }
        }

        private void end(Throwable failure) {
            if (!underWay.isEmpty()) {
                Handed one = underWay.remove(random.nextInt(underWay.size()));
                if (failure == null) {
                    completed.add(one.id());
                    completedInThisRun.add(one.id());
                }
                one.done().accept(failure);
            }
        }

        private void goOn() {
            if (!later.isEmpty()) {
                later.remove(random.nextInt(later.size())).run();
            }
        }

        private void fetch() {
            if (toFetch.isEmpty()) {
                return;
            }
            RoomId room = toFetch.remove(random.nextInt(toFetch.size()));
            HistoryRange range = flow.range(room);
            if (range == null) {
                return;
            }
            List<HistoryPage> parts = ignoresTo ? partsFromTheBeginning(range) : parts(range);
            if (random.nextInt(3) == 0) {
                say(1);
                sync();
            }
            int fits = random.nextInt(4) == 0 ? 1 + random.nextInt(parts.size()) : parts.size();
            List<HistoryPage> pages =
                    new Failing<>(parts.subList(0, fits), random.nextInt(20) == 0 ? 1 : 0);
            try {
                flow.takeFetched(range, new History.Fetched(pages, fits == parts.size()));
            } catch (OutOfMemoryError e) {
                toFetch.add(room);
            }
        }

        /** As {@code /messages} gives it, the newest page first; turned round. */
        private List<HistoryPage> parts(HistoryRange range) {
            int to = range.to() == null ? 0 : place(range.to());
            int from = place(range.from());
            List<HistoryPage> parts = new ArrayList<>();
            String token = range.from();
            while (token != null) {
                List<Said> rest = said(range.room(), to, from);
                List<Said> page = rest.subList(Math.max(0, rest.size() - PAGE), rest.size());
                parts.add(new HistoryPage(events(page), token));
                from = page.isEmpty() ? to : page.get(0).place() - 1;
                token = page.size() == rest.size() ? null : "p" + from;
            }
            Collections.reverse(parts);
            return parts;
        }

        /** The same of a homeserver that gives pages to the room's beginning. */
        private List<HistoryPage> partsFromTheBeginning(HistoryRange range) {
            Backfill backfill = new Backfill(range, flow.landmarks(range.room()));
            if (!backfill.isBounded()) {
                List<Said> before = said(range.room(), 0, place(range.to()));
                backfill.bound(before.isEmpty() ? null : before.get(before.size() - 1).id());
            }
            while (backfill.from() != null) {
                List<Said> rest = said(range.room(), 0, place(backfill.from()));
                List<Said> page = rest.subList(Math.max(0, rest.size() - PAGE), rest.size());
                List<MatrixEvent> wanted = new ArrayList<>(events(page));
                Collections.reverse(wanted);
                int passed = 0;
                while (passed < wanted.size() && !backfill.passes(wanted.get(passed))) {
                    passed++;
                }
                boolean last = passed < wanted.size() || page.size() == rest.size();
                String next = last ? null : "p" + (page.get(0).place() - 1);
                backfill.add(wanted.subList(0, passed), page.size(), next, Long.MAX_VALUE);
            }
            return backfill.fetched().pages();
        }

        private void keep() {
            position = flow.text("me");
            kept.addAll(completedInThisRun);
        }

        private void crash() {
            flow.close();
            begin();
        }

        private void stop() {
            flow.close();
            while (!underWay.isEmpty()) {
                end(null);
            }
            keep();
            begin();
        }

        private void begin() {
            run++;
            underWay.clear();
            later.clear();
            toFetch.clear();
            start();
        }

        private void finish() {
            for (int i = 0; completed.size() < said.size() || isBusy(); i++) {
                assertThat(i).as("seed %s: it goes on", seed).isLessThan(100_000);
                assertThat(wrong).as("seed %s", seed).isEmpty();
                sync();
                end(null);
                goOn();
                fetch();
            }
            sync();
            assertThat(wrong).as("seed %s", seed).isEmpty();
            assertThat(flow.position())
                    .as("seed %s: the end", seed)
                    .isEqualTo(Position.at("s" + said.size()));
        }

        private boolean isBusy() {
            return !underWay.isEmpty() || !later.isEmpty() || !toFetch.isEmpty();
        }

        private List<Said> said(RoomId room, int after, int to) {
            return said.subList(after, Math.max(after, to)).stream()
                    .filter(each -> each.room().equals(room))
                    .toList();
        }

        private static List<MatrixEvent> events(List<Said> said) {
            return said.stream()
                    .map(
                            each ->
                                    new MatrixEvent(
                                            each.room(),
                                            new EventId(each.id()),
                                            new UserId("@a:x.org"),
                                            "m.room.message",
                                            null,
                                            null,
                                            new EventJson(new byte[] {'{', '}'})))
                    .toList();
        }

        private static int place(String token) {
            return Integer.parseInt(token.substring(1));
        }

        private Flow flow(Position from) {
            int number = run;
            SubscriptionSettings settings =
                    new SubscriptionSettings(
                            "test",
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
                            new MemoryStateStore(),
                            new StartFrom.Now(),
                            1000,
                            2,
                            maximumInFlight,
                            Duration.ZERO);
            Consumer<RoomId> fetcher =
                    room -> {
                        if (number == run) {
                            toFetch.add(room);
                        }
                    };
            return new Flow(
                    from,
                    Position.landmarks(position),
                    settings,
                    this,
                    ReceiveObserver.NONE,
                    new Workers(Runnable::run, timer()),
                    () -> {},
                    fetcher);
        }

        private ScheduledExecutorService timer() {
            return (ScheduledExecutorService)
                    Proxy.newProxyInstance(
                            getClass().getClassLoader(),
                            new Class<?>[] {ScheduledExecutorService.class},
                            (proxy, method, arguments) -> {
                                later.add((Runnable) arguments[0]);
                                return null;
                            });
        }

        @Override
        public void onEvent(MatrixEvent event, int attempt, Consumer<Throwable> done) {
            String id = event.id().value();
            if (kept.contains(id)) {
                wrong.add(id + " is delivered again, though it is stored as done");
            }
            if (completedInThisRun.contains(id)) {
                wrong.add(id + " is delivered again, though it is done");
            }
            said(event.room(), 0, Integer.parseInt(id.substring(1)) - 1).stream()
                    .filter(each -> !completed.contains(each.id()))
                    .forEach(each -> wrong.add(id + " comes before " + each.id()));
            underWay.add(new Handed(id, done));
        }

        @Override
        public void onFailure(Activity activity, MatrixException reason) {
            throw reason;
        }

        @Override
        public void onRecovery(Activity activity) {}

        @Override
        public void onIntruder() {}
    }
}
