// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.camelmatrix.olm.StoreException;
import org.camelmatrix.olm.StoreException.Reason;
import org.junit.jupiter.api.Test;

/**
 * What every {@link CryptoStore} has to do. A test of a store extends it and says what the store's
 * medium is. A store that outlives its process extends {@link DurableCryptoStoreContract}.
 */
public abstract class CryptoStoreContract {
    static final StoreKey ACCOUNT = new StoreKey("account", "");
    static final StoreKey SESSION = new StoreKey("session", "id/with = signs\nand ☃");

    /** The medium of a store: a folder, a database, memory. */
    public interface Medium {
        /** Opens the store on it. */
        CryptoStore open();

        /**
         * Ends the process that has the store open, without a call of {@link CryptoStore#close}.
         */
        void crash();

        /** A copy of all that is on the medium now, as a backup makes one. */
        Medium copy();
    }

    /** An empty medium. */
    protected abstract Medium empty();

    @Test
    void anEmptyStoreHasTheGenerationZero() {
        try (CryptoStore store = empty().open()) {
            assertThat(store.load().generation()).isZero();
            assertThat(store.load().values()).isEmpty();
            assertThat(store.commit(new Changes())).isZero();
        }
    }

    @Test
    void whatWasCommittedIsThereAfterACloseAndAfterACrash() {
        Medium medium = empty();
        CryptoStore store = medium.open();
        assertThat(store.commit(new Changes().put(ACCOUNT, bytes(1)).put(SESSION, bytes(2))))
                .isEqualTo(1);
        store.close();
        store.close();
        store = medium.open();
        assertThat(store.commit(new Changes().put(SESSION, bytes(3)).remove(ACCOUNT))).isEqualTo(2);
        medium.crash();
        store = medium.open();
        assertThat(store.load().generation()).isEqualTo(2);
        assertThat(texts(store.load())).isEqualTo(Map.of(SESSION, "3"));
        store.close();
    }

    @Test
    void theLastChangeOfAKeyCounts() {
        try (CryptoStore store = empty().open()) {
            store.commit(
                    new Changes()
                            .put(ACCOUNT, bytes(1))
                            .remove(ACCOUNT)
                            .put(SESSION, bytes(1))
                            .put(SESSION, bytes(2)));
            assertThat(texts(store.load())).isEqualTo(Map.of(SESSION, "2"));
            store.commit(new Changes().put(ACCOUNT, bytes(3)).remove(ACCOUNT));
            store.commit(new Changes().put(ACCOUNT, bytes(3)));
            store.commit(new Changes().put(ACCOUNT, bytes(4)).remove(ACCOUNT));
            store.commit(new Changes().remove(new StoreKey("session", "unknown")));
            assertThat(texts(store.load())).isEqualTo(Map.of(SESSION, "2"));
        }
    }

    @Test
    void anEmptyAndALargeValueAreKept() {
        Medium medium = empty();
        byte[] large = new byte[1 << 20];
        new Random(1).nextBytes(large);
        try (CryptoStore store = medium.open()) {
            store.commit(new Changes().put(ACCOUNT, new byte[0]).put(SESSION, large));
        }
        try (CryptoStore store = medium.open()) {
            assertThat(store.load().values().get(ACCOUNT)).isEmpty();
            assertThat(store.load().values().get(SESSION)).isEqualTo(large);
        }
    }

    @Test
    void nobodyCanChangeWhatIsStoredByAnArray() {
        try (CryptoStore store = empty().open()) {
            byte[] value = bytes(1);
            Changes changes = new Changes().put(ACCOUNT, value);
            value[0]++;
            store.commit(changes);
            changes.clear();
            store.load().values().get(ACCOUNT)[0]++;
            assertThat(texts(store.load())).isEqualTo(Map.of(ACCOUNT, "1"));
        }
    }

    @Test
    void oneAtATimeHasTheStoreOpen() {
        Medium medium = empty();
        CryptoStore first = medium.open();
        first.commit(new Changes().put(ACCOUNT, bytes(1)));
        assertThatThrownBy(medium::open)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE));
        assertThat(first.commit(new Changes().put(ACCOUNT, bytes(2)))).isEqualTo(2);
        first.close();
        assertThatThrownBy(() -> first.commit(new Changes().put(ACCOUNT, bytes(3))))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
        assertThatThrownBy(first::load)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CLOSED));
        try (CryptoStore second = medium.open()) {
            first.close();
            assertThatThrownBy(medium::open).isInstanceOf(StoreException.class);
            assertThat(texts(second.load())).isEqualTo(Map.of(ACCOUNT, "2"));
        }
    }

    @Test
    void aCommitWithoutChangesMakesNoGeneration() {
        Medium medium = empty();
        try (CryptoStore store = medium.open()) {
            store.commit(new Changes().put(ACCOUNT, bytes(1)));
            assertThat(store.commit(new Changes())).isEqualTo(1);
            assertThat(store.load().generation()).isEqualTo(1);
        }
        try (CryptoStore store = medium.open()) {
            assertThat(store.load().generation()).isEqualTo(1);
        }
    }

    @Test
    void aCopyOfAnEarlierStateIsKnownByItsGeneration() {
        Medium medium = empty();
        CryptoStore store = medium.open();
        store.commit(new Changes().put(ACCOUNT, bytes(1)));
        Medium backup = medium.copy();
        long known = store.commit(new Changes().put(ACCOUNT, bytes(2)));
        store.close();
        try (CryptoStore restored = backup.open()) {
            assertThat(restored.load().generation()).isEqualTo(known - 1);
            assertThat(texts(restored.load())).isEqualTo(Map.of(ACCOUNT, "1"));
            assertThat(restored.commit(new Changes().put(ACCOUNT, bytes(3)))).isEqualTo(known);
        }
        try (CryptoStore original = medium.open()) {
            assertThat(original.load().generation()).isEqualTo(known);
            assertThat(texts(original.load())).isEqualTo(Map.of(ACCOUNT, "2"));
        }
    }

    @Test
    void changesByChanceAreKeptOverRestarts() {
        Random random = new Random(1);
        Medium medium = empty();
        Map<StoreKey, String> expected = new HashMap<>();
        CryptoStore store = medium.open();
        long generation = 0;
        for (int i = 0; i < 300; i++) {
            Changes changes = new Changes();
            for (int count = 1 + random.nextInt(5); count > 0; count--) {
                StoreKey key = new StoreKey("session", "" + random.nextInt(20));
                if (random.nextInt(3) == 0) {
                    changes.remove(key);
                    expected.remove(key);
                } else {
                    changes.put(key, bytes(i));
                    expected.put(key, "" + i);
                }
            }
            generation++;
            assertThat(store.commit(changes)).isEqualTo(generation);
            if (random.nextInt(10) == 0) {
                if (random.nextBoolean()) {
                    store.close();
                } else {
                    medium.crash();
                }
                store = medium.open();
                assertThat(texts(store.load())).isEqualTo(expected);
                assertThat(store.load().generation()).isEqualTo(generation);
            }
        }
        store.close();
    }

    static byte[] bytes(int number) {
        return Integer.toString(number).getBytes(UTF_8);
    }

    static Map<StoreKey, String> texts(StoreContent content) {
        Map<StoreKey, String> texts = new HashMap<>();
        content.values().forEach((key, value) -> texts.put(key, new String(value, UTF_8)));
        return texts;
    }
}
