// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A number of messages, so many of them at a time.
 *
 * @param count how many
 * @param concurrency how many at a time
 */
record Load(int count, int concurrency) {

    /** Sends a message, and returns when it is at the homeserver. */
    @FunctionalInterface
    interface Blocking {
        void send(int number) throws Exception;
    }

    /**
     * Sends a message, and tells how it went: before it returns true, or after it returned false.
     */
    @FunctionalInterface
    interface Continuing {
        boolean send(int number, Consumer<Exception> done);
    }

    /**
     * Sends with so many threads.
     *
     * @param threads has as many
     * @return nanoseconds of each message
     */
    long[] run(Blocking sender, ExecutorService threads) throws Exception {
        long[] latencies = new long[count];
        AtomicInteger next = new AtomicInteger();
        List<Future<?>> workers = new ArrayList<>();
        for (int i = 0; i < concurrency; i++) {
            workers.add(
                    threads.submit(
                            () -> {
                                for (int m = next.getAndIncrement();
                                        m < count;
                                        m = next.getAndIncrement()) {
                                    long began = System.nanoTime();
                                    sender.send(m);
                                    latencies[m] = System.nanoTime() - began;
                                }
                                return null;
                            }));
        }
        for (Future<?> worker : workers) {
            try {
                worker.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a message was not sent", e.getCause());
            }
        }
        return latencies;
    }

    /**
     * Sends with the calling thread and those that complete messages, each of which goes on with
     * the next one.
     *
     * @return nanoseconds of each message
     */
    long[] run(Continuing sender) throws InterruptedException {
        Chains chains = new Chains(sender);
        for (int i = 0; i < concurrency; i++) {
            chains.go();
        }
        return chains.await();
    }

    private final class Chains {

        private final Continuing sender;
        private final long[] latencies = new long[count];
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch left = new CountDownLatch(count);
        private final AtomicReference<Exception> failure = new AtomicReference<>();

        Chains(Continuing sender) {
            this.sender = sender;
        }

        void go() {
            for (int m = next.getAndIncrement(); m < count; m = next.getAndIncrement()) {
                if (!send(m)) {
                    return;
                }
            }
        }

        /** Whether the message is done and the caller has to continue. */
        private boolean send(int message) {
            long began = System.nanoTime();
            AtomicInteger told = new AtomicInteger();
            boolean here =
                    sender.send(
                            message,
                            thrown -> {
                                latencies[message] = System.nanoTime() - began;
                                if (thrown != null) {
                                    failure.compareAndSet(null, thrown);
                                }
                                left.countDown();
                                if (told.getAndIncrement() == 1) {
                                    go();
                                }
                            });
            return here || told.getAndIncrement() == 1;
        }

        long[] await() throws InterruptedException {
            left.await();
            if (failure.get() != null) {
                throw new IllegalStateException("a message was not sent", failure.get());
            }
            return latencies;
        }
    }
}
