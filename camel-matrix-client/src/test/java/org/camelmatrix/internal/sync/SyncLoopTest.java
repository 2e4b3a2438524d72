// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.camelmatrix.internal.sync.ReceivingFixture.ROOM;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.camelmatrix.internal.http.DeviceUpdate;
import org.camelmatrix.internal.sync.ReceivingFixture.Listener;
import org.camelmatrix.store.StateStoreException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One owner asks {@code /sync} for all listeners and for the account's device. */
class SyncLoopTest {

    private final ReceivingFixture receiving = new ReceivingFixture();
    private final ModelHomeserver homeserver = receiving.homeserver();
    private final Device device = new Device();

    @AfterEach
    void stop() {
        receiving.close();
    }

    /** Listens once, so that there is a position from which it goes on. */
    private void leavePosition(String name) {
        Listener first = receiving.listen(receiving.loop(), name);
        await().until(() -> first.receives());
        first.subscription().close().join();
    }

    @Test
    void asksWithItsOwnThreadOnlyWhoeverComes() {
        leavePosition("older");
        receiving.say(20);
        SyncLoop loop = receiving.loop();
        Listener first = receiving.listen(loop, "first");
        await().until(() -> first.receives());
        Listener older = receiving.listen(loop, "older");
        await().until(() -> older.received().size() == 20);
        Listener last = receiving.listen(loop, "last");
        await().until(() -> last.receives());
        receiving.say(4);
        await().until(() -> last.received().size() == 4);
        await().until(() -> older.received().size() == 24);
        assertThat(first.received()).hasSize(4);
        assertThat(homeserver.asked())
                .extracting(ModelHomeserver.Asked::thread)
                .isSubsetOf(receiving.threads());
        assertThat(older.numbersIn(ROOM)).isSorted();
        List.of(first, older, last).forEach(each -> each.subscription().close().join());
    }

    @Test
    void losesNoToDeviceEventThoughListenersCatchUpFromOlderTokens() {
        leavePosition("older");
        SyncLoop loop = receiving.loop(device);
        Listener first = receiving.listen(loop, "first");
        await().until(() -> first.receives());
        int sent = 0;
        for (int round = 0; round < 6; round++) {
            for (int i = 0; i < 5; i++) {
                homeserver.sendToDevice("k" + sent++);
            }
            receiving.say(3);
            Listener older = receiving.listen(loop, "older");
            homeserver.sendToDevice("k" + sent++);
            await().until(() -> older.receives());
            homeserver.sendToDevice("k" + sent++);
            receiving.say(1);
            await().until(() -> !older.received().isEmpty());
            older.subscription().close().join();
        }
        int all = sent;
        await().until(() -> device.taken.size() >= all);
        assertThat(device.taken)
                .containsExactlyElementsOf(IntStream.range(0, all).mapToObj(i -> "k" + i).toList());
        assertThat(device.keys).isEqualTo(7);
        first.subscription().close().join();
    }

    @Test
    void asksAgainFromTheSameTokenWhereTheDevicePartCouldNotBeStored() {
        Listener first = receiving.listen(receiving.loop(device), "first");
        await().until(() -> first.receives());
        String before = device.since;
        device.failures = 1;
        homeserver.sendToDevice("k0");
        homeserver.say(ROOM);
        await().until(() -> !first.received().isEmpty());
        assertThat(device.taken).containsExactly("k0");
        assertThat(first.received()).containsExactly("$1");
        assertThat(homeserver.asked().stream().filter(each -> before.equals(each.since())))
                .hasSizeGreaterThan(1);
        first.subscription().close().join();
    }

    @Test
    void goesOnWithTheTokenThatTheDeviceHasStored() {
        leavePosition("first");
        homeserver.say(ROOM);
        homeserver.sendToDevice("k0");
        homeserver.sendToDevice("k1");
        device.since = "s0_1";
        int before = homeserver.asked().size();
        Listener first = receiving.listen(receiving.loop(device), "first");
        await().until(() -> !first.received().isEmpty());
        assertThat(homeserver.asked().get(before).since()).isEqualTo("s0_1");
        assertThat(device.taken).containsExactly("k1");
        first.subscription().close().join();
    }

    @Test
    void losesNoEventOfAnyListenerWhereOneFailsToTakeAnAnswer() {
        SyncLoop loop = receiving.loop();
        Listener first = receiving.listen(loop, "first");
        await().until(() -> first.receives());
        Listener second = receiving.listen(loop, "second");
        await().until(() -> second.receives());
        first.failsToTake(2);
        homeserver.garble(() -> true);
        receiving.say(2);
        await().until(() -> second.received().size() == 2);
        await().until(() -> first.hasFailedToTake());
        receiving.say(2);
        for (Listener each : List.of(first, second)) {
            await().until(() -> each.received().size() == 4);
            assertThat(each.numbersIn(ROOM)).containsExactly(1, 3);
            each.subscription().close().join();
        }
        assertThat(first.failures()).isNotEmpty();
        assertThat(second.failures()).isEmpty();
        for (String name : List.of("first", "second")) {
            String kept = receiving.store().get("position @bot:x " + name).orElseThrow();
            assertThat(Position.of(kept)).isEqualTo(Position.at("s4_0"));
        }
    }

    @Test
    void endsItsThreadWithTheLastListenerAlthoughItCouldNotBeginAtOnce() {
        receiving.missThreads(2);
        Listener first = receiving.listen(receiving.loop(), "first");
        await().until(() -> first.receives());
        first.subscription().close().join();
        await().until(() -> receiving.threads().stream().noneMatch(Thread::isAlive));
        assertThat(receiving.threads()).isNotEmpty();
    }

    /** The device, whose store forgets what it took and could not store. */
    private static final class Device implements DeviceUpdates {

        private final List<String> taken = new CopyOnWriteArrayList<>();
        private volatile String since;
        private volatile int failures;
        private volatile int keys;

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public String since() {
            return since;
        }

        @Override
        public void take(DeviceUpdate update, String nextBatch) {
            if (failures > 0 && !update.events().isEmpty()) {
                failures--;
                throw new StateStoreException("the disk is full", null);
            }
            update.events().forEach(event -> taken.add(event.tree().get("type").asText()));
            keys = update.oneTimeKeys().get("signed_curve25519");
            since = nextBatch;
        }
    }
}
