// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Carries a request to a homeserver and its answer back, once: it never follows a redirect and
 * never tries again.
 *
 * <p>The answer comes by a future, so that a blocking client and one with callbacks can both stand
 * here. Which thread completes it is the implementation's choice. Any thread may call.
 */
public interface Transport {

    /**
     * Carries one request.
     *
     * @param request what to ask
     * @return the answer, whatever its status; or failed with an {@code IOException} when none came
     *     in time, whole, and within the size that the request allows
     */
    CompletableFuture<ApiResponse> execute(ApiRequest request);

    /**
     * Carries one request whose answer is read as it comes, as far as the transport can do that.
     *
     * @param request what to ask
     * @param silence how much longer than usual the homeserver may be silent, for a request that it
     *     answers when something happens
     * @param abort ends the request, also while its answer is read
     * @return the answer, whatever its status, to be closed by the caller; or failed with an {@code
     *     IOException} when none began in time
     */
    default CompletableFuture<OpenAnswer> open(ApiRequest request, Duration silence, Abort abort) {
        return execute(request)
                .thenApply(
                        answer ->
                                new OpenAnswer(
                                        answer.status(),
                                        answer.location(),
                                        answer.retryAfter(),
                                        null,
                                        answer.body().length,
                                        null,
                                        new ByteArrayInputStream(answer.body()),
                                        () -> {}));
    }
}
