// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;

/**
 * Reads an answer that ends here where it has no end, in size or in time.
 *
 * @param maximum bytes that the body may have
 * @param longest how long the body may take as a whole; zero for ever
 * @param request is cancelled where the body is not read to its end: HttpClient would otherwise
 *     read all the rest of it to keep the connection
 */
record AnswerReader(int maximum, Duration longest, Cancellable request)
        implements HttpClientResponseHandler<ApiResponse> {

    /** For most answers of which it is not known how long they are. */
    private static final int USUAL = 512;

    /** What is said to be longer has to come before there is memory for it. */
    private static final int LARGEST_AT_ONCE = 64 * 1024;

    @Override
    public ApiResponse handleResponse(ClassicHttpResponse response) throws IOException {
        return new ApiResponse(
                response.getCode(),
                value(response.getFirstHeader(HttpHeaders.LOCATION)),
                value(response.getFirstHeader(HttpHeaders.RETRY_AFTER)),
                response.getEntity() == null ? new byte[0] : bodyOrEnd(response.getEntity()));
    }

    private byte[] bodyOrEnd(HttpEntity entity) throws IOException {
        try {
            if (entity.getContentLength() > maximum) {
                throw tooLong();
            }
            return body(entity.getContent(), entity.getContentLength());
        } catch (IOException e) {
            request.cancel();
            throw e;
        }
    }

    /**
     * @param length how many bytes there are; negative where that is not known
     */
    private byte[] body(InputStream content, long length) throws IOException {
        long start = System.nanoTime();
        int first = length < 0 ? USUAL : (int) Math.min(length, LARGEST_AT_ONCE);
        byte[] body = new byte[Math.min(first, maximum + 1)];
        int count = 0;
        for (int n = 0; n >= 0; n = content.read(body, count, body.length - count)) {
            count += n;
            if (count > maximum) {
                throw tooLong();
            }
            if (!longest.isZero() && System.nanoTime() - start > longest.toNanos()) {
                throw new SocketTimeoutException(
                        "the answer took longer than " + longest.toMillis() + " ms");
            }
            if (count == length) {
                return body.length == count ? body : Arrays.copyOf(body, count);
            }
            if (count == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(2L * count, maximum + 1L));
            }
        }
        return Arrays.copyOf(body, count);
    }

    private IOException tooLong() {
        return new TooLongException(maximum);
    }

    private static String value(Header header) {
        return header == null ? null : header.getValue();
    }
}
