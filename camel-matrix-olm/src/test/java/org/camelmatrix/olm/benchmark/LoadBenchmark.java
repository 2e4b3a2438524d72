// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.camelmatrix.olm.primitive.Primitives;
import org.camelmatrix.olm.ratchet.InboundGroupSession;
import org.camelmatrix.olm.ratchet.OutboundGroupSession;
import org.camelmatrix.olm.store.Changes;
import org.camelmatrix.olm.store.MemoryCryptoStore;
import org.camelmatrix.olm.store.StoreKey;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The start of a device with many sessions, by a Java that has just started: not warmed up. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(5)
public class LoadBenchmark {
    /** How many sessions the store holds. */
    @Param("100000")
    public int sessions;

    private final Primitives primitives = Primitives.create();
    private final MemoryCryptoStore store = new MemoryCryptoStore.Medium().open();

    @Setup
    public void prepare() {
        Changes changes = new Changes();
        byte[] state =
                InboundGroupSession.fromSessionKey(
                                primitives, OutboundGroupSession.create(primitives).sessionKey())
                        .serialize();
        for (int i = 0; i < sessions; i++) {
            changes.put(new StoreKey("session", "!room:example.org " + i), state);
        }
        store.commit(changes);
    }

    @Benchmark
    public List<InboundGroupSession> load() {
        List<InboundGroupSession> loaded = new ArrayList<>();
        store.load()
                .values()
                .values()
                .forEach(state -> loaded.add(InboundGroupSession.deserialize(primitives, state)));
        return loaded;
    }
}
