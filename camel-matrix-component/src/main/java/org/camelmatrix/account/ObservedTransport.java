package org.camelmatrix.account;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.client.ApiRequest;
import org.camelmatrix.client.ApiResponse;
import org.camelmatrix.client.Transport;

/**
 * Notices when a homeserver answers, and whether it did so the last time.
 *
 * <p>Any thread may call.
 */
final class ObservedTransport implements Transport {

    /** From here on, statuses say that nobody behind a gateway has answered (RFC 9110, 15.6). */
    private static final int BAD_GATEWAY = 502;

    private final Transport transport;
    private final InstantSource clock;
    private volatile Instant lastContact;
    private volatile boolean reachable = true;

    ObservedTransport(Transport transport, InstantSource clock) {
        this.transport = transport;
        this.clock = clock;
    }

    @Override
    public CompletableFuture<ApiResponse> execute(ApiRequest request) {
        return transport.execute(request).whenComplete((response, failure) -> notice(response));
    }

    private void notice(ApiResponse response) {
        boolean answered = response != null && response.status() < BAD_GATEWAY;
        if (answered) {
            lastContact = clock.instant();
        }
        if (reachable != answered) {
            reachable = answered;
        }
    }

    /** When the homeserver last answered, or null for never. */
    Instant lastContact() {
        return lastContact;
    }

    /** Whether the homeserver answered the last request; true before the first. */
    boolean isReachable() {
        return reachable;
    }
}
