package org.camelmatrix.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
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

    private static final int BUFFER = 8192;

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
            return body(entity.getContent());
        } catch (IOException e) {
            request.cancel();
            throw e;
        }
    }

    private byte[] body(InputStream content) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            body.write(buffer, 0, n);
            if (body.size() > maximum) {
                throw tooLong();
            }
            if (!longest.isZero() && System.nanoTime() - start > longest.toNanos()) {
                throw new SocketTimeoutException(
                        "the answer took longer than " + longest.toMillis() + " ms");
            }
        }
        return body.toByteArray();
    }

    private IOException tooLong() {
        return new IOException("the answer is longer than " + maximum + " bytes");
    }

    private static String value(Header header) {
        return header == null ? null : header.getValue();
    }
}
