package org.camelmatrix.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * The transport on the blocking client of Apache HttpClient 5: a request is carried on the thread
 * that asks, and the future that it gets is complete.
 */
public final class ClassicTransport implements Transport {

    private static final int BUFFER = 8192;

    private final HttpClient client;
    private final Duration longestAnswer;

    /**
     * @param client a client without automatic retries and redirects, with its own time limits for
     *     connecting and for each read
     * @param longestAnswer how long the body of an answer may take as a whole; zero for ever
     */
    public ClassicTransport(HttpClient client, Duration longestAnswer) {
        this.client = client;
        this.longestAnswer = longestAnswer;
    }

    @Override
    public CompletableFuture<ApiResponse> execute(ApiRequest request) {
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), request.uri());
        http.setHeader(HttpHeaders.ACCEPT, "application/json");
        if (request.accessToken() != null) {
            http.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + request.accessToken().value());
        }
        if (request.body() != null) {
            http.setEntity(new ByteArrayEntity(request.body(), ContentType.APPLICATION_JSON));
        }
        try {
            return CompletableFuture.completedFuture(
                    client.execute(http, response -> read(response, request.maximumAnswer())));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private ApiResponse read(ClassicHttpResponse response, int maximum) throws IOException {
        return new ApiResponse(
                response.getCode(),
                value(response.getFirstHeader(HttpHeaders.LOCATION)),
                value(response.getFirstHeader(HttpHeaders.RETRY_AFTER)),
                response.getEntity() == null
                        ? new byte[0]
                        : readBody(response.getEntity().getContent(), maximum));
    }

    /** An answer without end, in size or in time, ends here; throwing closes the connection. */
    private byte[] readBody(InputStream content, int maximum) throws IOException {
        long start = System.nanoTime();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            body.write(buffer, 0, n);
            if (body.size() > maximum) {
                throw new IOException("the answer is longer than " + maximum + " bytes");
            }
            if (!longestAnswer.isZero() && System.nanoTime() - start > longestAnswer.toNanos()) {
                throw new SocketTimeoutException(
                        "the answer took longer than " + longestAnswer.toSeconds() + " s");
            }
        }
        return body.toByteArray();
    }

    private static String value(Header header) {
        return header == null ? null : header.getValue();
    }
}
