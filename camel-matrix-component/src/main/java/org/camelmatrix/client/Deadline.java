package org.camelmatrix.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.core5.concurrent.Cancellable;

/**
 * Ends a request that takes too long as a whole, whatever drips in meanwhile: HttpClient's own
 * limits are for each read.
 *
 * <p>The thread that makes the request starts and stops it. One timer thread of the JDK cancels for
 * all requests; a request that ends in time costs it one entry, which goes with the request.
 */
final class Deadline {

    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private final Duration limit;

    /**
     * @param limit how long a request may take; zero for ever
     */
    Deadline(Duration limit) {
        this.limit = limit;
    }

    void start(Cancellable request) {
        if (!limit.isZero()) {
            end.completeOnTimeout(true, limit.toMillis(), TimeUnit.MILLISECONDS)
                    .thenAccept(
                            late -> {
                                if (late) {
                                    request.cancel();
                                }
                            });
        }
    }

    void stop() {
        end.complete(false);
    }

    /** Why the request failed: what it failed with, or the deadline, if that cancelled it. */
    Exception reason(Exception failure) {
        if (!end.getNow(false)) {
            return failure;
        }
        IOException late =
                new SocketTimeoutException(
                        "the request as a whole took longer than " + limit.toMillis() + " ms");
        late.initCause(failure);
        return late;
    }
}
