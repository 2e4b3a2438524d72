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
import org.camelmatrix.MatrixUncertainException;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.ErrorCode;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;

/**
 * Which rooms are encrypted, as far as one account knows. A room that was encrypted once counts as
 * encrypted for good, whatever the homeserver says later, also after a restart. The homeserver is
 * asked again after a while whether another room is still unencrypted. If that cannot be known, no
 * room counts as unencrypted.
 *
 * <p>A newly found encrypted room is written to the store before anything follows from it: before a
 * message is sent, and before the next {@code /sync} request. While the store cannot be written,
 * the room counts as encrypted in this process, and every use of it tries to write again.
 *
 * <p>While a request of this account encrypts a room, the room counts as encrypted, though the
 * store does not have it yet.
 *
 * <p>Any thread may call; the store is read and written on its thread. Several threads that ask
 * about one room at the same time share one request.
 */
final class EncryptedRooms {

    /** How long a homeserver may take to obey a request that it has not answered. */
    private static final Duration DOUBT = Duration.ofMinutes(1);

    private final StateStore store;
    private final Duration checkInterval;
    private final InstantSource clock;
    private final SingleFlight<Check, Boolean> checks;
    private final Map<RoomId, Instant> clear = new ConcurrentHashMap<>();
    private final Map<RoomId, Instant> notStored = new ConcurrentHashMap<>();
    private final Set<RoomId> encrypted = ConcurrentHashMap.newKeySet();

    /** Encrypted rooms that the store does not have yet. */
    private final Set<RoomId> unwritten = ConcurrentHashMap.newKeySet();

    /** The rooms that requests under way encrypt, with the number of these requests. */
    private final Map<RoomId, Integer> encrypting = new ConcurrentHashMap<>();

    /** Rooms that a request without an answer may yet encrypt, and until when it may. */
    private final Map<RoomId, Instant> doubtful = new ConcurrentHashMap<>();

    /** A question that is asked once at a time. */
    private record Check(SignedIn account, RoomId room) {}

    /**
     * @param store keeps the list of encrypted rooms
     * @param checkInterval how long to rely on a room being unencrypted
     * @param clock tells the time
     * @param executor continues with those who waited for another's request
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
        CompletableFuture<Boolean> known = known(session.user(), room);
        return known == null ? ask(session.signedIn(), room) : known;
    }

    /** Whether a room is encrypted; failed if that cannot be known. */
    CompletableFuture<Boolean> isEncrypted(SignedIn account, RoomId room) {
        CompletableFuture<Boolean> known = known(account.user(), room);
        return known == null ? ask(account, room) : known;
    }

    /** The answer where it is known without a request, or else null. */
    private CompletableFuture<Boolean> known(UserId account, RoomId room) {
        if (encrypted.contains(room)) {
            return unwritten.contains(room)
                    ? written(account, room)
                    : CompletableFuture.completedFuture(true);
        }
        Instant since = clear.get(room);
        return since != null && clock.instant().isBefore(since.plus(checkInterval))
                ? CompletableFuture.completedFuture(false)
                : null;
    }

    private CompletableFuture<Boolean> ask(SignedIn account, RoomId room) {
        return encrypting.containsKey(room)
                ? CompletableFuture.completedFuture(true)
                : checks.join(new Check(account, room), () -> find(account, room));
    }

    /**
     * Makes a request that encrypts a room. From now on the room counts as encrypted, and for good
     * once the homeserver has obeyed. If the homeserver refuses, the room counts as before. If no
     * usable answer comes, the homeserver is asked for a while before each message.
     *
     * @param request makes the request
     * @return the answer; failed also if it was obeyed and the store cannot be written
     */
    <T> CompletableFuture<T> whileEncrypting(
            UserId account, RoomId room, Supplier<CompletableFuture<T>> request) {
        encrypting.merge(room, 1, Integer::sum);
        clear.remove(room);
        CompletableFuture<T> answer;
        try {
            answer = request.get();
        } catch (RuntimeException e) {
            answer = CompletableFuture.failedFuture(e);
        }
        return answer.whenComplete((obeyed, failure) -> ended(account, room, failure));
    }

    private void ended(UserId account, RoomId room, Throwable failure) {
        try {
            if (failure == null) {
                encrypted(account, List.of(room));
            } else if (mayBeObeyed(MatrixFailure.of(failure))) {
                doubtful.put(room, clock.instant().plus(DOUBT));
            }
        } finally {
            encrypting.computeIfPresent(room, (key, count) -> count == 1 ? null : count - 1);
        }
    }

    private static boolean mayBeObeyed(MatrixException reason) {
        return reason instanceof MatrixUnavailableException
                || reason instanceof MatrixUncertainException;
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

    /** From now on the homeserver is asked again about each room that counts as unencrypted. */
    void forgetClear() {
        clear.clear();
    }

    private static String key(UserId account, RoomId room) {
        return "encrypted " + account + ' ' + room;
    }

    /** Fails all requests that wait for an answer. */
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

    /** The store is read each time, as another process may have found the room encrypted. */
    private CompletableFuture<Boolean> find(SignedIn account, RoomId room) {
        if (isStored(account.user(), room)) {
            return CompletableFuture.completedFuture(true);
        }
        Instant asked = clock.instant();
        return account.client()
                .rooms()
                .state(account.who(), room, EventType.ENCRYPTION, "")
                .handle(
                        (content, failure) -> {
                            if (failure == null) {
                                encrypted(account.user(), List.of(room));
                                return true;
                            }
                            requireNoSuchState(MatrixFailure.of(failure));
                            return !isClear(room, asked);
                        });
    }

    /** Only this refusal says that the room has no such state. */
    private static void requireNoSuchState(MatrixException reason) {
        if (reason.getStatus() != 404 || !ErrorCode.NOT_FOUND.equals(reason.getErrcode())) {
            throw reason;
        }
    }

    /**
     * Notes that the homeserver knew of no encryption, unless a request encrypts the room
     * meanwhile.
     *
     * @return whether the room counts as unencrypted
     */
    private boolean isClear(RoomId room, Instant asked) {
        Instant end = doubtful.get(room);
        if (end == null || clock.instant().isAfter(end)) {
            doubtful.remove(room);
            clear.put(room, asked);
        }
        if (encrypting.containsKey(room) || encrypted.contains(room)) {
            clear.remove(room);
            return false;
        }
        return true;
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
