// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.EventsClient.MessagesQuery;
import org.camelmatrix.internal.http.LargePageException;
import org.camelmatrix.internal.http.MessagesPage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the missed events of a room, backwards by {@code /messages}, up to the option
 * maximumBackfill. The calling thread waits for the homeserver.
 *
 * <p>Some homeservers ignore {@code to} and go on to the room's beginning. So the newest event
 * before the range is looked up first, and the fetch stops there, or at another event that is known
 * to be before the range. Once the pages of a fetch have come to an end without such an event, the
 * homeserver is trusted to respect {@code to}, and the lookup is skipped from then on.
 */
final class History {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final int BAD_REQUEST = 400;

    /** How many pages are searched for the newest event before a range, and their size. */
    private static final int MOST_LOOKS = 10;

    private static final int SMALL_PAGE = 50;

    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final AccountAccess account;
    private final SubscriptionSettings settings;
    private final ReceiveObserver observer;
    private volatile boolean endsWhereAsked;

    History(AccountAccess account, SubscriptionSettings settings, ReceiveObserver observer) {
        this.account = account;
        this.settings = settings;
        this.observer = observer;
    }

    /**
     * The fetched pages of a range.
     *
     * @param pages the oldest first
     * @param whole whether the last one ends where the range does; if not, the rest has to be
     *     fetched later
     */
    record Fetched(List<HistoryPage> pages, boolean whole) {}

    /**
     * Fetches the rest of a range, or so much of its beginning as fits. After a failure it may be
     * called again, and goes on where it failed.
     *
     * @param self the account
     * @param wanted which events count
     */
    void fetch(Backfill backfill, UserId self, Predicate<MatrixEvent> wanted) {
        if (!backfill.isBounded() && !endsWhereAsked) {
            backfill.bound(newestBefore(backfill.range(), self));
        }
        while (backfill.from() != null) {
            int left = settings.maximumBackfill() - backfill.count();
            if (left <= 0) {
                if (!backfill.isAmongOld()) {
                    tellGap(backfill.range().room(), backfill.count());
                }
                backfill.end();
                return;
            }
            HistoryRange range = backfill.range();
            int limit = Math.min(backfill.limit(), left);
            MessagesPage page = null;
            try {
                page = page(range, backfill.from(), range.to(), limit, self);
            } catch (RuntimeException e) {
                boolean large = SyncFailure.of(e).getCause() instanceof LargePageException;
                if (!large || !backfill.asksForLess()) {
                    throw e;
                }
            }
            if (page != null) {
                take(page, backfill, wanted);
            }
        }
    }

    private void take(MessagesPage page, Backfill backfill, Predicate<MatrixEvent> wanted) {
        observer.unreadable(page.unreadable());
        HistoryRange range = backfill.range();
        List<MatrixEvent> events = new ArrayList<>();
        boolean passed = false;
        for (MatrixEvent event : page.events()) {
            passed = backfill.passes(event);
            if (passed) {
                break;
            }
            if (!backfill.isLeftOut(event) && wanted.test(event)) {
                events.add(event);
            }
        }
        boolean last = page.end() == null || page.end().equals(backfill.from());
        boolean reached = page.end() != null && page.end().equals(range.to());
        if (!passed && last && range.to() != null && backfill.hasBound()) {
            endsWhereAsked = true;
        }
        boolean ended = passed || backfill.isOverByTime() || last || reached;
        backfill.add(events, page.received(), ended ? null : page.end(), MOST_BYTES);
    }

    /**
     * The id of the newest event before a range; null if none is found. Some homeservers count the
     * events of a page before they leave out those that the filter does not let through, so pages
     * may be empty where older events are wanted ones.
     */
    private String newestBefore(HistoryRange range, UserId self) {
        try {
            String from = range.to();
            for (int i = 0; i < MOST_LOOKS && from != null; i++) {
                int limit = i == 0 ? 1 : SMALL_PAGE;
                MessagesPage page = page(range, from, null, limit, self);
                if (!page.events().isEmpty()) {
                    return page.events().get(0).id().value();
                }
                from = from.equals(page.end()) ? null : page.end();
            }
            return null;
        } catch (RuntimeException e) {
            MatrixException reason = SyncFailure.of(e);
            boolean refused = reason.getStatus() == BAD_REQUEST && reason.getErrcode() != null;
            if (refused || reason.getCause() instanceof LargePageException) {
                return null;
            }
            throw e;
        }
    }

    private MessagesPage page(HistoryRange range, String from, String to, int limit, UserId self) {
        MessagesQuery query =
                new MessagesQuery(from, to, limit, SyncFilter.history(settings.interest(), self));
        return account.request((client, who) -> client.events().messages(who, range.room(), query))
                .join();
    }

    private void tellGap(RoomId room, int count) {
        observer.gap();
        LOG.warn(
                "{} events of the room {} were fetched that {} had missed, and older ones are left"
                        + " out; raise the option maximumBackfill to have more",
                count,
                room,
                settings.name());
    }
}
