// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.olm.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.camelmatrix.olm.StoreException;
import org.camelmatrix.olm.StoreException.Reason;
import org.junit.jupiter.api.Test;

/**
 * What a {@link CryptoStore} has to do whose medium outlives the process: a crash between any two
 * steps, a power failure that leaves a write torn, a medium that fails or is damaged.
 *
 * <p>{@link SimulatedDisk} is such a medium of files. {@code BrokenStoresTest} shows that this
 * contract notices each fault.
 */
public abstract class DurableCryptoStoreContract extends CryptoStoreContract {
    private static final StoreKey ADDED = new StoreKey("session", "added");
    private static final Map<StoreKey, String> BEFORE = Map.of(ACCOUNT, "1", SESSION, "1");
    private static final Map<StoreKey, String> AFTER = Map.of(ACCOUNT, "2", ADDED, "2");

    /** A medium that a test can interrupt, and that it can let fail. */
    public interface DurableMedium extends Medium {
        /**
         * All that can be on the medium when the process dies, or the power fails, during an
         * action: before and after each step, and within each write.
         *
         * @param action what is done with a copy of this medium
         */
        List<DurableMedium> interrupted(Consumer<Medium> action);

        /** All that can be on the medium when the power fails now. */
        List<DurableMedium> afterPowerFailure();

        /**
         * Copies of this medium of which each one fails once, at another step of an action, as a
         * disk without space does.
         */
        List<DurableMedium> failing(Consumer<Medium> action);

        /** Copies of this medium of which each one is damaged at another place. */
        List<DurableMedium> damaged();

        /** A copy of this medium as a later version of the store would have written it. */
        DurableMedium ofANewerVersion();
    }

    @Override
    protected abstract DurableMedium empty();

    @Test
    void aCommitThatIsInterruptedIsMadeAsAWholeOrNotAtAll() {
        Set<Long> generations = new HashSet<>();
        for (DurableMedium interrupted : filled().interrupted(this::commit)) {
            generations.add(assertWhole(interrupted));
            assertGoesOn(interrupted);
        }
        assertThat(generations).containsExactlyInAnyOrder(1L, 2L);
    }

    /** The repair after a crash can be interrupted by another crash. */
    @Test
    void anOpeningAfterACrashThatIsInterruptedLosesNothing() {
        for (DurableMedium interrupted : filled().interrupted(this::commit)) {
            for (DurableMedium again : interrupted.interrupted(DurableCryptoStoreContract::open)) {
                assertWhole(again);
                assertGoesOn(again);
            }
        }
    }

    /** A commit that was written and not forced when its process died is not durable yet. */
    @Test
    void whatAnOpeningAfterACrashHasFoundOutlivesAPowerFailure() {
        for (DurableMedium interrupted : filled().interrupted(this::commit)) {
            try (CryptoStore store = interrupted.open()) {
                long generation = store.load().generation();
                for (DurableMedium found : interrupted.afterPowerFailure()) {
                    assertThat(assertWhole(found)).isEqualTo(generation);
                }
            }
        }
    }

    @Test
    void theFirstOpeningMayBeInterrupted() {
        for (DurableMedium interrupted : empty().interrupted(DurableCryptoStoreContract::open)) {
            try (CryptoStore store = interrupted.open()) {
                assertThat(store.load().generation()).isZero();
                assertThat(store.load().values()).isEmpty();
                assertThat(store.commit(new Changes().put(SESSION, bytes(3)))).isEqualTo(1);
            }
            assertThat(content(interrupted)).isEqualTo(Map.of(SESSION, "3"));
        }
    }

    @Test
    void whatWasCommittedOutlivesAPowerFailure() {
        DurableMedium medium = filled();
        CryptoStore store = medium.open();
        store.commit(changes());
        for (DurableMedium found : medium.afterPowerFailure()) {
            assertThat(assertWhole(found)).isEqualTo(2);
            assertGoesOn(found);
        }
        store.close();
        for (DurableMedium found : medium.afterPowerFailure()) {
            assertThat(assertWhole(found)).isEqualTo(2);
        }
    }

    @Test
    void aMediumThatFailsLeavesNoCommitHalfMadeAndNoDoubt() {
        List<DurableMedium> all = filled().failing(this::commit);
        assertThat(all).isNotEmpty();
        for (DurableMedium medium : all) {
            CryptoStore store = openOfFailing(medium);
            boolean made = commits(store, changes());
            if (!made) {
                boolean usable = loads(store);
                if (usable && commits(store, new Changes().put(ADDED, bytes(3)))) {
                    closeOfFailing(store, medium);
                    assertThat(content(medium))
                            .isEqualTo(Map.of(ACCOUNT, "1", SESSION, "1", ADDED, "3"));
                    continue;
                }
            }
            closeOfFailing(store, medium);
            for (DurableMedium found : medium.afterPowerFailure()) {
                long generation = assertWhole(found);
                assertThat(made && generation == 1).isFalse();
            }
            assertGoesOn(medium);
        }
    }

    @Test
    void aFirstOpeningThatFailsCanBeTriedAgain() {
        List<DurableMedium> all = empty().failing(DurableCryptoStoreContract::open);
        assertThat(all).isNotEmpty();
        for (DurableMedium medium : all) {
            try (CryptoStore store = openOfFailing(medium)) {
                assertThat(store.load().generation()).isZero();
                assertThat(store.commit(new Changes().put(SESSION, bytes(3)))).isEqualTo(1);
            }
            assertThat(content(medium)).isEqualTo(Map.of(SESSION, "3"));
        }
    }

    /**
     * The end of what was written looks the same whether a crash or damage has cut it off. So an
     * earlier generation may come out, which is known by its number. Nothing else may.
     */
    @Test
    void aDamagedMediumGivesAGenerationAsItWasOrIsRefused() {
        DurableMedium medium = filled();
        commit(medium);
        try (CryptoStore store = medium.open()) {
            store.commit(new Changes().put(SESSION, bytes(3)));
        }
        List<Map<StoreKey, String>> history =
                List.of(Map.of(), BEFORE, AFTER, Map.of(ACCOUNT, "2", ADDED, "2", SESSION, "3"));
        int refused = 0;
        for (DurableMedium damaged : medium.damaged()) {
            try (CryptoStore store = damaged.open()) {
                StoreContent content = store.load();
                assertThat(texts(content)).isEqualTo(history.get((int) content.generation()));
            } catch (StoreException e) {
                assertThat(e.reason()).isIn(Reason.DAMAGED, Reason.NEWER_VERSION);
                refused++;
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aStoreOfANewerVersionIsRefusedAndLeftAlone() {
        DurableMedium newer = filled().ofANewerVersion();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(newer::open)
                    .isInstanceOfSatisfying(
                            StoreException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.NEWER_VERSION));
        }
    }

    private DurableMedium filled() {
        DurableMedium medium = empty();
        try (CryptoStore store = medium.open()) {
            store.commit(new Changes().put(ACCOUNT, bytes(1)).put(SESSION, bytes(1)));
        }
        return medium;
    }

    private static Changes changes() {
        return new Changes().put(ACCOUNT, bytes(2)).remove(SESSION).put(ADDED, bytes(2));
    }

    private void commit(Medium medium) {
        try (CryptoStore store = medium.open()) {
            store.commit(changes());
        }
    }

    private static void open(Medium medium) {
        medium.open().close();
    }

    /** Opens a medium that may fail then: if so it fails typed, and not a second time. */
    private static CryptoStore openOfFailing(Medium medium) {
        try {
            return medium.open();
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(Reason.NOT_ACCESSIBLE);
            return medium.open();
        }
    }

    private static void closeOfFailing(CryptoStore store, Medium medium) {
        try {
            store.close();
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(Reason.NOT_ACCESSIBLE);
            medium.crash();
        }
    }

    private static boolean commits(CryptoStore store, Changes changes) {
        try {
            store.commit(changes);
            return true;
        } catch (StoreException e) {
            assertThat(e.reason()).isIn(Reason.NOT_ACCESSIBLE, Reason.CLOSED);
            return false;
        }
    }

    /** Whether the store goes on after a commit that failed, which it has not made then. */
    private static boolean loads(CryptoStore store) {
        try {
            StoreContent content = store.load();
            assertThat(texts(content)).isEqualTo(BEFORE);
            assertThat(content.generation()).isEqualTo(1);
            return true;
        } catch (StoreException e) {
            assertThat(e.reason()).isEqualTo(Reason.CLOSED);
            return false;
        }
    }

    private static Map<StoreKey, String> content(Medium medium) {
        try (CryptoStore store = medium.open()) {
            return texts(store.load());
        }
    }

    /** The generation that is on the medium: the one before the changes, or the one after them. */
    private static long assertWhole(Medium medium) {
        try (CryptoStore store = medium.open()) {
            StoreContent content = store.load();
            assertThat(content.generation()).isIn(1L, 2L);
            assertThat(texts(content)).isEqualTo(content.generation() == 1 ? BEFORE : AFTER);
            return content.generation();
        }
    }

    private static void assertGoesOn(Medium medium) {
        long generation;
        try (CryptoStore store = medium.open()) {
            generation = store.load().generation();
            assertThat(store.commit(new Changes().put(SESSION, bytes(3))))
                    .isEqualTo(generation + 1);
        }
        try (CryptoStore store = medium.open()) {
            assertThat(store.load().generation()).isEqualTo(generation + 1);
            assertThat(texts(store.load())).containsEntry(SESSION, "3");
        }
    }
}
