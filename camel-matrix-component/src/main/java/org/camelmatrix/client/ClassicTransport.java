package org.camelmatrix.client;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;

/**
 * The transport on the blocking client of Apache HttpClient 5: a request is carried on the thread
 * that asks, and the future that it gets is complete.
 */
public final class ClassicTransport implements Transport {

    private final HttpClient client;
    private final Duration longestAnswer;

    /**
     * @param client a client without automatic retries, redirects and decompression, with its own
     *     time limits for connecting and for each read
     * @param longestAnswer how long the body of an answer may take as a whole; a request from its
     *     beginning to the end of its answer may take twice that; zero for ever
     */
    public ClassicTransport(HttpClient client, Duration longestAnswer) {
        this.client = client;
        this.longestAnswer = longestAnswer;
    }

    @Override
    public CompletableFuture<ApiResponse> execute(ApiRequest request) {
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), request.uri());
        http.setHeader(HttpHeaders.ACCEPT, "application/json");
        http.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        if (request.accessToken() != null) {
            http.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + request.accessToken().value());
        }
        if (request.body() != null) {
            ContentType type =
                    request.contentType() == null
                            ? ContentType.APPLICATION_JSON
                            : ContentType.parse(request.contentType());
            http.setEntity(new ByteArrayEntity(request.body(), type));
        }
        Deadline deadline = new Deadline(longestAnswer.multipliedBy(2));
        deadline.start(http);
        try {
            return CompletableFuture.completedFuture(
                    client.execute(
                            http, new AnswerReader(request.maximumAnswer(), longestAnswer, http)));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(deadline.reason(e));
        } finally {
            deadline.stop();
        }
    }
}
