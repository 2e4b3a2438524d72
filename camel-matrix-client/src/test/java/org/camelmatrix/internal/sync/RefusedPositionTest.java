// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.Abort;
import org.camelmatrix.internal.http.ApiRequest;
import org.camelmatrix.internal.http.ApiResponse;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.OpenAnswer;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.http.Transport;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.store.MemoryStateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A homeserver that takes the tokens no more that it gave before, as one that was restored. */
class RefusedPositionTest {

    private static final RoomId ROOM = new RoomId("!a:x");

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final MemoryStateStore store = new MemoryStateStore();
    private final Moving homeserver = new Moving();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private volatile Instant now = Instant.now();
    private final SyncLoop loop =
            new SyncLoop(
                    new Access(),
                    new Workers(pool, timer),
                    Thread::new,
                    new Rooms(),
                    DeviceUpdates.NONE,
                    () -> now);

    @AfterEach
    void stop() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    private Subscription listen() {
        Subscription subscription =
                loop.subscribe(
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
                                store,
                                new StartFrom.Now(),
                                1000,
                                10,
                                100,
                                Duration.ZERO),
                        new Listener(),
                        ReceiveObserver.NONE);
        subscription.start();
        return subscription;
    }

    private static String[] ids(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "$" + i).toArray(String[]::new);
    }

    /** Lets the time pass between refusals, as soon as one was told. */
    private void passFiveMinutes() {
        passFiveMinutes("sinceStore");
    }

    private void passFiveMinutes(String words) {
        for (int i = 0; i < 2; i++) {
            long before = count(words);
            await().until(() -> count(words) > before);
            now = now.plusSeconds(150);
        }
    }

    private long count(String words) {
        return told.stream().filter(text -> text.contains(words)).count();
    }

    @ParameterizedTest
    @CsvSource({"400, 0", "404, -20000", "500, 20000"})
    void goesOnFromTheEventsThatItKnowsHoweverWrongTheClockThereIs(int status, long days) {
        homeserver.days = days;
        Subscription subscription = listen();
        await().until(() -> homeserver.syncs > 1);
        homeserver.events = 5;
        await().until(() -> received.size() == 5);
        homeserver.move("b", status);
        homeserver.events = 8;
        passFiveMinutes();
        await().until(() -> received.size() >= 8);
        homeserver.events = 9;
        await().until(() -> received.contains("$8"));
        assertThat(received).containsExactly(ids(0, 9));
        assertThat(told).anyMatch(text -> text.contains("sinceStore"));
        subscription.close().join();
    }

    @Test
    void goesOnAfterARestart() {
        Subscription first = listen();
        await().until(() -> homeserver.syncs > 1);
        homeserver.events = 3;
        await().until(() -> received.size() == 3);
        first.close().join();
        homeserver.move("b", 400);
        homeserver.events = 6;
        Subscription second = listen();
        passFiveMinutes();
        await().until(() -> received.size() >= 6);
        assertThat(received).containsExactly(ids(0, 6));
        second.close().join();
    }

    @Test
    void fetchesAnewWhereTheTokenOfAPageIsForgotten() {
        homeserver.pageSize = 2;
        Subscription first = listen();
        await().until(() -> homeserver.syncs > 1);
        homeserver.events = 2;
        await().until(() -> received.size() == 2);
        first.close().join();
        homeserver.events = 9;
        homeserver.forgetsPage = true;
        Subscription second = listen();
        await().until(() -> received.size() >= 9);
        assertThat(received).containsExactly(ids(0, 9));
        second.close().join();
    }

    @Test
    void takesAnOutageForNoRefusal() {
        Subscription subscription = listen();
        await().until(() -> homeserver.syncs > 1);
        homeserver.events = 2;
        await().until(() -> received.size() == 2);
        homeserver.away = true;
        passFiveMinutes("502");
        passFiveMinutes("502");
        homeserver.events = 4;
        homeserver.away = false;
        await().until(() -> received.size() == 4);
        assertThat(homeserver.first).isEqualTo(1);
        subscription.close().join();
    }

    private final class Listener implements EventListener {

        @Override
        public void onEvent(MatrixEvent event, int attempt, Consumer<Throwable> done) {
            received.add(event.id().value());
            done.accept(null);
        }

        @Override
        public void onFailure(Activity activity, MatrixException reason) {
            told.add(reason.getMessage());
        }

        @Override
        public void onRecovery(Activity activity) {}

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
            return CompletableFuture.completedFuture(ROOM);
        }
    }

    /** A homeserver with one room, whose tokens begin with a letter. */
    private static final class Moving implements Transport {

        private static final Pattern TOKEN =
                Pattern.compile("[?&](since|from|to)=([a-z])([0-9]+)(?:g([0-9]+))?");

        private volatile String letter = "a";
        private volatile int status = 400;
        private volatile int events;
        private volatile boolean away;
        private volatile boolean newTokens;
        private volatile long days;
        private volatile int pageSize = 1000;
        private volatile boolean forgetsPage;
        private volatile int generation;
        private volatile int syncs;
        private volatile int first;

        void move(String next, int refusal) {
            status = refusal;
            letter = next;
        }

        @Override
        public CompletableFuture<ApiResponse> execute(ApiRequest request) {
            return CompletableFuture.failedFuture(new IllegalStateException("not asked for"));
        }

        @Override
        public CompletableFuture<OpenAnswer> open(
                ApiRequest request, Duration silence, Abort abort) {
            String url = request.uri().toString();
            int from = -1;
            int to = 0;
            boolean known = true;
            for (Matcher token = TOKEN.matcher(url); token.find(); ) {
                known &= token.group(2).equals(letter);
                known &= token.group(4) == null || token.group(4).equals("" + generation);
                if (token.group(1).equals("to")) {
                    to = Integer.parseInt(token.group(3));
                } else {
                    from = Integer.parseInt(token.group(3));
                }
            }
            if (away) {
                return answer(502, "{}");
            }
            if (!known) {
                return answer(status, "{\"errcode\":\"M_UNKNOWN\",\"error\":\"no such token\"}");
            }
            return answer(200, url.contains("/sync") ? sync(from) : page(from, to));
        }

        private String sync(int from) {
            int newest = events;
            syncs++;
            if (from < 0) {
                first += 1;
            }
            int oldest = from < 0 ? Math.max(0, newest - 1) : from;
            boolean limited = newest - oldest > pageSize;
            String room =
                    "\"!a:x\":{\"timeline\":{\"limited\":%s,\"events\":[%s]}}"
                            .formatted(limited, limited ? "" : said(oldest, newest, false));
            String token = letter + newest + (newTokens ? "_" + syncs : "");
            return "{\"next_batch\":\"%s\",\"rooms\":{\"join\":{%s}}}"
                    .formatted(token, from < 0 || newest > oldest ? room : "");
        }

        /** The token of the next page is worth nothing once if it is to be forgotten. */
        private String page(int from, int to) {
            int oldest = Math.max(to, from - pageSize);
            String end =
                    oldest > to ? ",\"end\":\"%s%dg%d\"".formatted(letter, oldest, generation) : "";
            if (forgetsPage && to > 0) {
                forgetsPage = false;
                generation++;
            }
            return "{\"chunk\":[" + said(oldest, from, true) + ']' + end + '}';
        }

        private String said(int from, int to, boolean backwards) {
            return IntStream.range(from, to)
                    .map(i -> backwards ? to - 1 - (i - from) : i)
                    .mapToObj(
                            i ->
                                    ("{\"type\":\"m.room.message\",\"sender\":\"@a:x\",\"event_id\":"
                                                    + "\"$%d\",\"origin_server_ts\":%d,\"content\":{}}")
                                            .formatted(i, time()))
                    .collect(Collectors.joining(","));
        }

        private long time() {
            return System.currentTimeMillis() + Duration.ofDays(days).toMillis();
        }

        private static CompletableFuture<OpenAnswer> answer(int status, String json) {
            byte[] body = json.getBytes(StandardCharsets.UTF_8);
            return CompletableFuture.completedFuture(
                    new OpenAnswer(
                            status,
                            null,
                            null,
                            "application/json",
                            body.length,
                            null,
                            new ByteArrayInputStream(body),
                            () -> {}));
        }
    }
}
