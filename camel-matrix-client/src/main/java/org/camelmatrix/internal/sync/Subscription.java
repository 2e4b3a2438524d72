// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.Abort;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.http.SyncAnswer.SyncedRoom;
import org.camelmatrix.internal.queue.Workers;
import org.camelmatrix.internal.sync.EventListener.Activity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener to events of an account, from {@link #start} to {@link #close}.
 *
 * <p>A worker enters the room, reads the stored position and joins the loop. Without a position it
 * joins twice: the loop gives it the account's position, a worker stores that, and it joins again.
 * Then the loop's thread brings events, and workers fetch what was missed. Any thread may start and
 * close.
 */
public final class Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

    private final SubscriptionSettings settings;
    private final AccountAccess account;
    private final SyncLoop loop;
    private final EventListener listener;
    private final ReceiveObserver observer;
    private final Workers workers;
    private final CatchUp catchUp;
    private final ListenedRooms rooms;
    private final EventSelection selection;
    private final InstantSource clock;
    private final Abort abort = new Abort();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private volatile boolean closing;
    private volatile UserId self;
    private volatile Flow flow;
    private volatile PositionWriter writer;
    private final TokenRefusals tokenRefusals = new TokenRefusals();
    private int refusals;

    /** Of the loop's thread. */
    private boolean joined;

    /** The account's position up to which this has taken all answers, or null. Of that thread. */
    private String reached;

    Subscription(
            SubscriptionSettings settings,
            AccountAccess account,
            SyncLoop loop,
            EventListener listener,
            ReceiveObserver observer,
            Workers workers,
            InstantSource clock) {
        this.settings = settings;
        this.account = account;
        this.loop = loop;
        this.listener = listener;
        this.observer = observer;
        this.workers = workers;
        this.clock = clock;
        this.rooms = new ListenedRooms(settings.recipient(), loop::replacement);
        this.selection = new EventSelection(settings, observer);
        this.catchUp = new CatchUp(settings, account, listener, observer, workers, clock);
    }

    /** Begins to listen. Returns at once. */
    public void start() {
        loop.started(this);
        attempt(this::prepare, 0);
    }

    /** Does something with a worker, again and again until it succeeds or this is closed. */
    private void attempt(Runnable action, int failures) {
        run(
                () -> {
                    try {
                        if (!closing) {
                            action.run();
                            recovered(failures);
                        }
                    } catch (RuntimeException | Error e) {
                        failed(e, action, failures + 1);
                    }
                });
    }

    private void recovered(int failures) {
        if (failures > 0) {
            works();
        }
    }

    private void failed(Throwable e, Runnable action, int failures) {
        if (closing) {
            return;
        }
        MatrixException reason = SyncFailure.of(e);
        tell(reason);
        workers.after(Pause.after(failures, reason), () -> attempt(action, failures));
    }

    private void run(Runnable task) {
        try {
            workers.executeSoon(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("{} is stopped", settings.name());
        }
    }

    private void prepare() {
        self = account.user().join();
        selection.begin(self);
        List<ListenedRooms.Successor> told =
                rooms.isAll() ? List.of() : rooms.begin(account.enter(settings.recipient()).join());
        writer =
                new PositionWriter(
                        settings.store(),
                        "position " + self + ' ' + settings.name(),
                        writer -> flow.text(writer),
                        workers,
                        listener,
                        this::intruded,
                        clock);
        String kept = writer.load();
        if (kept != null) {
            LOG.info("The events for {} go on where they stopped", settings.name());
            open(Position.of(kept), Position.landmarks(kept));
            told.forEach(next -> flow.hold(next.room(), next.since()));
        }
        loop.join(this);
    }

    /**
     * Begins at a token, as there is no position yet. A worker stores it before any event is handed
     * over. The loop's thread calls.
     */
    void begin(String token) {
        Landmarks landmarks = Landmarks.from(clock.instant());
        attempt(() -> begin(token, landmarks), 0);
    }

    private void begin(String token, Landmarks landmarks) {
        Position position = new Position(token, Map.of(), beginnings());
        writer.keep(position, landmarks);
        open(position, landmarks);
        loop.join(this);
    }

    /** Where the rooms begin that have a past which is wanted. */
    private Map<RoomId, Position.RoomPosition> beginnings() {
        if (settings.startFrom() instanceof StartFrom.Now) {
            return Map.of();
        }
        Instant after = settings.startFrom() instanceof StartFrom.Since since ? since.time() : null;
        Map<RoomId, Position.RoomPosition> places = new HashMap<>();
        for (RoomId room :
                account.request((client, who) -> client.memberships().joinedRooms(who)).join()) {
            if (rooms.contains(room)) {
                places.put(room, new Position.RoomPosition(null, after, Set.of()));
            }
        }
        return places;
    }

    private void open(Position position, Landmarks landmarks) {
        Flow opened =
                new Flow(
                        position,
                        landmarks,
                        settings,
                        listener,
                        observer,
                        workers,
                        this::positionChanged,
                        catchUp::fetch);
        catchUp.open(opened, self, selection::wants);
        flow = opened;
    }

    private void positionChanged() {
        CompletableFuture<Void> kept = writer.changed();
        catchUp.capacityChanged();
        if (closing) {
            kept.thenRun(this::closeWhenIdle);
        } else {
            loop.hasCapacityAgain(this);
        }
    }

    private void intruded() {
        observer.intruder();
        listener.onIntruder();
    }

    /**
     * Begins anew where the homeserver takes its position no more. The loop's thread calls.
     *
     * @param answer of a first {@code /sync}
     */
    void beginAnew(SyncAnswer answer) {
        Set<RoomId> concerned = new HashSet<>();
        answer.joined().stream()
                .map(SyncedRoom::room)
                .filter(rooms::contains)
                .forEach(concerned::add);
        observer.gap();
        LOG.warn(
                "The homeserver rejects the stored position of {} (option sinceStore): it continues"
                        + " from the latest known events; some may be missed or delivered again",
                settings.name());
        catchUp.beginAnew();
        flow.beginAnew(concerned, answer.nextBatch());
        if (joined) {
            run(flow::fetchLagging);
        }
    }

    /** How often its position was refused before it has joined. Of the loop's thread. */
    TokenRefusals tokenRefusals() {
        return tokenRefusals;
    }

    /** Where the loop has to go on for this; null where it has no position yet. */
    String head() {
        Flow current = flow;
        return current == null ? null : current.head();
    }

    Interest interest() {
        return settings.interest();
    }

    /** In which rooms, or null for all. */
    Set<RoomId> rooms() {
        return rooms.rooms();
    }

    UserId self() {
        return self;
    }

    SubscriptionSettings settings() {
        return settings;
    }

    /** Tells why nothing can be received now. A listener that fails does not harm others. */
    void tell(MatrixException reason) {
        try {
            listener.onFailure(Activity.RECEIVING, reason);
        } catch (RuntimeException e) {
            LOG.warn("{} could not be told of a failure", settings.name(), e);
        }
    }

    /** It could not join the loop; how often in a row. One thread at a time. */
    int failed() {
        return ++refusals;
    }

    /** It could join the loop. */
    void succeeded() {
        refusals = 0;
    }

    /** Whether more events fit. */
    boolean hasCapacity() {
        return flow.hasCapacity();
    }

    /** Tells that events are received. */
    void works() {
        listener.onRecovery(Activity.RECEIVING);
    }

    String reached() {
        return reached;
    }

    /**
     * Notes up to where it has taken the account's answers. The loop's thread calls.
     *
     * @param position the account's position; null while an answer is not taken as a whole
     */
    void reached(String position) {
        reached = position;
    }

    /** It has joined the loop, and fetches what was left when it stopped. */
    void joined() {
        joined = true;
        works();
        flow.fetchLagging();
    }

    /** Takes what the homeserver has answered since the last time. */
    void take(SyncAnswer answer) {
        List<SyncedRoom> wanted = new ArrayList<>();
        for (List<SyncedRoom> part : List.of(answer.joined(), answer.left())) {
            for (SyncedRoom room : part) {
                if (rooms.contains(room.room())) {
                    wanted.add(selection.select(room));
                }
            }
        }
        flow.take(wanted, answer.nextBatch());
    }

    /**
     * Follows a room to the one that replaces it. The loop's thread calls, before it asks.
     *
     * @param since where to begin in the new room
     */
    void follow(RoomId from, RoomId to, String since) {
        Flow current = flow;
        if (rooms.follow(from, to, since) && current != null) {
            current.hold(to, since);
            if (joined) {
                run(current::fetchLagging);
            }
        }
    }

    /** How many events are with the listener, or are done without being noted in the store yet. */
    public int pending() {
        Flow current = flow;
        if (current == null || !closing) {
            return current == null ? 0 : current.underWay();
        }
        return current.underWay() + (writer.isBusy() ? 1 : 0);
    }

    /** Ends its requests when it is closed. */
    Abort abort() {
        return abort;
    }

    boolean isClosing() {
        return closing;
    }

    /**
     * Ends listening: no event is handed over any more, and a waiting request ends at once. Returns
     * at once.
     *
     * @return done when the events under way have ended and the position is kept
     */
    public CompletableFuture<Void> close() {
        closing = true;
        catchUp.close();
        abort.abort();
        loop.leave(this);
        Flow current = flow;
        if (current == null) {
            closed.complete(null);
        } else {
            current.close();
            writer.hurry();
            positionChanged();
        }
        return closed;
    }

    /** Once no event is under way, the position that is kept next is the last one. */
    private void closeWhenIdle() {
        if (closing && flow.underWay() == 0) {
            writer.changed().thenRun(() -> closed.complete(null));
        }
    }
}
