package org.camelmatrix.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.client.ErrorCode;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.store.StateStore;
import org.camelmatrix.store.StateStoreException;

/**
 * Which rooms are encrypted, as far as one account knows. A room that was encrypted once is so for
 * good, whatever the homeserver says later, also after a restart. A room that is not is asked about
 * again after a while. Where it cannot be known, nobody is told that a room is in clear.
 *
 * <p>Any thread may call. What is asked at the same time is asked once.
 */
final class EncryptedRooms {

    static final String ENCRYPTION = "m.room.encryption";

    private final StateStore store;
    private final Duration checkInterval;
    private final InstantSource clock;
    private final SingleFlight<Question<RoomId>, Boolean> checks;
    private final Map<RoomId, Instant> clear = new ConcurrentHashMap<>();
    private final Set<RoomId> encrypted = ConcurrentHashMap.newKeySet();

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
            return CompletableFuture.completedFuture(true);
        }
        Instant since = clear.get(room);
        if (since != null && clock.instant().isBefore(since.plus(checkInterval))) {
            return CompletableFuture.completedFuture(false);
        }
        return checks.join(new Question<>(session, room), () -> find(session, room));
    }

    /**
     * Notes that a room is encrypted from now on, without asking.
     *
     * @throws MatrixUnavailableException if that cannot be kept
     */
    void encrypted(UserId account, RoomId room) {
        encrypted.add(room);
        clear.remove(room);
        String key = key(account, room);
        kept(
                () -> {
                    store.put(key, clock.instant().toString());
                    return true;
                });
    }

    /** Notes that the homeserver has told that a room is encrypted. */
    void told(RoomId room) {
        encrypted.add(room);
        clear.remove(room);
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

    private CompletableFuture<Boolean> find(Session session, RoomId room) {
        String key = key(session.user(), room);
        if (!clear.containsKey(room) && kept(() -> store.get(key).isPresent())) {
            encrypted.add(room);
            return CompletableFuture.completedFuture(true);
        }
        Instant asked = clock.instant();
        return session.client()
                .state(session.credentials(), room, ENCRYPTION)
                .handle(
                        (content, failure) -> {
                            if (failure == null) {
                                encrypted(session.user(), room);
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

    private static boolean kept(Supplier<Boolean> access) {
        try {
            return access.get();
        } catch (StateStoreException e) {
            throw new MatrixUnavailableException(
                    "Which rooms are encrypted is not known: "
                            + e.getMessage()
                            + "; check the option sessionStore",
                    e);
        }
    }
}
