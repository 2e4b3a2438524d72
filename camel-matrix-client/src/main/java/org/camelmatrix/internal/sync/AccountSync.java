// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.Abort;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.http.SyncQuery;

/**
 * The account's position, and the requests for {@code /sync} that move it. Of the loop's thread,
 * which waits for the homeserver.
 *
 * <p>The order of requests matters. A homeserver deletes the to-device events of an answer as soon
 * as a request has the {@code next_batch} of that answer as its {@code since}, and no filter leaves
 * them out. A newcomer's own token was given before it came. So it is older than the position that
 * the account has after one more request, and a request with it deletes nothing that was not taken.
 * The token of its answer becomes part of the newcomer's position, and never the account's.
 */
final class AccountSync {

    private static final Duration AT_ONCE = Duration.ZERO;

    /** The time between two requests to a homeserver that has nothing to tell and does not wait. */
    private static final Duration UNLESS_IT_WAITS = Duration.ofSeconds(1);

    /** The first of the times between requests to one that gives new tokens and nothing else. */
    private static final Duration FIRST_REST = Duration.ofMillis(25);

    private static final int DOUBLINGS = 6;

    private final SyncRequests requests;
    private final RoomObserver rooms;
    private final DeviceUpdates device;
    private final TokenRefusals refusals = new TokenRefusals();

    /** The account's position; null until there is a listener, or the device needs it. */
    private String since;

    private int emptyInARow;
    private Wishes lastWishes;
    private ObjectNode lastFilter;

    AccountSync(
            AccountAccess account, RoomObserver rooms, DeviceUpdates device, InstantSource clock) {
        this.requests = new SyncRequests(account, clock);
        this.rooms = rooms;
        this.device = device;
    }

    /** What a filter depends on; the rooms are null for all. */
    private record Wishes(List<Interest> interests, Set<RoomId> rooms, UserId self) {

        static Wishes of(List<Subscription> who) {
            Set<RoomId> concerned = new HashSet<>();
            boolean all = who.isEmpty();
            for (Subscription each : who) {
                all = all || each.rooms() == null;
                if (each.rooms() != null) {
                    concerned.addAll(each.rooms());
                }
            }
            return new Wishes(
                    who.stream().map(Subscription::interest).toList(),
                    all ? null : concerned,
                    who.isEmpty() ? null : who.get(0).self());
        }

        ObjectNode filter() {
            return SyncFilter.of(interests, rooms, self);
        }
    }

    /**
     * Asks for what happened, and lets the homeserver wait until something does.
     *
     * @param present the listeners
     * @param waits whether the homeserver may wait
     * @param abort ends the request
     * @return the time after the request began that has to pass before the next one
     */
    Duration poll(List<Subscription> present, boolean waits, Abort abort) {
        String before = since;
        ask(present, waits ? timeout(present) : AT_ONCE, abort);
        return waits ? rest(!Objects.equals(since, before)) : AT_ONCE;
    }

    /** Asks for what has happened up to now. */
    void catchUp(List<Subscription> present, Abort abort) {
        ask(present, AT_ONCE, abort);
    }

    private void ask(List<Subscription> present, Duration timeout, Abort abort) {
        if (present.isEmpty() && !device.isWanted()) {
            since = null;
            return;
        }
        if (since == null) {
            beginWithDevice(abort);
        }
        SyncQuery query = new SyncQuery(since, filter(present), timeout, device.isWanted());
        SyncRequests.Result result = requests.from(query, abort, refusals);
        SyncAnswer answer = result.answer();
        accept(answer, result.beganAnew() ? answer.nextBatch() : since);
        for (Subscription each : present) {
            give(each, result);
        }
        if (!result.beganAnew()) {
            emptyInARow = answer.isEmpty() ? emptyInARow + 1 : 0;
        }
    }

    /**
     * Gives a listener an answer. One that fails to take it does not harm the others. It is no
     * longer at the account's position, and has to be brought there again.
     */
    private void give(Subscription listener, SyncRequests.Result result) {
        try {
            hand(listener, result);
        } catch (RuntimeException | Error e) {
            listener.tell(SyncFailure.of(e));
        }
    }

    private void hand(Subscription listener, SyncRequests.Result result) {
        listener.reached(null);
        if (result.beganAnew()) {
            listener.beginAnew(result.answer());
        } else {
            listener.take(result.answer());
        }
        listener.reached(since);
    }

    /** Whether a listener has taken all that the account's position is behind. */
    boolean isUpToDate(Subscription listener) {
        return Objects.equals(listener.reached(), since);
    }

    /** Gives the account a position: where its device goes on or begins. */
    private void beginWithDevice(Abort abort) {
        since = device.since();
        if (since == null) {
            SyncAnswer first = requests.first(true, abort);
            accept(first, first.nextBatch());
        }
    }

    /** Stores what an answer tells the device and the account, which then go on at its token. */
    private void accept(SyncAnswer answer, String before) {
        if (device.isWanted()) {
            device.take(answer.device(), answer.nextBatch());
        }
        rooms.changed(answer, before);
        since = answer.nextBatch();
    }

    /**
     * Brings a newcomer to the account's position. One whose own position is older gets what
     * happened in between by a request with its token. Its answer is newer than the account's
     * position, so nothing falls between, and the newcomer recognises what the next answer tells
     * once more.
     */
    void bring(Subscription newcomer) {
        String head = newcomer.head();
        if (head.equals(since)) {
            newcomer.reached(since);
            return;
        }
        ObjectNode filter = SyncFilter.unlikeAnyOther(Wishes.of(List.of(newcomer)).filter());
        SyncRequests.Result result =
                requests.from(
                        new SyncQuery(head, filter, AT_ONCE),
                        newcomer.abort(),
                        newcomer.tokenRefusals());
        SyncAnswer answer = result.answer();
        rooms.changed(answer, result.beganAnew() ? answer.nextBatch() : head);
        hand(newcomer, result);
        if (since == null) {
            since = newcomer.head();
        }
        newcomer.reached(since);
    }

    /** The newest token, where a newcomer without a position begins. */
    String newest(Abort abort) {
        if (since != null) {
            return since;
        }
        SyncAnswer first = requests.first(false, abort);
        rooms.changed(first, first.nextBatch());
        return first.nextBatch();
    }

    /** The filter for all listeners, made when what they want has changed. */
    private ObjectNode filter(List<Subscription> present) {
        Wishes wishes = Wishes.of(present);
        if (!wishes.equals(lastWishes)) {
            lastFilter = wishes.filter();
            lastWishes = wishes;
        }
        return lastFilter;
    }

    private static Duration timeout(List<Subscription> present) {
        return present.stream()
                .map(each -> each.settings().timeout())
                .min(Duration::compareTo)
                .orElse(AT_ONCE);
    }

    /** The shortest time between two requests. */
    private Duration rest(boolean news) {
        if (!news) {
            return UNLESS_IT_WAITS;
        }
        if (emptyInARow == 0) {
            return AT_ONCE;
        }
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(emptyInARow - 1, DOUBLINGS));
        return rest.compareTo(UNLESS_IT_WAITS) < 0 ? rest : UNLESS_IT_WAITS;
    }
}
