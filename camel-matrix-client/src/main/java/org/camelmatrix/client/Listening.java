// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.client;

import java.util.concurrent.CompletableFuture;

/** A listener at work, until it is closed. Any thread may call. */
public interface Listening extends AutoCloseable {

    /**
     * Ends it. No event is handed over any more.
     *
     * @return done when the events under way have ended and the position is stored
     */
    CompletableFuture<Void> end();

    /**
     * Ends it, and waits until the events under way have ended. A listener that closes itself while
     * it takes an event does not wait for that event.
     */
    @Override
    void close();
}
