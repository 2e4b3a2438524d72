// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.internal.http.Abort;
import org.camelmatrix.internal.http.ApiRequest;
import org.camelmatrix.internal.http.ApiResponse;
import org.camelmatrix.internal.http.OpenAnswer;
import org.camelmatrix.internal.http.Transport;

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
        return transport
                .execute(request)
                .whenComplete(
                        (response, failure) -> notice(response == null ? 0 : response.status()));
    }

    @Override
    public CompletableFuture<OpenAnswer> open(ApiRequest request, Duration silence, Abort abort) {
        return transport
                .open(request, silence, abort)
                .whenComplete(
                        (answer, failure) -> {
                            if (!abort.isAborted()) {
                                notice(answer == null ? 0 : answer.status());
                            }
                        });
    }

    private void notice(int status) {
        boolean answered = status > 0 && status < BAD_GATEWAY;
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
