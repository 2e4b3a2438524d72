// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.Configurable;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.camelmatrix.internal.http.Deadlines.Deadline;

/**
 * The transport on the blocking client of Apache HttpClient 5: a request is carried on the thread
 * that asks, and the future that it gets is complete.
 */
public final class ClassicTransport implements Transport {

    /**
     * How much longer than usual a homeserver may be silent after a large file, which it has to
     * keep.
     */
    private static final Duration KEEPING = Duration.ofMinutes(2);

    /** How fast a homeserver keeps a file at least, in bytes a second. */
    private static final long KEPT_A_SECOND = 1024 * 1024;

    private final HttpClient client;
    private final Deadlines deadlines = new Deadlines();
    private final Duration longestAnswer;
    private final Duration keeping;

    /**
     * @param client a client without automatic retries, redirects and decompression, with its own
     *     time limits for connecting and for each read
     * @param longestAnswer how long the body of an answer may take as a whole; a request from its
     *     beginning to the end of its answer may take twice that; zero for ever
     */
    public ClassicTransport(HttpClient client, Duration longestAnswer) {
        this(client, longestAnswer, KEEPING);
    }

    ClassicTransport(HttpClient client, Duration longestAnswer, Duration keeping) {
        this.client = client;
        this.longestAnswer = longestAnswer;
        this.keeping = keeping;
    }

    @Override
    public CompletableFuture<ApiResponse> execute(ApiRequest request) {
        if (request.file() != null) {
            return upload(request);
        }
        HttpUriRequestBase http = http(request, "application/json");
        Deadline deadline = deadlines.start(http, longestAnswer.multipliedBy(2));
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

    /** A file takes the time that it takes, as long as it moves on. */
    private CompletableFuture<ApiResponse> upload(ApiRequest request) {
        HttpUriRequestBase http = http(request, "application/json");
        Duration silence = keeping(request.file().length());
        http.setConfig(patient(silence));
        StallGuard guard =
                new StallGuard(
                        longestAnswer.isZero()
                                ? longestAnswer
                                : longestAnswer.multipliedBy(2).plus(silence));
        http.setEntity(
                new MediaEntity(
                        request.file(), ContentType.parse(request.contentType()), guard::moved));
        guard.start(http);
        try {
            return CompletableFuture.completedFuture(
                    client.execute(
                            http, new AnswerReader(request.maximumAnswer(), longestAnswer, http)));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(guard.reason(e));
        } finally {
            guard.stop();
        }
    }

    @Override
    public CompletableFuture<OpenAnswer> open(ApiRequest request, Duration silence, Abort abort) {
        HttpUriRequestBase http = http(request, "*/*");
        http.setConfig(patient(silence));
        abort.onAbort(http::cancel);
        Duration withinHead =
                longestAnswer.isZero()
                        ? longestAnswer
                        : longestAnswer.multipliedBy(2).plus(silence);
        Deadline head = deadlines.start(http, withinHead);
        try {
            ClassicHttpResponse response = client.executeOpen(null, http, null);
            InputStream body =
                    response.getEntity() == null
                            ? InputStream.nullInputStream()
                            : response.getEntity().getContent();
            DripGuard guarded = new DripGuard(body, withinHead, http);
            return CompletableFuture.completedFuture(
                    new OpenAnswer(
                            response.getCode(),
                            value(response.getFirstHeader(HttpHeaders.LOCATION)),
                            value(response.getFirstHeader(HttpHeaders.RETRY_AFTER)),
                            value(response.getFirstHeader(HttpHeaders.CONTENT_TYPE)),
                            length(response),
                            value(response.getFirstHeader("Content-Disposition")),
                            new BoundedStream(guarded, request.maximumAnswer(), null),
                            () -> guarded.end(response)));
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(head.reason(e));
        } finally {
            head.stop();
        }
    }

    /** A small file is kept soon, so its answer may not drip for minutes. */
    private Duration keeping(long length) {
        Duration needed = Duration.ofSeconds(1 + length / KEPT_A_SECOND);
        return needed.compareTo(keeping) < 0 ? needed : keeping;
    }

    private RequestConfig patient(Duration silence) {
        RequestConfig usual =
                client instanceof Configurable configurable ? configurable.getConfig() : null;
        RequestConfig config = usual == null ? RequestConfig.DEFAULT : usual;
        Timeout timeout = config.getResponseTimeout();
        return timeout == null || timeout.isDisabled()
                ? config
                : RequestConfig.copy(config)
                        .setResponseTimeout(Timeout.of(timeout.toDuration().plus(silence)))
                        .build();
    }

    private static HttpUriRequestBase http(ApiRequest request, String accept) {
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), request.uri());
        http.setHeader(HttpHeaders.ACCEPT, accept);
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
        return http;
    }

    private static long length(ClassicHttpResponse response) {
        return response.getEntity() == null ? 0 : response.getEntity().getContentLength();
    }

    private static String value(Header header) {
        return header == null ? null : header.getValue();
    }
}
