// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.outgoing.TransactionId;
import org.camelmatrix.store.MemoryStateStore;
import org.junit.jupiter.api.Test;

/** What is kept of a key. */
class KeyStateTest {

    private static final UserId BOT = new UserId("@bot:example.org");
    private static final RoomId ROOM = new RoomId("!room");

    private final MemoryStateStore store = new MemoryStateStore();
    private final KeyMemory memory = KeyMemory.of(store, BOT, ROOM, "disk = full\n");

    private static TransactionId id(int number) {
        return new TransactionId("t" + number);
    }

    private static EventId event(int number) {
        return new EventId("$e" + number);
    }

    @Test
    void comesBackAsItWasKept() {
        KeyState opening = KeyState.NONE.opened(id(0), event(0), true).opening(id(1), true);
        memory.keep(opening);
        assertThat(memory.state()).isEqualTo(opening);
        KeyState updated = opening.opened(id(1), event(1), false).updated(id(2), event(2), false);
        memory.keep(updated);
        assertThat(memory.state()).isEqualTo(updated);
        assertThat(updated.isOpen()).isTrue();
        assertThat(updated.toText()).doesNotContain("\n");
        memory.keep(KeyState.NONE);
        assertThat(memory.state()).isEqualTo(KeyState.NONE);
        assertThat(store.get(memory.name())).isEmpty();
    }

    @Test
    void remembersTheLastOnesOnly() {
        KeyState state = KeyState.NONE.opened(id(0), event(0), false);
        for (int i = 1; i < 20; i++) {
            state = state.updated(id(i), event(i), false);
        }
        assertThat(state.recent()).hasSize(8);
        assertThat(state.done(id(19))).isPresent();
        assertThat(state.done(id(1))).isEmpty();
        assertThat(state.base()).isEqualTo("t19");
    }

    @Test
    void hasANameThatAnyStoreTakes() {
        assertThat(memory.name()).matches("update [\\w-]+");
        assertThat(memory.name())
                .isNotEqualTo(
                        KeyMemory.of(store, BOT, new RoomId("!other"), "disk = full\n").name())
                .isNotEqualTo(KeyMemory.of(store, BOT, ROOM, "disk").name());
    }

    @Test
    void saysWhichOptionToCheckWhereItCannotBeRead() {
        for (String text : new String[] {"no JSON", "{\"message\":\"\"}", "{\"recent\":[{}]}"}) {
            store.put(memory.name(), text);
            assertThatThrownBy(memory::state)
                    .isInstanceOf(MatrixUnavailableException.class)
                    .hasMessageContaining("updateStore");
        }
    }
}
