// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventJson;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.MessagesPage;
import org.camelmatrix.store.MemoryStateStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How far what was missed is fetched. */
class HistoryTest {

    private static final RoomId ROOM = new RoomId("!a:x");
    private static final UserId SELF = new UserId("@bot:x");
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final int MAXIMUM_BACKFILL = 100;

    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();

    @Test
    void endsWhereAHomeserverGivesEmptyPagesForEver() {
        fetch(() -> new MessagesPage(List.of(), 0, "p" + pages.incrementAndGet()));
        assertThat(pages.get()).isLessThanOrEqualTo(10 + MAXIMUM_BACKFILL);
        assertThat(gaps).hasValue(1);
    }

    @Test
    void givesTheOldestFirstWhereNotAllFits() {
        History.Fetched fetched =
                fetch(
                        () -> {
                            int page = pages.incrementAndGet();
                            return new MessagesPage(
                                    List.of(large("$" + page)), 1, page == 20 ? "s0" : "p" + page);
                        });
        assertThat(fetched.whole()).isFalse();
        List<String> ids = new ArrayList<>();
        fetched.pages().forEach(part -> part.events().forEach(e -> ids.add(e.id().value())));
        assertThat(ids).startsWith("$20", "$19").hasSizeBetween(2, 17);
        HistoryPage last = fetched.pages().get(fetched.pages().size() - 1);
        int newest = 21 - ids.size();
        assertThat(last.end()).isEqualTo("p" + (newest - 1));
        assertThat(gaps).hasValue(0);
    }

    @Test
    void looksForTheNewestEventBeforeBehindPagesThatTheFilterEmptied() {
        Iterator<MessagesPage> answers =
                List.of(
                                new MessagesPage(List.of(), 0, "f1"),
                                new MessagesPage(List.of(), 0, "f2"),
                                new MessagesPage(List.of(event("$done", NOW)), 1, "f3"),
                                new MessagesPage(List.of(event("$new", NOW)), 1, "p1"),
                                new MessagesPage(List.of(event("$done", NOW)), 1, "p2"))
                        .iterator();
        History.Fetched fetched = fetch(new HistoryRange(ROOM, "s1", "s0", null), answers::next);
        assertThat(ids(fetched)).containsExactly("$new");
        assertThat(gaps).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(longs = {-20_000, 20_000})
    void clocksThatAreWrongByYearsDecideNothingWhereAnEventBeforeIsKnown(long days) {
        Instant there = NOW.plus(Duration.ofDays(days));
        Iterator<MessagesPage> answers =
                List.of(
                                new MessagesPage(List.of(event("$3", there)), 1, "p1"),
                                new MessagesPage(List.of(event("$2", there)), 1, "p2"),
                                new MessagesPage(
                                        List.of(event("$before", there), event("$0", there)),
                                        2,
                                        "p3"))
                        .iterator();
        HistoryRange range = new HistoryRange(ROOM, "s1", null, NOW);
        assertThat(ids(fetch(range, answers::next))).containsExactly("$2", "$3");
        assertThat(gaps).hasValue(0);
    }

    @Test
    void timesDecideWhereTheEventBeforeIsNotThereAnyMore() {
        Iterator<MessagesPage> answers =
                List.of(
                                new MessagesPage(List.of(event("$2", NOW)), 1, "p1"),
                                new MessagesPage(
                                        List.of(event("$1", NOW.minusSeconds(1))), 1, null))
                        .iterator();
        HistoryRange range = new HistoryRange(ROOM, "s1", null, NOW);
        assertThat(ids(fetch(range, answers::next))).containsExactly("$2");
    }

    @Test
    void oneEventOfAWrongTimeEndsNoFetch() {
        Iterator<MessagesPage> answers =
                List.of(
                                new MessagesPage(List.of(event("$3", NOW)), 1, "p1"),
                                new MessagesPage(List.of(event("$2", Instant.EPOCH)), 1, "p2"),
                                new MessagesPage(List.of(event("$1", NOW)), 1, null))
                        .iterator();
        HistoryRange range = new HistoryRange(ROOM, "s1", null, NOW);
        assertThat(ids(fetch(range, Set.of(), answers::next))).containsExactly("$1", "$3");
    }

    @Test
    void manyEventsThatAreTooOldEndAFetchAndAreNoGap() {
        History.Fetched fetched =
                fetch(
                        new HistoryRange(ROOM, "s1", null, NOW),
                        Set.of(),
                        () -> {
                            int page = pages.incrementAndGet();
                            return new MessagesPage(
                                    List.of(event("$" + page, Instant.EPOCH)), 1, "p" + page);
                        });
        assertThat(ids(fetched)).isEmpty();
        assertThat(pages.get()).isLessThanOrEqualTo(MAXIMUM_BACKFILL);
        assertThat(gaps).hasValue(0);
    }

    private static List<String> ids(History.Fetched fetched) {
        return fetched.pages().stream()
                .flatMap(part -> part.events().stream())
                .map(event -> event.id().value())
                .toList();
    }

    private History.Fetched fetch(Supplier<MessagesPage> pages) {
        return fetch(new HistoryRange(ROOM, "s1", "s0", null), pages);
    }

    private History.Fetched fetch(HistoryRange range, Supplier<MessagesPage> pages) {
        return fetch(range, Set.of("$before"), pages);
    }

    private History.Fetched fetch(
            HistoryRange range, Set<String> landmarks, Supplier<MessagesPage> pages) {
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
                        MAXIMUM_BACKFILL,
                        10,
                        100,
                        Duration.ZERO);
        Backfill backfill = new Backfill(range, landmarks);
        new History(new Answering(pages), settings, new CountingGaps(gaps))
                .fetch(backfill, SELF, event -> true);
        return backfill.fetched();
    }

    private static MatrixEvent event(String id, Instant time) {
        return new MatrixEvent(
                ROOM,
                new EventId(id),
                SELF,
                "m.room.message",
                null,
                time,
                new EventJson("{}".getBytes(StandardCharsets.UTF_8)));
    }

    private static MatrixEvent large(String id) {
        return new MatrixEvent(
                ROOM,
                new EventId(id),
                SELF,
                "m.room.message",
                null,
                null,
                new EventJson(new byte[1024 * 1024]));
    }

    /** A homeserver that knows only {@code /messages}. */
    private record Answering(Supplier<MessagesPage> pages) implements AccountAccess {

        @Override
        @SuppressWarnings("unchecked")
        public <T> CompletableFuture<T> request(Request<T> request) {
            return CompletableFuture.completedFuture((T) pages.get());
        }

        @Override
        public CompletableFuture<UserId> user() {
            return CompletableFuture.completedFuture(SELF);
        }

        @Override
        public CompletableFuture<RoomId> enter(Recipient recipient) {
            return CompletableFuture.completedFuture(ROOM);
        }
    }

    private record CountingGaps(AtomicInteger gaps) implements ReceiveObserver {

        @Override
        public void gap() {
            gaps.incrementAndGet();
        }

        @Override
        public void received() {}

        @Override
        public void completed() {}

        @Override
        public void retried() {}

        @Override
        public void undecrypted() {}

        @Override
        public void intruder() {}

        @Override
        public void unreadable(int count) {}
    }
}
