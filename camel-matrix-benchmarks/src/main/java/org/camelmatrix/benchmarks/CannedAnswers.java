// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.util.concurrent.CompletableFuture;
import org.camelmatrix.internal.http.ApiRequest;
import org.camelmatrix.internal.http.ApiResponse;
import org.camelmatrix.internal.http.Transport;

/**
 * Answers every request with the same, at once.
 *
 * @param body JSON
 */
record CannedAnswers(byte[] body) implements Transport {

    @Override
    public CompletableFuture<ApiResponse> execute(ApiRequest request) {
        return CompletableFuture.completedFuture(new ApiResponse(200, null, null, body));
    }
}
