package org.camelmatrix.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.camelmatrix.client.EventsClient.MessagesQuery;
import org.camelmatrix.client.MessagesPage;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches what was missed in a room, backwards by {@code /messages}, so far as it is allowed to go.
 * The calling thread waits for the homeserver.
 */
final class History {

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final int PAGE = 250;
    private static final int MOST_BYTES = 16 * 1024 * 1024;

    private final AccountAccess account;
    private final SubscriptionSettings settings;
    private final ReceiveObserver observer;

    History(AccountAccess account, SubscriptionSettings settings, ReceiveObserver observer) {
        this.account = account;
        this.settings = settings;
        this.observer = observer;
    }

    /**
     * What was fetched of a range.
     *
     * @param parts the oldest first
     * @param whole whether the last one ends where the range does; if not, the rest has to be
     *     fetched later
     */
    record Fetched(List<HistoryPart> parts, boolean whole) {}

    /**
     * Fetches a range, or so much of its beginning as fits.
     *
     * @param self the account
     * @param wanted which events count
     */
    Fetched fetch(HistoryRange range, UserId self, Predicate<MatrixEvent> wanted) {
        List<HistoryPart> parts = new ArrayList<>();
        String from = range.from();
        int count = 0;
        long bytes = 0;
        boolean whole = true;
        while (from != null) {
            int left = settings.maximumBackfill() - count;
            if (left <= 0) {
                tellGap(range.room(), count);
                break;
            }
            MessagesPage page = page(range, from, Math.min(PAGE, left), self);
            observer.unreadable(page.unreadable());
            List<MatrixEvent> events = new ArrayList<>();
            boolean tooOld = range.after() != null && !page.events().isEmpty();
            for (MatrixEvent event : page.events()) {
                boolean old = isBefore(event, range);
                tooOld = tooOld && old;
                if (!old && wanted.test(event)) {
                    events.add(event);
                    bytes += event.json().size();
                }
            }
            count += Math.max(1, page.received());
            Collections.reverse(events);
            parts.add(new HistoryPart(events, from));
            while (bytes > MOST_BYTES && parts.size() > 1) {
                bytes -= parts.remove(0).size();
                whole = false;
            }
            boolean ended =
                    tooOld
                            || page.end() == null
                            || page.end().equals(from)
                            || page.end().equals(range.to());
            from = ended ? null : page.end();
        }
        Collections.reverse(parts);
        return new Fetched(parts, whole);
    }

    private static boolean isBefore(MatrixEvent event, HistoryRange range) {
        return range.after() != null
                && event.timestamp() != null
                && event.timestamp().isBefore(range.after());
    }

    private MessagesPage page(HistoryRange range, String from, int limit, UserId self) {
        MessagesQuery query =
                new MessagesQuery(
                        from, range.to(), limit, SyncFilter.history(settings.interest(), self));
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
