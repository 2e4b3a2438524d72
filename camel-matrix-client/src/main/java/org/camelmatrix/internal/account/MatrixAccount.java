// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Supplier;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.EventId;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.NoEncryption;
import org.camelmatrix.internal.encryption.ProxyEncryption;
import org.camelmatrix.internal.encryption.RoomEncryption;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.Discovery;
import org.camelmatrix.internal.http.Transport;
import org.camelmatrix.internal.queue.SendQueue;
import org.camelmatrix.internal.queue.Workers;

/**
 * One account, shared by all endpoints with the same settings.
 *
 * <p>Any thread may send. A send runs on the thread that asks for it as far as the transport does;
 * one that has to wait, for its turn or for another's sign-in, look-up or join, goes on with the
 * workers. No lock is held across a request.
 */
public final class MatrixAccount {

    private final AccountSettings settings;
    private final InstantSource clock;
    private final ObservedTransport transport;
    private final SessionKeeper sessions;
    private final RoomDirectory rooms;
    private final EncryptedRooms encryptedRooms;
    private final Uploads uploads;
    private final SentReactions reactions = new SentReactions();
    private final RelatedEvents related;
    private final ClearSendCheck clearSends;
    private final Senders senders;
    private final RoomCheck roomCheck;
    private final Sequencer<KeyedMessageSend.KeyInRoom> updates;
    private final Sequencer<RoomId> changes;
    private final SendQueue queue;
    private final Recovery recovery;
    private final WaitLog waitLog;
    private volatile MatrixException lastFailure;
    private volatile boolean closed;
    private final Receiving receiving;

    /**
     * @param settings the account's settings
     * @param transport carries its requests
     * @param maximumPending the largest number of messages that wait
     * @param workers continue with whatever had to wait
     * @param threads makes the thread that receives, if there is a consumer
     * @param clock tells the time
     */
    public MatrixAccount(
            AccountSettings settings,
            Transport transport,
            int maximumPending,
            Workers workers,
            ThreadFactory threads,
            InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.transport = new ObservedTransport(transport, clock);
        SignIn signIn = new SignIn(settings, this.transport, new Discovery(transport), clock);
        this.sessions = new SessionKeeper(signIn, clock, workers);
        this.rooms = new RoomDirectory(clock, workers);
        this.encryptedRooms =
                new EncryptedRooms(
                        settings.encryption().memory(),
                        settings.encryption().checkInterval(),
                        clock,
                        workers);
        RoomEncryption encryption =
                switch (settings.encryption().mode()) {
                    case NONE -> new NoEncryption();
                    case PROXY -> new ProxyEncryption();
                };
        this.updates = new Sequencer<>(workers);
        this.changes = new Sequencer<>(workers);
        this.uploads = new Uploads(clock, encryption);
        this.related = new RelatedEvents();
        this.clearSends = new ClearSendCheck(encryptedRooms, encryption);
        this.queue = new SendQueue(maximumPending, workers);
        this.senders = senders(encryption, workers);
        this.roomCheck = new RoomCheck(rooms, encryptedRooms, encryption);
        this.waitLog = new WaitLog(clock);
        this.recovery = new Recovery(this::canRecover, this::recover, this::pauseOfSignIn, workers);
        this.receiving = new Receiving(sessions, rooms, encryptedRooms, workers, threads, clock);
    }

    private Senders senders(RoomEncryption encryption, Executor executor) {
        DowngradeCheck downgrades = new DowngradeCheck(rooms, encryptedRooms);
        ProxySender proxy = new ProxySender(clock, executor);
        EventSender events = new EventSender(encryptedRooms, encryption, proxy);
        return new Senders(
                rooms,
                encryptedRooms,
                downgrades,
                uploads,
                new RoomSender(rooms, downgrades, events, related, queue),
                related,
                encryption);
    }

    /**
     * Signs the account in, if it is not yet. If the homeserver cannot be reached now, the sign-in
     * is repeated in the background and by messages.
     *
     * @throws MatrixException if the settings are wrong, or the homeserver refuses the account
     */
    public void start() {
        try {
            noticed(sessions.session()).join();
        } catch (RuntimeException e) {
            MatrixException reason = MatrixFailure.of(e);
            if (!reason.isRetryable()) {
                throw reason;
            }
        }
    }

    /**
     * Looks a room up, enters it, and checks whether messages can be sent to it. A check that fails
     * for a passing reason counts as passed.
     *
     * @throws MatrixException if the room does not exist, or refuses the account or its messages
     */
    public void check(Recipient recipient) {
        try {
            sessions.request(session -> roomCheck.check(session, recipient)).join();
        } catch (RuntimeException e) {
            MatrixException reason = MatrixFailure.of(e);
            if (!reason.isRetryable()) {
                throw named(reason, recipient);
            }
        }
    }

    /** The same failure, with the recipient as it was written beside the room's id. */
    public MatrixException named(MatrixException reason, Recipient recipient) {
        return rooms.orderingKey(recipient) instanceof RoomId room
                ? RoomNames.named(reason, recipient, room)
                : reason;
    }

    /** Ends the account. Whatever waits for it fails. */
    public void close() {
        closed = true;
        queue.close();
        sessions.close();
        rooms.close();
        encryptedRooms.close();
    }

    /**
     * Sends a message in the order of its room. Before that it signs in and joins the room if that
     * is still to be done.
     *
     * @param order the message
     * @return its events; or failed with a {@link MatrixException} and nothing else
     */
    public CompletableFuture<SentMessage> send(SendOrder order) {
        MessageSend message = new MessageSend(order, senders);
        return queue.submit(
                lane(order.recipient()),
                () -> noticed(sessions.request(message::attempt)),
                order.retryPolicy(),
                order.observer(),
                order.origin());
    }

    /**
     * Sends a message with an update key in the order of its room.
     *
     * @param order the message
     * @param update the key, and what becomes of the message that it has
     * @return its events; or failed with a {@link MatrixException} and nothing else
     */
    public CompletableFuture<KeyedMessage> update(SendOrder order, KeyedUpdate update) {
        KeyedMessageSend message = new KeyedMessageSend(order, update, senders, updates);
        return queue.submit(
                lane(order.recipient()),
                () -> noticed(sessions.request(message::attempt)),
                order.retryPolicy(),
                order.observer(),
                order.origin());
    }

    /**
     * Does what is no message, when it is its turn.
     *
     * @param queued what
     * @return what the homeserver answers; or failed with a {@link MatrixException} and nothing
     *     else
     */
    public <T> CompletableFuture<T> perform(QueuedRequest<T> queued) {
        return queue.submit(
                queued.recipient() == null ? new Object() : lane(queued.recipient()),
                () -> noticed(sessions.request(session -> ask(session, queued))),
                queued.retryPolicy(),
                queued.observer(),
                queued.origin());
    }

    private <T> CompletableFuture<T> ask(Session session, QueuedRequest<T> queued) {
        SignedIn account = session.signedIn();
        if (queued.recipient() == null) {
            return queued.request().ask(account, null);
        }
        CompletableFuture<RoomId> room =
                queued.enters()
                        ? rooms.enter(session, queued.recipient(), queued.upgrades())
                        : rooms.find(session, queued.recipient());
        return room.thenCompose(found -> queued.request().ask(account, found));
    }

    /** The message that an event is about: itself, or the one that it edits or reacts to. */
    public CompletableFuture<EventId> message(SignedIn who, RoomId room, EventId event) {
        return related.message(who, room, event);
    }

    /** Remembers a received event that another event is about to relate to. */
    public void received(MatrixEvent event) {
        related.received(event);
    }

    /** Remembers an event that is known to be no edit and no reaction. */
    public void isMessage(RoomId room, EventId event) {
        related.isMessage(room, event);
    }

    /** Remembers a received message of a thread. */
    public void receivedInThread(MatrixEvent event, EventId root) {
        related.receivedInThread(event, root);
    }

    /** Forgets that the account is in a room, so that the next send enters it again. */
    public void left(RoomId room) {
        rooms.left(room);
    }

    /** Tells that a request may have changed any room, such as encrypted it. */
    public void changed() {
        encryptedRooms.forgetClear();
    }

    /**
     * Tells that a room is encrypted from now on: no message goes there in clear.
     *
     * @throws org.camelmatrix.MatrixUnavailableException if the store cannot be written; the room
     *     counts as encrypted nevertheless
     */
    public void encrypted(SignedIn who, RoomId room) {
        encryptedRooms.encrypted(who.user(), List.of(room));
    }

    /**
     * Makes a request that encrypts a room: while it is under way and afterwards, no message goes
     * there in clear.
     *
     * @return its answer; failed also if that cannot be written down, as by {@link #encrypted}
     */
    public <T> CompletableFuture<T> whileEncrypting(
            SignedIn who, RoomId room, Supplier<CompletableFuture<T>> request) {
        return encryptedRooms.whileEncrypting(who.user(), room, request);
    }

    /**
     * Requires that a request may send an event to a room in clear.
     *
     * @return failed with a {@link org.camelmatrix.MatrixRejectedException} where the event belongs
     *     encrypted
     */
    public CompletableFuture<Void> requireMaySendInClear(
            SignedIn who, RoomId room, String eventType) {
        return clearSends.requireAllowed(who, room, eventType);
    }

    /** Runs a change of a room after all changes of the room that this method was given before. */
    public <T> CompletableFuture<T> inTurn(RoomId room, Supplier<CompletableFuture<T>> change) {
        return changes.run(room, change);
    }

    /** Uploads files for the account. */
    public Uploads uploads() {
        return uploads;
    }

    /** The reactions that it has sent. */
    public SentReactions reactions() {
        return reactions;
    }

    /** What it receives. */
    public Receiving receiving() {
        return receiving;
    }

    /**
     * The queue's lane of a recipient. An alias and the room id that it is known to stand for share
     * a lane. While messages wait in the lane of a room that was replaced, further messages to that
     * room go behind them.
     */
    private Object lane(Recipient recipient) {
        Object named = recipient instanceof Recipient.Room room ? room.id() : recipient;
        return queue.isBusy(named) ? named : rooms.orderingKey(recipient);
    }

    /**
     * A route stops: its messages that wait fail now if they cannot be sent in time, and else when
     * the time is over.
     *
     * @param route the route's id
     * @param left how long it may take
     */
    public void stopping(String route, Duration left) {
        queue.stopping(route, left);
    }

    /**
     * A route is suspended: as {@link #stopping}, for the messages of exchanges that have begun.
     *
     * @param route the route's id
     * @param left how long it may take
     */
    public void suspending(String route, Duration left) {
        queue.suspending(route, left);
    }

    /**
     * A route has started, maybe again, or is gone.
     *
     * @param route the route's id
     */
    public void started(String route) {
        queue.started(route);
    }

    /** The state of the account now. It makes no request. */
    public AccountStatus status() {
        Session session = sessions.current();
        MatrixException failure = lastFailure;
        return new AccountStatus(
                session == null ? settings.homeserverUrl() : session.client().baseUrl(),
                session == null ? settings.userId() : session.user(),
                session == null ? settings.deviceId() : session.deviceId(),
                session != null,
                transport.isReachable(),
                isRefused(session, failure),
                transport.lastContact(),
                limitedUntil(),
                queue.pending(),
                failure == null ? null : failure.getMessage(),
                receiving.log().lastingTrouble());
    }

    private static boolean isRefused(Session session, MatrixException failure) {
        return failure instanceof MatrixAccountException
                || (session == null && failure != null && !failure.isRetryable());
    }

    private Instant limitedUntil() {
        Duration pause = queue.pause();
        return pause.isZero() ? sessions.limitedUntil() : clock.instant().plus(pause);
    }

    /**
     * Remembers whether a request succeeded. A message that the queue holds back made no request,
     * so the failure that the homeserver answered with stays.
     */
    private <T> CompletableFuture<T> noticed(CompletableFuture<T> asked) {
        return asked.whenComplete(
                (answer, failure) -> {
                    if (failure != null) {
                        MatrixException reason = MatrixFailure.of(failure);
                        if (SendQueue.isHeldBack(reason)) {
                            return;
                        }
                        lastFailure = reason;
                        waitLog.failed(reason);
                        recovery.beginIfNeeded();
                    } else if (lastFailure != null) {
                        lastFailure = null;
                        waitLog.succeeded();
                    }
                });
    }

    private boolean canRecover() {
        Session session = sessions.current();
        return !closed
                && !isRefused(session, lastFailure)
                && (session == null || !transport.isReachable());
    }

    private CompletableFuture<?> recover() {
        return sessions.current() == null
                ? noticed(sessions.session())
                : noticed(
                        sessions.request(
                                session ->
                                        session.client().sessions().whoami(session.credentials())));
    }

    private Duration pauseOfSignIn() {
        Instant until = sessions.limitedUntil();
        return until == null ? Duration.ZERO : Duration.between(clock.instant(), until);
    }
}
