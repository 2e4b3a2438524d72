// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a position says while events are done in one order or another. */
class FlowTest {

    private static final RoomId A = new RoomId("!a:x");
    private static final RoomId B = new RoomId("!b:x");

    private record Handed(MatrixEvent event, int attempt, Consumer<Throwable> done) {
        String id() {
            return event.id().value();
        }
    }

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private volatile Runnable changed = () -> {};
    private volatile boolean doneAtOnce;
    private volatile boolean failed;
    private final AtomicInteger missingThreads = new AtomicInteger();
    private final List<Handed> handed = new CopyOnWriteArrayList<>();
    private final List<RoomId> toFetch = new CopyOnWriteArrayList<>();

    private void run(Runnable task) {
        if (missingThreads.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new OutOfMemoryError("unable to create native thread");
        }
        pool.execute(task);
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    @Test
    void movesOverWhatIsDoneAlone() {
        Flow flow = flow(Position.at("s0"));
        flow.take(List.of(room(A, "$1", "$2"), room(B, "$3")), "s1");
        flow.take(List.of(room(B, "$4")), "s2");
        assertThat(flow.position().since()).isEqualTo("s0");
        done("$3");
        done("$4");
        assertThat(flow.position())
                .isEqualTo(new Position("s0", Map.of(B, Set.of("$3", "$4")), Map.of()));
        done("$1");
        assertThat(flow.position().since()).isEqualTo("s0");
        done("$2");
        assertThat(flow.position()).isEqualTo(Position.at("s2"));
    }

    @Test
    void handsOverLaterWhereThereIsNoThreadNow() {
        Flow flow = flow(Position.at("s0"));
        missingThreads.set(1);
        flow.take(List.of(room(A, "$1")), "s1");
        done("$1");
        assertThat(flow.position()).isEqualTo(Position.at("s1"));
    }

    @Test
    void goesOnInARoomAfterAnErrorThatComesWhenAnEventIsDone() {
        Flow flow = flow(Position.at("s0"));
        Thread test = Thread.currentThread();
        changed = () -> failOnce(test);
        doneAtOnce = true;
        flow.take(List.of(room(A, "$1", "$2", "$3")), "s1");
        await().dontCatchUncaughtExceptions().until(() -> handed.size() == 3);
        await().dontCatchUncaughtExceptions()
                .until(() -> flow.position().equals(Position.at("s1")));
        assertThat(failed).isTrue();
    }

    private void failOnce(Thread test) {
        if (!handed.isEmpty() && !failed && Thread.currentThread() != test) {
            failed = true;
            throw new StackOverflowError("by a test");
        }
    }

    @Test
    void doesNotHandOverAgainWhatThePositionSaysIsDone() {
        Flow flow = flow(new Position("s0", Map.of(A, Set.of("$1")), Map.of()));
        flow.take(List.of(room(A, "$1", "$2")), "s1");
        done("$2");
        assertThat(handed).extracting(Handed::id).containsExactly("$2");
        assertThat(flow.position()).isEqualTo(Position.at("s1"));
    }

    @Test
    void knowsWhatIsDoneUntilTheRoomGoesOn() {
        Flow flow = flow(new Position("s0", Map.of(A, Set.of("$1", "$2")), Map.of()));
        flow.take(List.of(), "s1");
        flow.take(List.of(room(A, "$1")), "s2");
        flow.take(List.of(room(A, "$1", "$2", "$3")), "s3");
        done("$3");
        flow.take(List.of(room(A, "$4")), "s4");
        done("$4");
        assertThat(handed).extracting(Handed::id).containsExactly("$3", "$4");
        assertThat(flow.position()).isEqualTo(Position.at("s4"));
    }

    @Test
    void knowsWhatIsDoneInARoomThatIsFetchedUntilTheRoomGoesOn() {
        Position.RoomPosition place = new Position.RoomPosition("s0", null, Set.of("$1", "$2"));
        Flow flow = flow(new Position("s1", Map.of(), Map.of(A, place)));
        flow.fetchLagging();
        fetched(flow, flow.range(A), List.of(new HistoryPage(List.of(event(A, "$1")), "s1")));
        flow.take(List.of(room(A, "$2", "$3")), "s2");
        done("$3");
        assertThat(handed).extracting(Handed::id).containsExactly("$3");
        assertThat(flow.position()).isEqualTo(Position.at("s2"));
    }

    @Test
    void letsOthersMoveOnWhileARoomFails() {
        Flow flow = flow(Position.at("s0"));
        flow.take(List.of(room(A, "$1", "$2"), room(B, "$3")), "s1");
        hand("$1").done().accept(new IllegalStateException("poison"));
        done("$3");
        flow.take(List.of(room(A, "$4"), room(B, "$5")), "s2");
        done("$5");
        Position position = flow.position();
        assertThat(position.since()).isEqualTo("s2");
        assertThat(position.rooms().get(A).since()).isEqualTo("s0");
        await().until(() -> handed.stream().anyMatch(each -> each.attempt() == 1));
        assertThat(toFetch).isEmpty();
        handed.get(handed.size() - 1).done().accept(null);
        await().until(() -> toFetch.contains(A));
        HistoryRange range = flow.range(A);
        assertThat(range).isEqualTo(new HistoryRange(A, "s2", "s0", null));
        assertThat(flow.position().rooms().get(A).completed()).containsExactly("$1");
        fetched(
                flow,
                range,
                List.of(
                        new HistoryPage(List.of(event(A, "$1"), event(A, "$2")), "p1"),
                        new HistoryPage(List.of(event(A, "$4")), "s2")));
        done("$2");
        assertThat(flow.position().rooms().get(A).since()).isEqualTo("p1");
        done("$4");
        assertThat(flow.position()).isEqualTo(Position.at("s2"));
        assertThat(handed).extracting(Handed::id).filteredOn("$1"::equals).hasSize(2);
    }

    @Test
    void fetchesWhatIsMissingBeforeWhatComesLater() {
        Flow flow = flow(Position.at("s0"));
        flow.take(List.of(limited(A, "$9")), "s1");
        assertThat(toFetch).containsExactly(A);
        assertThat(flow.position().since()).isEqualTo("s1");
        assertThat(flow.position().rooms().get(A).since()).isEqualTo("s0");
        HistoryRange range = flow.range(A);
        flow.take(List.of(room(A, "$10")), "s2");
        fetched(
                flow,
                range,
                List.of(new HistoryPage(List.of(event(A, "$8"), event(A, "$9")), range.from())));
        done("$8");
        done("$9");
        await().until(() -> toFetch.size() == 2);
        HistoryRange next = flow.range(A);
        assertThat(next).isEqualTo(new HistoryRange(A, "s2", "s1", null));
        fetched(flow, next, List.of(new HistoryPage(List.of(event(A, "$10")), "s2")));
        done("$10");
        assertThat(flow.position()).isEqualTo(Position.at("s2"));
        flow.take(List.of(room(A, "$11")), "s3");
        done("$11");
        assertThat(handed).extracting(Handed::id).containsExactly("$8", "$9", "$10", "$11");
    }

    @Test
    void keepsThePlaceOfARoomUntilTheOthersAreAsFar() {
        Flow flow = flow(Position.at("s0"));
        flow.take(List.of(room(B, "$1"), limited(A, "$9")), "s1");
        fetched(flow, flow.range(A), List.of(new HistoryPage(List.of(event(A, "$9")), "s1")));
        done("$9");
        Position position = flow.position();
        assertThat(position.since()).isEqualTo("s0");
        assertThat(position.rooms().get(A).since()).isEqualTo("s1");
        done("$1");
        assertThat(flow.position()).isEqualTo(Position.at("s1"));
    }

    @Test
    void fetchesTheRestOfWhatDoesNotFitAtOnce() {
        Flow flow = flow(Position.at("s0"));
        flow.take(List.of(limited(A, "$9")), "s1");
        flow.takeFetched(
                flow.range(A),
                new History.Fetched(
                        List.of(new HistoryPage(List.of(event(A, "$1")), "p1")), false));
        assertThat(toFetch).hasSize(1);
        done("$1");
        await().until(() -> toFetch.size() == 2);
        assertThat(flow.range(A)).isEqualTo(new HistoryRange(A, "s1", "p1", null));
    }

    @Test
    void keepsAShortPositionWhileAnEventTakesLong() {
        Flow flow = flow(Position.at("s0"));
        flow.take(List.of(room(A, "$long", "$waits")), "s1");
        Handed slow = hand("$long");
        flow.take(List.of(room(B, "$b")), "s2");
        done("$b");
        for (int i = 3; i < 2000; i++) {
            flow.take(List.of(), "s" + i);
        }
        assertThat(flow.position())
                .isEqualTo(
                        new Position(
                                "s1999",
                                Map.of(),
                                Map.of(A, new Position.RoomPosition("s0", null, Set.of()))));
        slow.done().accept(null);
        await().until(() -> toFetch.contains(A));
        HistoryRange range = flow.range(A);
        assertThat(range).isEqualTo(new HistoryRange(A, "s1999", "s0", null));
        fetched(flow, range, List.of(new HistoryPage(events(A, "$long", "$waits"), "s1999")));
        done("$waits");
        assertThat(flow.position()).isEqualTo(Position.at("s1999"));
        assertThat(handed).extracting(Handed::id).filteredOn("$long"::equals).hasSize(1);
    }

    @Test
    void takesAnAnswerAsAWholeWhereThereIsPlaceBeforeIt() {
        Flow flow = flow(Position.at("s0"));
        String[] many = IntStream.range(0, 150).mapToObj(i -> "$a" + i).toArray(String[]::new);
        flow.take(List.of(room(A, many), room(B, "$b")), "s1");
        done("$b");
        assertThat(toFetch).isEmpty();
        assertThat(flow.hasCapacity()).isFalse();
        flow.take(List.of(room(B, "$later")), "s2");
        assertThat(toFetch).containsExactly(B);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void fetchesTheRoomsOfAnAnswerThatItTookInPart(int failures) {
        Flow flow = flow(Position.at("s0"));
        List<SyncedRoom> answer = new Failing<>(List.of(room(A, "$1"), room(B, "$2")), failures);
        assertThatThrownBy(() -> flow.take(answer, "s1")).isInstanceOf(OutOfMemoryError.class);
        flow.take(List.of(), "s2");
        flow.fetchLagging();
        assertThat(toFetch).containsExactlyInAnyOrder(A, B);
        assertThat(handed).isEmpty();
        assertThat(flow.position().since()).isEqualTo("s2");
        HistoryRange first = flow.range(A);
        HistoryRange second = flow.range(B);
        assertThat(first).isEqualTo(new HistoryRange(A, "s2", "s0", null));
        assertThat(second).isEqualTo(new HistoryRange(B, "s2", "s0", null));
        fetched(flow, first, List.of(new HistoryPage(events(A, "$1"), "s2")));
        fetched(flow, second, List.of(new HistoryPage(events(B, "$2"), "s2")));
        done("$1");
        done("$2");
        assertThat(flow.position()).isEqualTo(Position.at("s2"));
    }

    @Test
    void fetchesAgainWhatItTookInPart() {
        Flow flow = flow(Position.at("s0"));
        flow.take(List.of(limited(A, "$3")), "s1");
        List<HistoryPage> pages =
                List.of(
                        new HistoryPage(events(A, "$1", "$2"), "p1"),
                        new HistoryPage(events(A, "$3"), "s1"));
        HistoryRange range = flow.range(A);
        List<HistoryPage> failing = new Failing<>(pages, 1);
        assertThatThrownBy(() -> fetched(flow, range, failing))
                .isInstanceOf(OutOfMemoryError.class);
        HistoryRange again = flow.range(A);
        assertThat(again).isEqualTo(range);
        fetched(flow, again, pages);
        done("$1");
        done("$2");
        done("$3");
        assertThat(flow.position()).isEqualTo(Position.at("s1"));
        assertThat(handed).extracting(Handed::id).containsExactly("$1", "$2", "$3");
    }

    @Test
    void takesNothingThatWasFetchedBeforeItBeganAnew() {
        Flow flow = flow(Position.at("s0"));
        flow.take(List.of(limited(A, "$9")), "s1");
        HistoryRange old = flow.range(A);
        flow.beginAnew(Set.of(A), "t1");
        flow.fetchLagging();
        List<HistoryPage> pages = List.of(new HistoryPage(events(A, "$1"), "s1"));
        fetched(flow, old, pages);
        assertThat(flow.position().rooms().get(A).since()).isNull();
        HistoryRange current = flow.range(A);
        fetched(flow, old, pages);
        assertThat(flow.position().rooms().get(A).since()).isNull();
        fetched(flow, current, List.of(new HistoryPage(events(A, "$1", "$5"), "t1")));
        done("$1");
        done("$5");
        assertThat(flow.position()).isEqualTo(Position.at("t1"));
    }

    @Test
    void handsOverNothingMoreOnceItIsClosed() {
        Flow flow = flow(Position.at("s0"));
        flow.take(List.of(room(A, "$1", "$2")), "s1");
        Handed first = hand("$1");
        flow.close();
        first.done().accept(null);
        first.done().accept(null);
        assertThat(flow.underWay()).isZero();
        assertThat(handed).hasSize(1);
        assertThat(flow.position())
                .isEqualTo(new Position("s0", Map.of(A, Set.of("$1")), Map.of()));
    }

    @Test
    void readsAPositionAsItWasWritten() {
        Position position =
                new Position(
                        "s1",
                        Map.of(A, Set.of("$1", "$2")),
                        Map.of(B, new Position.RoomPosition(null, Instant.EPOCH, Set.of("$3"))));
        assertThat(Position.of(position.toText("me", new Landmarks()))).isEqualTo(position);
        assertThat(Position.writer(position.toText("me", new Landmarks()))).isEqualTo("me");
    }

    private static void fetched(Flow flow, HistoryRange range, List<HistoryPage> parts) {
        flow.takeFetched(range, new History.Fetched(parts, true));
    }

    private void done(String id) {
        hand(id).done().accept(null);
    }

    private Handed hand(String id) {
        await().until(() -> handed.stream().anyMatch(each -> each.id().equals(id)));
        return handed.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    private Flow flow(Position position) {
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
                        100,
                        10,
                        100,
                        Duration.ZERO);
        return new Flow(
                position,
                new Landmarks(),
                settings,
                new EventListener() {
                    @Override
                    public void onEvent(MatrixEvent event, int attempt, Consumer<Throwable> done) {
                        handed.add(new Handed(event, attempt, done));
                        if (doneAtOnce) {
                            done.accept(null);
                        }
                    }

                    @Override
                    public void onFailure(Activity activity, MatrixException reason) {
                        throw reason;
                    }

                    @Override
                    public void onRecovery(Activity activity) {}

                    @Override
                    public void onIntruder() {}
                },
                ReceiveObserver.NONE,
                new Workers(this::run, timer),
                () -> changed.run(),
                toFetch::add);
    }

    private static SyncedRoom room(RoomId room, String... ids) {
        return new SyncedRoom(room, List.of(), new Timeline(events(room, ids), false, 0));
    }

    private static SyncedRoom limited(RoomId room, String... ids) {
        return new SyncedRoom(room, List.of(), new Timeline(events(room, ids), true, 0));
    }

    private static List<MatrixEvent> events(RoomId room, String... ids) {
        return new ArrayList<>(Stream.of(ids).map(id -> event(room, id)).toList());
    }

    private static MatrixEvent event(RoomId room, String id) {
        return new MatrixEvent(
                room,
                new EventId(id),
                new UserId("@a:x.org"),
                "m.room.message",
                null,
                null,
                new EventJson(new byte[] {'{', '}'}));
    }
}
