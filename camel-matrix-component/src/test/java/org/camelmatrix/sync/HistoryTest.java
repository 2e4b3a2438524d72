package org.camelmatrix.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.camelmatrix.client.MessagesPage;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventJson;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.store.MemoryStateStore;
import org.junit.jupiter.api.Test;

/** How far what was missed is fetched. */
class HistoryTest {

    private static final RoomId ROOM = new RoomId("!a:x");
    private static final UserId SELF = new UserId("@bot:x");
    private static final int MAXIMUM_BACKFILL = 100;

    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger pages = new AtomicInteger();

    @Test
    void endsWhereAHomeserverGivesEmptyPagesForEver() {
        fetch(() -> new MessagesPage(List.of(), 0, "p" + pages.incrementAndGet()));
        assertThat(pages.get()).isLessThanOrEqualTo(1 + MAXIMUM_BACKFILL);
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
        fetched.parts().forEach(part -> part.events().forEach(e -> ids.add(e.id().value())));
        assertThat(ids).startsWith("$20", "$19").hasSizeBetween(2, 17);
        HistoryPart last = fetched.parts().get(fetched.parts().size() - 1);
        int newest = 21 - ids.size();
        assertThat(last.end()).isEqualTo("p" + (newest - 1));
        assertThat(gaps).hasValue(0);
    }

    private History.Fetched fetch(Supplier<MessagesPage> pages) {
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
        Backfill backfill =
                new Backfill(new HistoryRange(ROOM, "s1", "s0", null), Set.of("$before"));
        new History(new Answering(pages), settings, new CountingGaps(gaps))
                .fetch(backfill, SELF, event -> true);
        return backfill.fetched();
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
