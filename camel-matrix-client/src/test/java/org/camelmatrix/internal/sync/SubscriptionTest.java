// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.camelmatrix.internal.sync.ReceivingFixture.OTHER;
import static org.camelmatrix.internal.sync.ReceivingFixture.ROOM;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.sync.ReceivingFixture.Listener;
import org.camelmatrix.store.MemoryStateStore;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A listener from its start to its end. */
class SubscriptionTest {

    private static final String KEY = "position @bot:x notes";

    private final ReceivingFixture receiving = new ReceivingFixture();
    private final Recipient room = new Recipient.Room(new RoomId(ROOM), List.of());

    @AfterEach
    void stop() {
        receiving.close();
    }

    private Listener listen(SyncLoop loop) {
        return receiving.listen(loop, "notes");
    }

    @Test
    void storesItsPositionBeforeItGetsAnEvent() {
        receiving.say(2);
        Listener notes = listen(receiving.loop());
        await().until(notes::receives);
        assertThat(Position.of(receiving.store().get(KEY).orElseThrow()).since()).isEqualTo("s2_0");
        assertThat(notes.received()).isEmpty();
        receiving.say(1);
        await().until(() -> notes.received().equals(List.of("$3")));
        notes.subscription().close().join();
    }

    @Test
    void goesOnWhereItStopped() {
        SyncLoop loop = receiving.loop();
        Listener first = listen(loop);
        await().until(first::receives);
        first.subscription().close().join();
        receiving.say(12);
        Listener second = listen(loop);
        await().until(() -> second.received().size() == 12);
        assertThat(second.numbersIn(ROOM)).containsExactly(1, 3, 5, 7, 9, 11);
        assertThat(second.numbersIn(OTHER)).containsExactly(2, 4, 6, 8, 10, 12);
        second.subscription().close().join();
    }

    @Test
    void beginsWithThePastOfItsRoomIfThatIsWanted() {
        receiving.say(20);
        Listener notes = receiving.listen(receiving.loop(), "notes", room, new StartFrom.History());
        await().until(() -> notes.received().size() == 10);
        assertThat(notes.numbersIn(ROOM)).isSorted().hasSize(10);
        notes.subscription().close().join();
    }

    @Test
    void endsOnceWhatIsUnderWayIsDoneAndStored() {
        Listener notes = listen(receiving.loop());
        notes.waits();
        await().until(notes::receives);
        receiving.say(3);
        await().until(() -> notes.underWay().size() == 2);
        CompletableFuture<Void> closed = notes.subscription().close();
        assertThat(closed).isNotDone();
        assertThat(notes.subscription().pending()).isPositive();
        notes.underWay().forEach(done -> done.accept(null));
        closed.join();
        assertThat(notes.received()).containsExactlyInAnyOrder("$1", "$2");
        Listener next = listen(receiving.loop());
        await().until(() -> !next.received().isEmpty());
        assertThat(next.received()).containsExactly("$3");
        next.subscription().close().join();
    }

    @Test
    void endsAtOnceWhereItHasNotBegun() {
        AtomicInteger failures = new AtomicInteger(Integer.MAX_VALUE);
        receiving.setStore(new Failing(failures));
        Listener notes = listen(receiving.loop());
        await().until(() -> !notes.failures().isEmpty());
        assertThat(notes.subscription().close()).isDone();
    }

    @Test
    void triesAgainUntilItsPositionCanBeRead() {
        receiving.setStore(new Failing(new AtomicInteger(1)));
        Listener notes = listen(receiving.loop());
        await().until(notes::receives);
        assertThat(notes.failures().get(0)).contains("sinceStore");
        receiving.say(1);
        await().until(() -> notes.received().size() == 1);
        notes.subscription().close().join();
    }

    @Test
    void staysAwayFromTheLoopWhereItIsClosedBeforeItStarts() {
        SyncLoop loop = receiving.loop();
        Listener closed = receiving.listen(loop, "closed", room, new StartFrom.Now());
        await().until(closed::receives);
        closed.subscription().close().join();
        closed.subscription().start();
        Listener open = receiving.listen(loop, "open", room, new StartFrom.Now());
        await().until(open::receives);
        loop.follow(new RoomId(ROOM), new RoomId(OTHER), "s0_0");
        await().until(() -> open.subscription().rooms().contains(new RoomId(OTHER)));
        assertThat(closed.subscription().rooms()).containsExactly(new RoomId(ROOM));
        open.subscription().close().join();
    }

    /** Cannot be read so many times. */
    private record Failing(AtomicInteger times, StateStore store) implements StateStore {

        Failing(AtomicInteger times) {
            this(times, new MemoryStateStore());
        }

        @Override
        public Optional<String> get(String key) {
            if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new StateStoreException("the disk is away", null);
            }
            return store.get(key);
        }

        @Override
        public void put(String key, String value) {
            store.put(key, value);
        }

        @Override
        public void remove(String key) {
            store.remove(key);
        }

        @Override
        public Lease lease() {
            return store.lease();
        }
    }
}
