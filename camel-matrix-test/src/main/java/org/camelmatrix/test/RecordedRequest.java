// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.time.Instant;
import java.util.Optional;

/**
 * A request that the stand-in received, whatever it answered.
 *
 * @param receivedAt when it arrived
 * @param method the HTTP method, in capitals
 * @param target the path and query as they were sent, still percent-encoded
 * @param endpoint the endpoint that it names; empty when there is no such endpoint
 * @param userId whose valid access token it carried, or in whose name an application service asked;
 *     empty without one
 * @param body the body as UTF-8 text, empty when there was none, and for uploads, whose bytes are
 *     at {@link MatrixHomeserver#media}
 */
public record RecordedRequest(
        Instant receivedAt,
        String method,
        String target,
        Optional<Endpoint> endpoint,
        Optional<String> userId,
        String body) {}
