// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.camelmatrix.event.MatrixEvent;
import org.camelmatrix.internal.http.MessagesPage;

/**
 * Events that are fetched while they are iterated over, a page at a time. Each iterator begins with
 * the first page anew; the thread that iterates waits for the homeserver, and gets a {@link
 * org.camelmatrix.MatrixException} where that refuses.
 */
final class EventPages implements Iterable<MatrixEvent> {

    /** So many pages without an event are the end, whatever the homeserver says. */
    private static final int EMPTY_PAGES = 100;

    private final MessagesPage first;
    private final Source source;
    private final long limit;

    /** Where pages come from. */
    @FunctionalInterface
    interface Source {

        /**
         * A page.
         *
         * @param token where it begins, or null for the beginning of all
         */
        CompletableFuture<MessagesPage> after(String token);
    }

    /**
     * @param limit how many events at most
     */
    EventPages(MessagesPage first, Source source, long limit) {
        this.first = first;
        this.source = source;
        this.limit = limit;
    }

    @Override
    public Iterator<MatrixEvent> iterator() {
        return new Pages();
    }

    @Override
    public String toString() {
        return "a history of events, to be iterated over";
    }

    private final class Pages implements Iterator<MatrixEvent> {

        private String token = first.end();
        private Iterator<MatrixEvent> events = first.events().iterator();
        private long left = limit;

        @Override
        public boolean hasNext() {
            int empty = 0;
            while (left > 0 && !events.hasNext() && token != null && empty < EMPTY_PAGES) {
                MessagesPage page = fetch(token);
                token = token.equals(page.end()) ? null : page.end();
                events = page.events().iterator();
                empty++;
            }
            return left > 0 && events.hasNext();
        }

        private MessagesPage fetch(String token) {
            try {
                return source.after(token).join();
            } catch (CompletionException e) {
                throw Refusals.reason(e);
            }
        }

        @Override
        public MatrixEvent next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            left--;
            return events.next();
        }
    }
}
