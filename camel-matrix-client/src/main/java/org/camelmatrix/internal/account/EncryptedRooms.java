// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.ErrorCode;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;

/**
 * Which rooms are encrypted, as far as one account knows. A room that was encrypted once counts as
 * encrypted for good, whatever the homeserver says later, also after a restart. Whether another
 * room still is not encrypted is asked again after a while. Where it cannot be known, no room
 * counts as unencrypted.
 *
 * <p>What is learnt is written to the store before anything follows from it: before a message is
 * sent, and before the next answer of {@code /sync} is asked for. While the store cannot be
 * written, the room counts as encrypted in this process, and every use of it tries to write again.
 *
 * <p>Any thread may call; the store is read and written on its thread. What is asked at the same
 * time is asked once.
 */
final class EncryptedRooms {

    static final String ENCRYPTION = "m.room.encryption";

    private final StateStore store;
    private final Duration checkInterval;
    private final InstantSource clock;
    private final SingleFlight<Question<RoomId>, Boolean> checks;
    private final Map<RoomId, Instant> clear = new ConcurrentHashMap<>();
    private final Map<RoomId, Instant> notStored = new ConcurrentHashMap<>();
    private final Set<RoomId> encrypted = ConcurrentHashMap.newKeySet();

    /** Encrypted rooms that the store does not have yet. */
    private final Set<RoomId> unwritten = ConcurrentHashMap.newKeySet();

    /**
     * @param store where encrypted rooms are remembered
     * @param checkInterval how long a room is taken to be in clear without asking again
     * @param clock tells the time
     * @param executor runs what had to wait
     */
    EncryptedRooms(
            StateStore store, Duration checkInterval, InstantSource clock, Executor executor) {
        this.store = store;
        this.checkInterval = checkInterval;
        this.clock = clock;
        this.checks = new SingleFlight<>(executor);
    }

    /** Whether a room is encrypted; failed if that cannot be known. */
    CompletableFuture<Boolean> isEncrypted(Session session, RoomId room) {
        if (encrypted.contains(room)) {
            return unwritten.contains(room)
                    ? written(session.user(), room)
                    : CompletableFuture.completedFuture(true);
        }
        Instant since = clear.get(room);
        if (since != null && clock.instant().isBefore(since.plus(checkInterval))) {
            return CompletableFuture.completedFuture(false);
        }
        return checks.join(new Question<>(session, room), () -> find(session, room));
    }

    /**
     * Notes that rooms are encrypted. When this returns, the store has them.
     *
     * @throws MatrixUnavailableException if the store cannot be written; they count as encrypted
     *     nevertheless
     */
    void encrypted(UserId account, Collection<RoomId> rooms) {
        List<RoomId> fresh =
                rooms.stream()
                        .filter(room -> !encrypted.contains(room) || unwritten.contains(room))
                        .toList();
        if (fresh.isEmpty()) {
            return;
        }
        unwritten.addAll(fresh);
        encrypted.addAll(fresh);
        fresh.forEach(clear::remove);
        String now = clock.instant().toString();
        Map<String, String> texts = new LinkedHashMap<>();
        fresh.forEach(room -> texts.put(key(account, room), now));
        kept(
                () -> {
                    store.putAll(texts);
                    return true;
                });
        unwritten.removeAll(fresh);
    }

    /**
     * Whether a room is known to be encrypted, without asking the homeserver.
     *
     * @throws MatrixUnavailableException if the store cannot be read
     */
    boolean isKnown(UserId account, RoomId room) {
        if (encrypted.contains(room)) {
            return true;
        }
        Instant looked = notStored.get(room);
        Instant now = clock.instant();
        if (looked != null && now.isBefore(looked.plus(checkInterval))) {
            return false;
        }
        boolean stored = isStored(account, room);
        if (!stored) {
            notStored.put(room, now);
        }
        return stored;
    }

    /** Which rooms are in clear has to be asked again, as any may have changed. */
    void forgetClear() {
        clear.clear();
    }

    private static String key(UserId account, RoomId room) {
        return "encrypted " + account + ' ' + room;
    }

    /** Nobody waits to know any more. */
    void close() {
        checks.close();
    }

    private CompletableFuture<Boolean> written(UserId account, RoomId room) {
        try {
            encrypted(account, List.of(room));
            return CompletableFuture.completedFuture(true);
        } catch (MatrixUnavailableException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The store is looked at each time: another process may have learnt of the room. */
    private CompletableFuture<Boolean> find(Session session, RoomId room) {
        if (isStored(session.user(), room)) {
            return CompletableFuture.completedFuture(true);
        }
        Instant asked = clock.instant();
        return session.client()
                .state(session.credentials(), room, ENCRYPTION)
                .handle(
                        (content, failure) -> {
                            if (failure == null) {
                                encrypted(session.user(), List.of(room));
                                return true;
                            }
                            MatrixException reason = Failures.matrix(failure);
                            if (reason.getStatus() != 404
                                    || !ErrorCode.NOT_FOUND.equals(reason.getErrcode())) {
                                throw reason;
                            }
                            clear.put(room, asked);
                            return false;
                        });
    }

    private boolean isStored(UserId account, RoomId room) {
        boolean stored = kept(() -> store.get(key(account, room)).isPresent());
        if (stored) {
            encrypted.add(room);
            clear.remove(room);
        }
        return stored;
    }

    private static boolean kept(Supplier<Boolean> access) {
        try {
            return access.get();
        } catch (StateStoreException e) {
            throw new MatrixUnavailableException(
                    "The list of encrypted rooms cannot be kept: "
                            + e.getMessage()
                            + "; check the option sessionStore",
                    e);
        }
    }
}
