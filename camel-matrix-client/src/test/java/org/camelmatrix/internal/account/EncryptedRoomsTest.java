// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.http.ApiResponse;
import org.camelmatrix.store.MemoryStateStore;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rooms count as encrypted, with answers from paper and a clock by hand. */
class EncryptedRoomsTest {

    private static final RoomId ROOM = new RoomId("!a:example.org");
    private static final RoomId OTHER = new RoomId("!b:example.org");
    private static final Duration INTERVAL = Duration.ofMinutes(10);
    private static final String STATE = "GET rooms/!a:example.org/state/m.room.encryption";
    private static final String NONE = "{\"errcode\":\"M_NOT_FOUND\",\"error\":\"no\"}";
    private static final String MEGOLM = "{\"algorithm\":\"m.megolm.v1.aes-sha2\"}";

    private final PaperHomeserver homeserver = new PaperHomeserver();
    private final Store store = new Store();
    private Instant now = Instant.EPOCH;
    private EncryptedRooms rooms = restarted();

    /** A store that can break. */
    private static final class Store implements StateStore {

        private final StateStore texts = new MemoryStateStore();
        private boolean broken;
        private int reads;
        private int writes;

        private void use() {
            if (broken) {
                throw new StateStoreException("the disk is full", null);
            }
        }

        @Override
        public Optional<String> get(String key) {
            use();
            reads++;
            return texts.get(key);
        }

        @Override
        public void put(String key, String value) {
            use();
            writes++;
            texts.put(key, value);
        }

        @Override
        public void putAll(Map<String, String> all) {
            use();
            writes++;
            texts.putAll(all);
        }

        @Override
        public void remove(String key) {
            use();
            texts.remove(key);
        }

        @Override
        public Lease lease() {
            return () -> {};
        }
    }

    private EncryptedRooms restarted() {
        return new EncryptedRooms(store, INTERVAL, () -> now, Runnable::run);
    }

    private boolean isEncrypted() {
        return rooms.isEncrypted(homeserver.session, ROOM).join();
    }

    private int questions() {
        return homeserver.asked(STATE).size();
    }

    private void learn(RoomId... learnt) {
        rooms.encrypted(homeserver.session.user(), List.of(learnt));
    }

    private boolean isKnown(RoomId room) {
        return rooms.isKnown(homeserver.session.user(), room);
    }

    @Test
    void reliesOnAnUnencryptedRoomForTheInterval() {
        assertThat(isEncrypted()).isFalse();
        now = now.plus(INTERVAL).minusMillis(1);
        assertThat(isEncrypted()).isFalse();
        assertThat(questions()).isEqualTo(1);
        now = now.plusMillis(1);
        homeserver.answer(STATE, 200, MEGOLM);
        assertThat(isEncrypted()).isTrue();
        assertThat(questions()).isEqualTo(2);
    }

    @Test
    void takesARoomForEncryptedForGoodAlsoAfterARestart() {
        homeserver.answerOnce(STATE, 200, MEGOLM);
        assertThat(isEncrypted()).isTrue();
        now = now.plus(Duration.ofDays(1000));
        assertThat(isEncrypted()).isTrue();
        rooms = restarted();
        assertThat(isEncrypted()).isTrue();
        assertThat(questions()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"500, M_UNKNOWN", "403, M_FORBIDDEN", "404, M_UNRECOGNIZED", "404, M_UNKNOWN"})
    void takesNoRoomForUnencryptedIfTheHomeserverDoesNotSaySo(int status, String code) {
        homeserver.answer(STATE, status, "{\"errcode\":\"" + code + "\",\"error\":\"no\"}");
        assertThatThrownBy(this::isEncrypted).hasCauseInstanceOf(MatrixException.class);
        assertThatThrownBy(this::isEncrypted).hasCauseInstanceOf(MatrixException.class);
        assertThat(questions()).isEqualTo(2);
    }

    @Test
    void asksOnceForAllThatWantToKnowAtTheSameTime() {
        var answer = homeserver.hold(STATE);
        var first = rooms.isEncrypted(homeserver.session, ROOM);
        var second = rooms.isEncrypted(homeserver.session, ROOM);
        answer.complete(PaperHomeserver.response(200, MEGOLM));
        assertThat(first.join()).isTrue();
        assertThat(second.join()).isTrue();
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void failsWhileTheStoreCannotBeWrittenAndNeverSaysUnencrypted() {
        var answer = homeserver.hold(STATE);
        var asked = rooms.isEncrypted(homeserver.session, ROOM);
        store.broken = true;
        answer.complete(PaperHomeserver.response(200, MEGOLM));
        assertThatThrownBy(asked::join).hasCauseInstanceOf(MatrixUnavailableException.class);
        assertThatThrownBy(this::isEncrypted)
                .hasCauseInstanceOf(MatrixUnavailableException.class)
                .hasMessageContaining("sessionStore");
        store.broken = false;
        assertThat(isEncrypted()).isTrue();
        rooms = restarted();
        assertThat(isEncrypted()).isTrue();
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void forgetsThatARoomWasUnencryptedWhenSyncTellsOtherwise() {
        assertThat(isEncrypted()).isFalse();
        learn(ROOM);
        assertThat(isEncrypted()).isTrue();
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void writesAllRoomsOfAnAnswerAtOnceAndEachRoomOnce() {
        learn(ROOM, OTHER);
        learn(ROOM, OTHER);
        assertThat(store.writes).isEqualTo(1);
        rooms = restarted();
        assertThat(isKnown(ROOM)).isTrue();
        assertThat(isKnown(OTHER)).isTrue();
    }

    @Test
    void throwsUntilTheRoomsOfAnAnswerAreWritten() {
        store.broken = true;
        assertThatThrownBy(() -> learn(ROOM)).isInstanceOf(MatrixUnavailableException.class);
        assertThatThrownBy(() -> learn(ROOM)).isInstanceOf(MatrixUnavailableException.class);
        assertThat(isKnown(ROOM)).isTrue();
        store.broken = false;
        learn(ROOM);
        assertThat(store.writes).isEqualTo(1);
    }

    @Test
    void learnsFromTheStoreWhatAnotherProcessHasFound() {
        assertThat(isEncrypted()).isFalse();
        restarted().encrypted(homeserver.session.user(), List.of(ROOM));
        now = now.plus(INTERVAL);
        assertThat(isEncrypted()).isTrue();
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void looksIntoTheStoreOnceInTheIntervalAndAsksNobody() {
        assertThat(isKnown(ROOM)).isFalse();
        assertThat(isKnown(ROOM)).isFalse();
        assertThat(store.reads).isEqualTo(1);
        now = now.plus(INTERVAL);
        assertThat(isKnown(ROOM)).isFalse();
        assertThat(store.reads).isEqualTo(2);
        assertThat(homeserver.asked).isEmpty();
    }

    @Test
    void asksAgainAfterSomethingMayHaveChangedAnyRoom() {
        assertThat(isEncrypted()).isFalse();
        rooms.forgetClear();
        homeserver.answer(STATE, 200, MEGOLM);
        assertThat(isEncrypted()).isTrue();
    }

    @Test
    void countsARoomAsEncryptedWhileARequestEncryptsIt() {
        assertThat(isEncrypted()).isFalse();
        CompletableFuture<Void> request = new CompletableFuture<>();
        CompletableFuture<Void> answer = encrypt(() -> request);
        assertThat(isEncrypted()).isTrue();
        assertThat(store.writes).as("until the homeserver has obeyed").isZero();
        request.complete(null);
        assertThat(answer).isCompleted();
        assertThat(isEncrypted()).isTrue();
        assertThat(store.writes).isEqualTo(1);
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void believesNoAnswerFromBeforeTheRequestThatEncrypts() {
        CompletableFuture<ApiResponse> early = homeserver.hold(STATE);
        CompletableFuture<Boolean> asked = rooms.isEncrypted(homeserver.session, ROOM);
        CompletableFuture<Void> request = new CompletableFuture<>();
        encrypt(() -> request);
        early.complete(PaperHomeserver.response(404, NONE));
        assertThat(asked.join()).isTrue();
        request.completeExceptionally(new MatrixRejectedException("may not"));
        assertThat(isEncrypted()).as("asked anew").isFalse();
        assertThat(questions()).isEqualTo(2);
    }

    @Test
    void countsARoomAsBeforeWhereTheHomeserverRefusesToEncryptIt() {
        CompletableFuture<Void> refused =
                encrypt(
                        () ->
                                CompletableFuture.failedFuture(
                                        new MatrixRejectedException("may not")));
        assertThat(refused).isCompletedExceptionally();
        assertThat(isEncrypted()).isFalse();
        assertThat(isEncrypted()).isFalse();
        assertThat(questions()).isEqualTo(1);
    }

    @Test
    void asksBeforeEachMessageWhereARequestThatEncryptsGotNoAnswer() {
        encrypt(
                () ->
                        CompletableFuture.failedFuture(
                                new MatrixUnavailableException("no answer", null)));
        assertThat(isEncrypted()).isFalse();
        assertThat(isEncrypted()).isFalse();
        assertThat(questions()).isEqualTo(2);
        homeserver.answer(STATE, 200, MEGOLM);
        assertThat(isEncrypted()).as("obeyed late").isTrue();
    }

    @Test
    void endsTheMarkOnlyWithTheLastOfSeveralRequests() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        CompletableFuture<Void> second = new CompletableFuture<>();
        encrypt(() -> first);
        encrypt(() -> second);
        first.completeExceptionally(new MatrixRejectedException("may not"));
        assertThat(isEncrypted()).isTrue();
        second.completeExceptionally(new MatrixRejectedException("may not"));
        assertThat(isEncrypted()).isFalse();
    }

    @Test
    void failsARequestThatThrows() {
        CompletableFuture<Object> answer =
                encrypt(
                        () -> {
                            throw new MatrixRejectedException("odd");
                        });
        assertThat(answer).isCompletedExceptionally();
        assertThat(isEncrypted()).isFalse();
    }

    private <T> CompletableFuture<T> encrypt(Supplier<CompletableFuture<T>> request) {
        return rooms.whileEncrypting(homeserver.session.user(), ROOM, request);
    }
}
