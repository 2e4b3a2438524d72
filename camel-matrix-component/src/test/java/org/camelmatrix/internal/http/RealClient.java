// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.time.Duration;
import java.util.concurrent.CompletionException;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.HttpClient;
import org.assertj.core.api.Assertions;
import org.camelmatrix.MatrixException;
import org.camelmatrix.component.MatrixEndpoint;

/** The HTTP client that a route has, and what its requests fail with. */
final class RealClient implements AutoCloseable {

    private final CamelContext camel = new DefaultCamelContext();
    private final Duration responseTimeout;
    private final HttpClient http;

    RealClient(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
        camel.start();
        http =
                camel.getEndpoint(
                                "matrix:!r?homeserverUrl=http://hs&accessToken=t&connectTimeout="
                                        + responseTimeout.dividedBy(2).toMillis()
                                        + "&responseTimeout="
                                        + responseTimeout.toMillis(),
                                MatrixEndpoint.class)
                        .httpClient();
    }

    /** What an answer makes of a request; null if it succeeds. */
    MatrixException failure(Ask ask, String baseUrl) {
        try {
            ask.of(http, baseUrl, responseTimeout).join();
            return null;
        } catch (CompletionException e) {
            Assertions.assertThat(e.getCause()).isInstanceOf(MatrixException.class);
            return (MatrixException) e.getCause();
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}
