// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.function.Function;
import java.util.stream.Stream;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.EventType;
import org.camelmatrix.event.Original;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.OpenAnswer;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.AccountAccess;
import org.camelmatrix.internal.sync.DeviceUpdates;
import org.camelmatrix.internal.sync.EventListener;
import org.camelmatrix.internal.sync.ReceiveObserver;
import org.camelmatrix.internal.sync.RoomObserver;
import org.camelmatrix.internal.sync.Subscription;
import org.camelmatrix.internal.sync.SubscriptionSettings;
import org.camelmatrix.internal.sync.SyncLoop;
import org.camelmatrix.store.StateStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an account receives, and what it tells about that.
 *
 * <p>Any thread may call. Every future fails with a {@link MatrixException}.
 */
public final class Receiving {

    private static final Logger LOG = LoggerFactory.getLogger(Receiving.class);

    private final SessionKeeper sessions;
    private final Workers workers;
    private final EncryptedRooms encryptedRooms;
    private final SyncLoop loop;
    private final RoomChanges changes;
    private final ReceiveLog log;
    private final Originals originals;
    private final Map<Place, String> claims = new ConcurrentHashMap<>();

    Receiving(
            SessionKeeper sessions,
            RoomDirectory rooms,
            EncryptedRooms encryptedRooms,
            Workers workers,
            ThreadFactory threads,
            InstantSource clock) {
        this.sessions = sessions;
        Access access = new Access(sessions, rooms);
        this.changes = new RoomChanges(access, rooms, workers, this::follow);
        this.encryptedRooms = encryptedRooms;
        this.workers = workers;
        this.loop =
                new SyncLoop(access, workers, threads, new Observer(), DeviceUpdates.NONE, clock);
        this.log = new ReceiveLog(clock);
        this.originals = new Originals(clock);
    }

    private void follow(RoomId from, RoomId to, String since) {
        loop.follow(from, to, since);
    }

    /** Where a position is kept. */
    private record Place(StateStore store, String name) {}

    /**
     * Claims a position, so that no other route of this account has the same one.
     *
     * @param settings of the listener
     * @param route the id of its route
     * @return the id of the route that has the position already, or null
     */
    public String claim(SubscriptionSettings settings, String route) {
        return claims.putIfAbsent(new Place(settings.store(), settings.name()), route);
    }

    /** Releases a claimed position. */
    public void release(SubscriptionSettings settings) {
        claims.remove(new Place(settings.store(), settings.name()));
    }

    /** Tells what is wrong with receiving. */
    public ReceiveLog log() {
        return log;
    }

    /**
     * Creates a subscription, which receives once it is started.
     *
     * @param settings what it listens to, and how
     * @param listener takes the events
     * @param observer counts them
     */
    public Subscription subscribe(
            SubscriptionSettings settings, EventListener listener, ReceiveObserver observer) {
        return loop.subscribe(settings, listener, observer);
    }

    /** What becomes of invitations, and who is told of them. */
    public RoomChanges changes() {
        return changes;
    }

    private final class Observer implements RoomObserver {

        @Override
        public void changed(SyncAnswer answer, String since) {
            List<RoomId> encrypted =
                    Stream.concat(answer.joined().stream(), answer.left().stream())
                            .filter(room -> room.tellsOf(EventType.ENCRYPTION))
                            .map(SyncAnswer.SyncedRoom::room)
                            .toList();
            if (!encrypted.isEmpty()) {
                encryptedRooms.encrypted(sessions.session().join().user(), encrypted);
            }
            if (changes.concerns(answer)) {
                run(() -> changes.take(answer, since));
            }
        }

        @Override
        public CompletableFuture<RoomId> replacement(RoomId room) {
            return changes.replacement(room);
        }
    }

    /** Tells that an event, and all before it, was read. Returns at once. */
    public void read(RoomId room, EventId event) {
        tell(
                session ->
                        session.client()
                                .events()
                                .read(session.credentials(), room, event, "m.read"));
    }

    /**
     * Tells that the account writes an answer. Returns at once.
     *
     * @param room in which room
     * @param lasts for how long; zero for not any more
     * @return done when it is told, or could not be
     */
    public CompletableFuture<Void> typing(RoomId room, Duration lasts) {
        return tell(
                session ->
                        session.client()
                                .events()
                                .typing(session.credentials(), room, session.user(), lasts));
    }

    /** Tells something that does no harm if it does not arrive. */
    private CompletableFuture<Void> tell(Function<Session, CompletableFuture<Void>> request) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        run(
                () ->
                        sessions.request(request)
                                .whenComplete(
                                        (told, failure) -> {
                                            if (failure != null) {
                                                LOG.debug(
                                                        "{}",
                                                        MatrixFailure.of(failure).getMessage());
                                            }
                                            done.complete(null);
                                        }));
        return done;
    }

    private void run(Runnable task) {
        try {
            workers.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The account is stopped");
        }
    }

    /**
     * Opens a file.
     *
     * @param mxc its {@code mxc://} URI
     * @param maximum bytes that it may have
     * @return the file, to be closed by the caller
     */
    public CompletableFuture<OpenAnswer> download(String mxc, int maximum) {
        return sessions.request(
                session -> session.client().media().download(session.credentials(), mxc, maximum));
    }

    /**
     * The event that an edit is about.
     *
     * @return the event; empty if the account may not see it, or there is none
     */
    public CompletableFuture<Optional<Original>> original(RoomId room, EventId event) {
        return originals.find(
                room,
                event,
                () ->
                        sessions.request(
                                session ->
                                        session.client()
                                                .history()
                                                .readableEvent(
                                                        session.credentials(), room, event)));
    }

    /** What receiving can ask of the account. */
    private record Access(SessionKeeper sessions, RoomDirectory rooms) implements AccountAccess {

        @Override
        public <T> CompletableFuture<T> request(Request<T> request) {
            return sessions.request(
                    session -> request.with(session.client(), session.credentials()));
        }

        @Override
        public CompletableFuture<UserId> user() {
            return sessions.session().thenApply(Session::user);
        }

        @Override
        public CompletableFuture<RoomId> enter(Recipient recipient) {
            return sessions.request(session -> rooms.enter(session, recipient));
        }
    }
}
