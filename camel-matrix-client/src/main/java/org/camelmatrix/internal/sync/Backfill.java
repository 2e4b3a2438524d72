// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.camelmatrix.event.MatrixEvent;

/**
 * How far the fetch of a range has come. It keeps the pages that were fetched, so that a fetch that
 * fails goes on at the page that failed.
 *
 * <p>One thread at a time.
 */
final class Backfill {

    private static final int LARGEST_PAGE = 250;
    private static final int SMALLER = 4;

    private final HistoryRange range;
    private final Set<String> done;
    private final boolean marked;
    private final List<HistoryPage> fetched = new ArrayList<>();
    private String from;
    private int count;
    private int pages;
    private int limit = LARGEST_PAGE;
    private long bytes;
    private boolean whole = true;
    private boolean bounded;
    private boolean passed;
    private int oldInARow;

    /**
     * @param range what is to be fetched
     * @param done events before the range: one of them shows that the range is over
     */
    Backfill(HistoryRange range, Set<String> done) {
        this.range = range;
        this.done = new HashSet<>(done);
        this.marked = !done.isEmpty();
        this.from = range.from();
        this.bounded = range.to() == null;
    }

    HistoryRange range() {
        return range;
    }

    /** Where the next page begins; null when all is fetched. */
    String from() {
        return from;
    }

    /** How many events were fetched, wanted or not. */
    int count() {
        return count;
    }

    /** How many pages were fetched. */
    int pages() {
        return pages;
    }

    /** How many events a page may have. */
    int limit() {
        return limit;
    }

    /** Asks for smaller pages from now on; whether that is possible. */
    boolean asksForLess() {
        boolean possible = limit > 1;
        limit = Math.max(1, limit / SMALLER);
        return possible;
    }

    /** Bytes of events that wait here. */
    long bytes() {
        return bytes;
    }

    /** Whether it is known which event is the first before the range. */
    boolean isBounded() {
        return bounded;
    }

    /** Whether an event before the range is known. */
    boolean hasBound() {
        return !done.isEmpty();
    }

    /** Notes the event that is the first before the range; null if there is none. */
    void bound(String id) {
        bounded = true;
        if (id != null) {
            done.add(id);
        }
    }

    /** Whether an event lies before the range, and the range is over. */
    boolean passes(MatrixEvent event) {
        passed = done.contains(event.id().value());
        return passed;
    }

    /**
     * Whether an event is left out for its time. Where events before the range are known, only
     * those decide, as clocks may be wrong; times count if none of them comes.
     */
    boolean isLeftOut(MatrixEvent event) {
        boolean old = isTooOld(event);
        oldInARow = old ? oldInARow + 1 : 0;
        return old && !marked;
    }

    /** Whether the latest event was older than what is wanted. */
    boolean isAmongOld() {
        return oldInARow > 0;
    }

    /**
     * Whether older events are all too old. A single one may have a wrong time: the sender's
     * homeserver sets it.
     */
    boolean isOverByTime() {
        return !marked && oldInARow >= LARGEST_PAGE;
    }

    /** Whether an event is older than what is wanted. */
    private boolean isTooOld(MatrixEvent event) {
        return range.after() != null
                && event.timestamp() != null
                && event.timestamp().isBefore(range.after());
    }

    /**
     * Takes a page.
     *
     * @param events those of it that are wanted, the newest first
     * @param received how many there were
     * @param next where the next page begins; null if it is the last
     * @param mostBytes bytes that may wait; the newest pages are left out where there are more
     */
    void add(List<MatrixEvent> events, int received, String next, long mostBytes) {
        pages++;
        count += Math.max(1, received);
        List<MatrixEvent> inOrder = new ArrayList<>(events);
        Collections.reverse(inOrder);
        HistoryPage page = new HistoryPage(inOrder, from);
        fetched.add(page);
        bytes += page.size();
        while (bytes > mostBytes && fetched.size() > 1) {
            bytes -= fetched.remove(0).size();
            whole = false;
        }
        from = next;
    }

    /** Ends it where it is: older events are left out. */
    void end() {
        from = null;
    }

    /** What was fetched. */
    History.Fetched fetched() {
        List<HistoryPage> oldestFirst = new ArrayList<>(fetched);
        Collections.reverse(oldestFirst);
        if (marked && !passed) {
            oldestFirst.replaceAll(page -> new HistoryPage(withoutOld(page.events()), page.end()));
        }
        return new History.Fetched(oldestFirst, whole);
    }

    private List<MatrixEvent> withoutOld(List<MatrixEvent> events) {
        return events.stream().filter(event -> !isTooOld(event)).toList();
    }
}
