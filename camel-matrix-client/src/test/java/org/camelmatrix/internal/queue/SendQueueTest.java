// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SendQueueTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Workers workers = new Workers(pool, timer);
    private final SendQueue queue = new SendQueue(100, workers);
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        queue.close();
        timer.shutdownNow();
        pool.shutdownNow();
    }

    @Test
    void sendsOnTheCallersThreadWhenNobodyWaits() {
        Thread caller = Thread.currentThread();
        CompletableFuture<Thread> sent =
                submit("room", () -> CompletableFuture.completedFuture(Thread.currentThread()));
        assertThat(sent).isCompletedWithValue(caller);
        assertThat(queue.isBusy("room")).isFalse();
    }

    @Test
    void keepsTheOrderOfARoomWhileItsFirstIsTriedAgain() {
        AtomicInteger failures = new AtomicInteger(3);
        submit("room", failing(failures, unavailable(), "1"));
        IntStream.rangeClosed(2, 20).forEach(i -> submit("room", sending(String.valueOf(i))));
        submit("other", sending("of another room"));
        await().until(() -> done.size() == 21);
        assertThat(done.get(0)).isEqualTo("of another room");
        assertThat(done.subList(1, 21))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).toList());
        await().until(() -> !queue.isBusy("room"));
    }

    @Test
    void keepsTheOrderBehindASendThatIsNotDoneWhenItsAttemptReturns() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit("room", () -> first.thenApply(this::note));
        submit("room", sending("2"));
        assertThat(done).isEmpty();
        first.complete("1");
        await().until(() -> done.size() == 2);
        assertThat(done).containsExactly("1", "2");
    }

    @Test
    void sendsTogetherWhatDifferentThreadsSentAtTheSameTime() throws Exception {
        int threads = 8;
        CountDownLatch together = new CountDownLatch(threads);
        List<CompletableFuture<String>> sent =
                sendBehindAnother(
                        threads,
                        () -> {
                            together.countDown();
                            return together.await(1, TimeUnit.MINUTES) ? "x" : "alone";
                        });
        for (CompletableFuture<String> each : sent) {
            assertThat(each.get(2, TimeUnit.MINUTES)).isEqualTo("x");
        }
        await().until(() -> !queue.isBusy("room"));
    }

    @Test
    void triesOneAloneAfterAFailureOfSeveral() throws Exception {
        CountDownLatch together = new CountDownLatch(2);
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger retries = new AtomicInteger();
        List<CompletableFuture<String>> sent =
                sendBehindAnother(
                        2,
                        () -> {
                            if (together.getCount() > 0) {
                                together.countDown();
                                together.await();
                                throw unavailable();
                            }
                            int others = underWay.getAndIncrement();
                            if (retries.getAndIncrement() == 0) {
                                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(500));
                            }
                            others = Math.max(others, underWay.getAndDecrement() - 1);
                            return others == 0 ? "alone" : "together";
                        });
        for (CompletableFuture<String> each : sent) {
            assertThat(each.get(2, TimeUnit.MINUTES)).isEqualTo("alone");
        }
    }

    /** Each of some threads sends while one send of the room is on its way. */
    private List<CompletableFuture<String>> sendBehindAnother(int threads, Callable<String> send) {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<Void> allWait = new CompletableFuture<>();
        submit("room", () -> first);
        submit("room", () -> CompletableFuture.completedFuture(String.valueOf(allWait.join())));
        first.complete("1");
        List<CompletableFuture<String>> sent = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < threads; i++) {
            new Thread(() -> sent.add(submit("room", () -> attempt(send)))).start();
        }
        await().until(() -> sent.size() == threads && queue.pending() == threads + 1);
        allWait.complete(null);
        return sent;
    }

    private static CompletableFuture<String> attempt(Callable<String> send) {
        try {
            return CompletableFuture.completedFuture(send.call());
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Test
    void keepsTheOrderOfEachThreadWhateverOthersSendAndWhateverFails() {
        int threads = 6;
        int messages = 200;
        Random chance = new Random(7);
        List<List<Integer>> taken = new ArrayList<>();
        List<CompletableFuture<String>> sent = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < threads; i++) {
            List<Integer> ofThread = Collections.synchronizedList(new ArrayList<>());
            taken.add(ofThread);
            pool.execute(
                    () -> {
                        for (int m = 0; m < messages; m++) {
                            int message = m;
                            AtomicInteger failures =
                                    new AtomicInteger(chance.nextInt(20) == 0 ? 1 : 0);
                            sent.add(
                                    submit(
                                            "room",
                                            () -> {
                                                LockSupport.parkNanos(chance.nextInt(200_000));
                                                if (failures.getAndDecrement() > 0) {
                                                    return CompletableFuture.failedFuture(
                                                            chance.nextBoolean()
                                                                    ? limited(Duration.ofMillis(1))
                                                                    : unavailable());
                                                }
                                                ofThread.add(message);
                                                return CompletableFuture.completedFuture("x");
                                            },
                                            policy(
                                                    10,
                                                    Duration.ofMillis(5),
                                                    null,
                                                    PendingPolicy.WAIT)));
                        }
                    });
        }
        await().atMost(Duration.ofMinutes(2)).until(() -> sent.size() == threads * messages);
        assertThat(sent).allSatisfy(each -> assertThat(each.join()).isEqualTo("x"));
        assertThat(taken)
                .allSatisfy(
                        each ->
                                assertThat(each)
                                        .containsExactlyElementsOf(
                                                IntStream.range(0, messages).boxed().toList()));
    }

    @Test
    void keepsTheOrderOfWhatFollowsFromTheSendsOfACallerThatDoesNotWait() {
        keepsTheOrderOfWhatFollows(Runnable::run);
    }

    @Test
    void keepsTheOrderOfWhatFollowsFromTheSendsOfAWorker() {
        keepsTheOrderOfWhatFollows(task -> CompletableFuture.runAsync(task, workers).join());
    }

    private void keepsTheOrderOfWhatFollows(Executor caller) {
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<Void> begun = new CompletableFuture<>();
        CompletableFuture<Void> release = new CompletableFuture<>();
        CompletableFuture<Void> both = new CompletableFuture<>();
        submit("x", () -> first);
        caller.execute(() -> sendThroughTwoRooms(begun, release, both));
        first.complete("x");
        both.join();
        release.complete(null);
        await().until(() -> done.size() == 4);
        assertThat(done).containsExactly("1 in x", "2 in x", "1 in y", "2 in y");
    }

    @Test
    void triesAgainInOrderWhatFollowsFromASendAndFails() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit("x", () -> first);
        submit("x", sending("1 in x"))
                .thenRun(
                        () -> {
                            submit("y", failing(1, unavailable(), "1 in y"));
                            submit("y", sending("2 in y"));
                        });
        first.complete("x");
        await().until(() -> done.size() == 3);
        assertThat(done).containsExactly("1 in x", "1 in y", "2 in y");
        await().until(() -> !queue.isBusy("y") && queue.pending() == 0);
    }

    private void sendThroughTwoRooms(
            CompletableFuture<Void> begun,
            CompletableFuture<Void> release,
            CompletableFuture<Void> both) {
        submit("x", sending("1 in x"))
                .thenRun(
                        () ->
                                submit(
                                        "y",
                                        () -> {
                                            begun.complete(null);
                                            release.join();
                                            return sending("1 in y").get();
                                        }));
        submit(
                        "x",
                        () -> {
                            begun.join();
                            return sending("2 in x").get();
                        })
                .thenRun(() -> submit("y", sending("2 in y")))
                .thenRun(() -> both.complete(null));
    }

    @Test
    void asksALimitedAccountsHomeserverOnceAfterAPause() {
        AtomicInteger attempts = new AtomicInteger();
        AtomicInteger refusals = new AtomicInteger(4);
        List<CompletableFuture<String>> sent = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sent.add(
                    submit(
                            "room " + i,
                            () -> {
                                attempts.incrementAndGet();
                                return refusals.getAndDecrement() > 0
                                        ? CompletableFuture.failedFuture(
                                                limited(Duration.ofMillis(20)))
                                        : CompletableFuture.completedFuture("x");
                            }));
        }
        assertThat(sent).allSatisfy(each -> assertThat(each.join()).isEqualTo("x"));
        assertThat(attempts).hasValue(50 + 4);
    }

    @Test
    void makesNoAttemptThatWasStartedAndHasNoThreadYetWhenAPauseBegins() {
        List<Runnable> tasks = Collections.synchronizedList(new ArrayList<>());
        SendQueue own = new SendQueue(100, new Workers(tasks::add, timer));
        submit(own, "a", failing(1, limited(Duration.ofMillis(20)), "a"), policy());
        submit(own, "b", failing(1, limited(LONG), "b"), policy());
        submit(own, "c", sending("c"), policy());
        await().until(() -> tasks.size() == 1);
        tasks.remove(0).run();
        assertThat(tasks).as("b and c have set off").hasSize(2);
        tasks.remove(0).run();
        tasks.remove(0).run();
        assertThat(done).containsExactly("a");
        assertThat(own.pending()).isEqualTo(2);
    }

    @Test
    void makesNoRequestOfAnAttemptThatIsUnderWayWhenAPauseBegins() {
        CompletableFuture<Void> signIn = new CompletableFuture<>();
        Supplier<CompletableFuture<String>> part = sending("a");
        CompletableFuture<String> slow =
                submit("a", () -> signIn.thenCompose(done -> queue.unlessPaused(part)));
        submit("b", failing(1, limited(Duration.ofMillis(200)), "b"));
        signIn.complete(null);
        assertThat(slow.orTimeout(1, TimeUnit.MINUTES).join()).isEqualTo("a");
        assertThat(queue.pause()).as("the pause that was known").isZero();
    }

    @Test
    void countsNoRateLimitForAnAttemptThatMakesNoRequest() {
        AtomicInteger limited = new AtomicInteger();
        SendObserver observer =
                new SendObserver() {
                    @Override
                    public void queued() {}

                    @Override
                    public void left() {}

                    @Override
                    public void limited() {
                        limited.incrementAndGet();
                    }

                    @Override
                    public void retried() {}
                };
        CompletableFuture<Void> signIn = new CompletableFuture<>();
        CompletableFuture<String> slow =
                queue.submit(
                        "a",
                        () -> signIn.thenCompose(done -> queue.unlessPaused(sending("a"))),
                        policy(),
                        observer,
                        SendOrigin.none());
        submit("b", failing(1, limited(LONG), "b"));
        signIn.complete(null);
        await().until(() -> queue.pending() == 2);
        assertThat(done).isEmpty();
        assertThat(limited).hasValue(0);
        assertThat(slow).isNotDone();
    }

    @Test
    void sendsNothingInAPauseThatTheHomeserverAsksFor() {
        submit("a", failing(new AtomicInteger(1), limited(LONG), "a"));
        submit("b", sending("b"));
        assertThat(queue.pending()).isEqualTo(2);
        assertThat(queue.pause()).isBetween(LONG.minusSeconds(10), LONG);
        assertThat(done).isEmpty();
    }

    @Test
    void grantsNoLongerPauseThanMaximumRetryDelay() {
        RetryPolicy policy = policy(0, Duration.ofMillis(10), null, PendingPolicy.WAIT);
        CompletableFuture<String> sent =
                submit("a", failing(new AtomicInteger(2), limited(LONG), "a"), policy);
        assertThat(sent.join()).isEqualTo("a");
    }

    @Test
    void failsAfterMaximumRetries() {
        AtomicInteger failures = new AtomicInteger(100);
        CompletableFuture<String> sent =
                submit(
                        "room",
                        failing(failures, unavailable(), "x"),
                        policy(2, LONG, null, PendingPolicy.WAIT));
        assertThatThrownBy(sent::join).hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThat(failures).hasValue(100 - 3);
    }

    @Test
    void failsAfterMaximumRetryTime() {
        AtomicInteger attempts = new AtomicInteger();
        RetryPolicy forASecond =
                new RetryPolicy(100, Duration.ofSeconds(1), LONG, null, PendingPolicy.WAIT);
        CompletableFuture<String> sent =
                submit(
                        "room",
                        () -> {
                            attempts.incrementAndGet();
                            return CompletableFuture.failedFuture(unavailable());
                        },
                        forASecond);
        assertThatThrownBy(sent::join).hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThat(attempts.get()).as("attempts, the pauses being 0.1 s and more").isBetween(2, 4);
    }

    @Test
    void doesNotRepeatWhatTheHomeserverRefuses() {
        AtomicInteger failures = new AtomicInteger(100);
        CompletableFuture<String> sent =
                submit("room", failing(failures, new MatrixRejectedException("no"), "x"));
        assertThat(sent).isCompletedExceptionally();
        assertThat(failures).hasValue(99);
    }

    @Test
    void failsASendThatWouldWaitTooLongAtOnceAndByWhatItWaitsFor() {
        RetryPolicy none = policy(10, LONG, Duration.ZERO, PendingPolicy.WAIT);
        CompletableFuture<String> refused =
                submit("a", failing(new AtomicInteger(1), limited(LONG), "a"), none);
        CompletableFuture<String> late = submit("b", sending("b"), none);
        for (CompletableFuture<String> each : List.of(refused, late)) {
            assertThat(each).isCompletedExceptionally();
            assertThatThrownBy(each::join)
                    .hasCauseInstanceOf(MatrixLimitedException.class)
                    .hasMessageContaining("maximumWait");
        }
        assertThat(queue.pending()).isZero();
    }

    @Test
    void sendsAMessageThatMayNotWaitWhenThePauseIsOver() {
        RetryPolicy none = policy(10, LONG, Duration.ZERO, PendingPolicy.WAIT);
        submit("a", failing(1, limited(Duration.ofMillis(20)), "refused"), none);
        await().until(() -> queue.pause().isZero());
        assertThat(submit("b", sending("b"), none).orTimeout(1, TimeUnit.MINUTES).join())
                .isEqualTo("b");
        assertThat(done).containsExactly("b");
    }

    @Test
    void failsASendThatMayNotWaitBehindAnother() {
        submit("room", CompletableFuture::new);
        CompletableFuture<String> second =
                submit("room", sending("2"), policy(10, LONG, Duration.ZERO, PendingPolicy.WAIT));
        assertThat(second).isCompletedExceptionally();
        assertThat(queue.pending()).isZero();
    }

    @Test
    void failsASendThatHasWaitedTooLong() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit("room", () -> first);
        CompletableFuture<String> second =
                submit(
                        "room",
                        sending("2"),
                        policy(0, LONG, Duration.ofMillis(50), PendingPolicy.WAIT));
        assertThatThrownBy(() -> second.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("maximumWait");
        first.complete("1");
        assertThat(done).isEmpty();
    }

    @Test
    void letsACallerWaitWhenTooManySendsWait() throws Exception {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit("room", () -> first);
        IntStream.range(0, 100).forEach(i -> submit("room", sending("x")));
        Thread caller = new Thread(() -> submit("room", sending("last")));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.WAITING);
        assertThat(queue.pending()).isEqualTo(100);
        first.complete("1");
        caller.join();
        await().until(() -> done.size() == 101);
        assertThat(done.get(100)).isEqualTo("last");
    }

    @Test
    void failsASendWhenTooManySendsWaitAndItsPolicySaysFail() {
        submit("room", CompletableFuture::new);
        IntStream.range(0, 100).forEach(i -> submit("room", sending("x")));
        CompletableFuture<String> late =
                submit("room", sending("late"), policy(0, LONG, null, PendingPolicy.FAIL));
        assertThat(late).isCompletedExceptionally();
        assertThatThrownBy(late::join)
                .hasCauseInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("maximumPending");
    }

    @Test
    void failsACallersSendThatWaitsForCapacityWhenItsRouteStops() {
        SendQueue full = fullQueue();
        CompletableFuture<String> blocked = submitBlocked(full, "b", of("route"));
        full.stopping("route", Duration.ofMillis(50));
        assertThatThrownBy(() -> blocked.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(MatrixLimitedException.class)
                .hasMessageContaining("stopped");
        full.close();
    }

    @Test
    void failsACallersSendThatWaitsForCapacityWhenItsRouteIsSuspended() {
        SendQueue full = fullQueue();
        CompletableFuture<String> blocked = submitBlocked(full, "b", of("route"));
        full.suspending("route", Duration.ZERO);
        assertThatThrownBy(() -> blocked.get(1, TimeUnit.MINUTES)).hasMessageContaining("stopped");
        full.close();
    }

    @Test
    void failsACallersSendThatWaitsForCapacityWhenTheQueueCloses() {
        SendQueue full = fullQueue();
        CompletableFuture<String> blocked = submitBlocked(full, "b", of("route"));
        full.close();
        assertThatThrownBy(() -> blocked.get(1, TimeUnit.MINUTES)).hasMessageContaining("stopped");
    }

    @Test
    void sendsForACallerThatWaitsForCapacityWhenItsRoomIsFree() throws Exception {
        SendQueue full = new SendQueue(1, workers);
        CompletableFuture<String> first = new CompletableFuture<>();
        submit(full, "a", CompletableFuture::new, policy());
        submit(full, "a", sending("waits"), policy());
        submit(full, "b", () -> first, policy());
        CompletableFuture<String> blocked = submitBlocked(full, "b", of("route"));
        first.complete("1");
        assertThat(blocked.get(1, TimeUnit.MINUTES)).isEqualTo("blocked");
        assertThat(full.pending()).isEqualTo(1);
        full.close();
    }

    /** A queue with as many sends as may wait, all of them because of a rate limit. */
    private SendQueue fullQueue() {
        SendQueue full = new SendQueue(1, workers);
        submit(full, "a", failing(1, limited(LONG), "a"), policy());
        return full;
    }

    /** Submits a send on a thread that has to wait for capacity. */
    private CompletableFuture<String> submitBlocked(
            SendQueue full, String room, SendOrigin origin) {
        CompletableFuture<String> result = new CompletableFuture<>();
        Thread caller =
                new Thread(
                        () ->
                                submit(full, room, sending("blocked"), policy(), origin)
                                        .whenComplete(
                                                (value, failure) -> {
                                                    if (failure == null) {
                                                        result.complete(value);
                                                    } else {
                                                        result.completeExceptionally(failure);
                                                    }
                                                }));
        caller.start();
        await().until(() -> caller.getState() == Thread.State.WAITING);
        return result;
    }

    @Test
    void neverLetsAWorkerWaitForCapacity() {
        SendQueue small = new SendQueue(1, workers);
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        submit(small, "room", () -> first, policy());
        submit(small, "room", sending("2"), policy())
                .thenRun(
                        () -> {
                            submit(small, "held", () -> second, policy());
                            submit(small, "held", sending("4"), policy());
                            submit(small, "held", sending("5"), policy());
                            done.add("not held up");
                        });
        first.complete("1");
        await().until(() -> done.contains("not held up"));
        second.complete("3");
        await().until(() -> done.contains("5"));
        assertThat(done).containsSubsequence("2", "4", "5");
    }

    @Test
    void freesTheLaneBeforeItCompletesTheSend() {
        AtomicInteger failures = new AtomicInteger(1);
        CompletableFuture<String> again =
                submit("room", failing(failures, unavailable(), "1"))
                        .thenApply(first -> submit("room", sending("2")).join());
        assertThat(again.orTimeout(1, TimeUnit.MINUTES).join()).isEqualTo("2");
    }

    @Test
    void failsOnlyWhatCannotBeSentInTimeWhenARouteStops() {
        CompletableFuture<String> of7 =
                submit(queue, "a", failing(1, limited(LONG), "a"), policy(), of("route7"));
        CompletableFuture<String> of8 = submit(queue, "a", sending("b"), policy(), of("route8"));
        queue.stopping("route7", Duration.ofSeconds(30));
        assertThatThrownBy(() -> of7.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(MatrixLimitedException.class)
                .hasMessageContaining("stopped");
        assertThat(of8).isNotDone();
        assertThat(submit(queue, "a", sending("c"), policy(), of("route7")))
                .isCompletedExceptionally();
        queue.started("route7");
        assertThat(submit(queue, "a", sending("d"), policy(), of("route7"))).isNotDone();
    }

    @Test
    void letsTheSendsWaitThatARouteBeginsAfterItWasSuspended() {
        CompletableFuture<String> before =
                submit(queue, "a", failing(1, limited(LONG), "a"), policy(), of("route"));
        queue.suspending("route", Duration.ofSeconds(30));
        assertThatThrownBy(() -> before.get(1, TimeUnit.MINUTES))
                .hasCauseInstanceOf(MatrixLimitedException.class)
                .hasMessageContaining("stopped");
        assertThat(submit(queue, "a", sending("b"), policy(), of("route"))).isNotDone();
    }

    @Test
    void stopsForTheRouteThatSendsAndForTheOneThatItsExchangeBeganIn() {
        SendOrigin origin = new SendOrigin("first", "current", System.nanoTime());
        submit("a", failing(1, limited(LONG), "a"));
        queue.stopping("another", Duration.ofSeconds(30));
        CompletableFuture<String> waiting = submit(queue, "a", sending("b"), policy(), origin);
        assertThat(waiting).isNotDone();
        queue.stopping("first", Duration.ofSeconds(30));
        assertThatThrownBy(() -> waiting.get(1, TimeUnit.MINUTES)).hasMessageContaining("stopped");
        queue.started("first");
        queue.stopping("current", Duration.ofSeconds(30));
        assertThat(submit(queue, "a", sending("c"), policy(), origin)).isCompletedExceptionally();
    }

    @Test
    void sendsNothingWhoseOriginIsAbandoned() {
        SendOrigin origin = SendOrigin.none();
        submit("a", failing(1, limited(Duration.ofMillis(200)), "1"));
        CompletableFuture<String> abandoned = submit(queue, "a", sending("2"), policy(), origin);
        CompletableFuture<String> third = submit("a", sending("3"));
        origin.abandon();
        assertThat(third.join()).isEqualTo("3");
        assertThat(done).containsExactly("1", "3");
        assertThat(abandoned).isCompletedExceptionally();
    }

    @Test
    void failsASendThatStillWaitsWhenTheTimeToStopIsOver() {
        CompletableFuture<String> first = new CompletableFuture<>();
        submit(queue, "a", () -> first, policy(), of("route"));
        CompletableFuture<String> second = submit(queue, "a", sending("2"), policy(), of("route"));
        queue.stopping("route", Duration.ofMillis(50));
        assertThatThrownBy(() -> second.get(1, TimeUnit.MINUTES)).hasMessageContaining("stopped");
        assertThat(done).isEmpty();
        first.complete("1");
    }

    @Test
    void sendsNothingThatItsCallerHasCompleted() {
        CompletableFuture<String> first =
                submit("a", failing(1, limited(Duration.ofMillis(200)), "1"));
        CompletableFuture<String> completed = submit("a", sending("2"));
        CompletableFuture<String> third = submit("a", sending("3"));
        completed.completeExceptionally(new InterruptedException());
        assertThat(first.join()).isEqualTo("1");
        assertThat(third.join()).isEqualTo("3");
        assertThat(done).containsExactly("1", "3");
        assertThat(queue.pending()).isZero();
        assertThat(queue.isBusy("a")).isFalse();
    }

    @Test
    void completesASendWhenThereIsNoThreadToCompleteItWith() {
        AtomicInteger shortage = new AtomicInteger();
        Workers scarce =
                new Workers(
                        task -> {
                            if (shortage.getAndDecrement() > 0) {
                                throw new OutOfMemoryError("unable to create native thread");
                            }
                            pool.execute(task);
                        },
                        timer);
        SendQueue own = new SendQueue(100, scarce);
        submit(own, "room", CompletableFuture::new, policy());
        CompletableFuture<String> second = submit(own, "room", sending("2"), policy(), of("route"));
        shortage.set(1);
        own.stopping("route", Duration.ofMillis(50));
        assertThatThrownBy(() -> second.get(1, TimeUnit.MINUTES)).hasMessageContaining("stopped");
    }

    @Test
    void completesEachSendOnceWhenItCloses() {
        AtomicInteger told = new AtomicInteger();
        List<CompletableFuture<?>> sent = new ArrayList<>();
        sent.add(submit("a", failing(new AtomicInteger(1), limited(LONG), "a")));
        IntStream.range(0, 50).forEach(i -> sent.add(submit("a" + i % 3, sending("x"))));
        sent.forEach(each -> each.whenComplete((value, failure) -> told.incrementAndGet()));
        queue.close();
        assertThat(told).hasValue(51);
        assertThat(queue.pending()).isZero();
        assertThat(submit("a", sending("late"))).isCompletedExceptionally();
    }

    private <T> CompletableFuture<T> submit(String room, Supplier<CompletableFuture<T>> attempt) {
        return submit(queue, room, attempt, policy());
    }

    private <T> CompletableFuture<T> submit(
            String room, Supplier<CompletableFuture<T>> attempt, RetryPolicy policy) {
        return submit(queue, room, attempt, policy);
    }

    private static <T> CompletableFuture<T> submit(
            SendQueue queue,
            String room,
            Supplier<CompletableFuture<T>> attempt,
            RetryPolicy policy) {
        return submit(queue, room, attempt, policy, SendOrigin.none());
    }

    private static <T> CompletableFuture<T> submit(
            SendQueue queue,
            String room,
            Supplier<CompletableFuture<T>> attempt,
            RetryPolicy policy,
            SendOrigin origin) {
        return queue.submit(room, attempt, policy, SendObserver.NONE, origin);
    }

    private static SendOrigin of(String route) {
        return new SendOrigin(route, null, System.nanoTime());
    }

    private static RetryPolicy policy() {
        return policy(10, LONG, null, PendingPolicy.WAIT);
    }

    private static RetryPolicy policy(
            int retries, Duration longestPause, Duration wait, PendingPolicy whenFull) {
        return new RetryPolicy(retries, LONG, longestPause, wait, whenFull);
    }

    private Supplier<CompletableFuture<String>> sending(String text) {
        return () -> CompletableFuture.completedFuture(note(text));
    }

    private Supplier<CompletableFuture<String>> failing(
            int failures, MatrixException reason, String text) {
        return failing(new AtomicInteger(failures), reason, text);
    }

    private Supplier<CompletableFuture<String>> failing(
            AtomicInteger failures, MatrixException reason, String text) {
        return () ->
                failures.getAndDecrement() > 0
                        ? CompletableFuture.failedFuture(new CompletionException(reason))
                        : CompletableFuture.completedFuture(note(text));
    }

    private String note(String text) {
        done.add(text);
        return text;
    }

    private static MatrixException unavailable() {
        return new MatrixUnavailableException("busy", 503, null);
    }

    private static MatrixException limited(Duration pause) {
        return new MatrixLimitedException("too fast", 429, "M_LIMIT_EXCEEDED", pause);
    }
}
