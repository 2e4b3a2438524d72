// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.store.StateStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a position is written, and which one. */
class PositionWriterTest {

    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger position = new AtomicInteger();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final PositionWriter writer =
            new PositionWriter(
                    new Written(),
                    "key",
                    writer -> Position.at("s" + position.get()).toText(writer, new Landmarks()),
                    new Workers(pool, timer),
                    null,
                    () -> {},
                    InstantSource.system());

    @AfterEach
    void stop() {
        timer.shutdownNow();
        pool.shutdownNow();
    }

    @Test
    void writesTheFirstChangeAtOnceAndOfManyTheNewest() {
        writer.changed().join();
        assertThat(written).hasSize(1);
        CompletableFuture<Void> kept = null;
        for (int i = 1; i <= 10_000; i++) {
            position.set(i);
            kept = writer.changed();
        }
        kept.join();
        await().until(() -> !writer.isBusy());
        assertThat(Position.of(written.get(written.size() - 1)).since()).isEqualTo("s10000");
        assertThat(written).hasSizeLessThan(1_000);
    }

    @Test
    void writesWithoutARestWhereSomebodyWaits() {
        writer.changed().join();
        position.set(1);
        CompletableFuture<Void> kept = writer.changed();
        writer.hurry();
        kept.join();
        position.set(2);
        writer.changed().join();
        assertThat(written)
                .extracting(text -> Position.of(text).since())
                .containsExactly("s0", "s1", "s2");
    }

    private final class Written implements StateStore {

        @Override
        public Optional<String> get(String key) {
            return written.isEmpty()
                    ? Optional.empty()
                    : Optional.of(written.get(written.size() - 1));
        }

        @Override
        public void put(String key, String value) {
            written.add(value);
        }

        @Override
        public void remove(String key) {
            written.clear();
        }

        @Override
        public Lease lease() {
            return () -> {};
        }
    }
}
