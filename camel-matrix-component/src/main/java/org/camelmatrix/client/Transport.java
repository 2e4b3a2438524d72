package org.camelmatrix.client;

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
}
