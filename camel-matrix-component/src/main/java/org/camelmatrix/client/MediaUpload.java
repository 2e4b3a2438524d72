package org.camelmatrix.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.FileEntity;
import org.apache.hc.core5.net.PercentCodec;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.BaseUrl;

/**
 * Takes files to the content repository of a homeserver (Client-Server API, "Content Repository").
 * A file is read while it is sent and is never in memory as a whole, which is why this does not go
 * by a {@link Transport}, whose requests are small.
 *
 * <p>Immutable; any thread may call, and the upload runs on it.
 */
public final class MediaUpload {

    private static final int MAXIMUM_ANSWER = 64 * 1024;

    /** How long the answer may take once the file is there; the file takes what it takes. */
    private static final Duration LONGEST_ANSWER = Duration.ofMinutes(2);

    private final HttpClient client;
    private final BaseUrl baseUrl;
    private final Duration longestAnswer;

    /**
     * @param client a client without automatic retries, redirects and decompression
     * @param baseUrl the homeserver's base URL
     */
    public MediaUpload(HttpClient client, BaseUrl baseUrl) {
        this(client, baseUrl, LONGEST_ANSWER);
    }

    MediaUpload(HttpClient client, BaseUrl baseUrl, Duration longestAnswer) {
        this.client = client;
        this.baseUrl = baseUrl;
        this.longestAnswer = longestAnswer;
    }

    /**
     * {@code POST /_matrix/media/v3/upload}: keeps a file at the homeserver.
     *
     * @param who whose file it will be
     * @param file the file
     * @param contentType what is in it, such as {@code image/png}
     * @return its {@code mxc://} URI; failed with a {@link MatrixException} if it is not kept
     */
    public CompletableFuture<String> upload(Credentials who, Path file, String contentType) {
        String name = file.getFileName().toString();
        URI uri =
                URI.create(
                        baseUrl.value()
                                + "/_matrix/media/v3/upload?filename="
                                + PercentCodec.encode(name, StandardCharsets.UTF_8)
                                + MatrixClient.actingAs(who, '&'));
        ApiRequest request = new ApiRequest("POST", uri, who.accessToken(), null, MAXIMUM_ANSWER);
        Call call = new Call(request, "upload the file " + name, "", false, who.accessToken());
        HttpUriRequestBase http = new HttpUriRequestBase(request.method(), uri);
        http.setHeader(HttpHeaders.ACCEPT, "application/json");
        http.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        http.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + who.accessToken().value());
        Deadline deadline = new Deadline(longestAnswer);
        http.setEntity(
                new FileEntity(file.toFile(), ContentType.parse(contentType)) {
                    @Override
                    public void writeTo(OutputStream out) throws IOException {
                        super.writeTo(out);
                        deadline.start(http);
                    }
                });
        try {
            Answer answer =
                    call.answer(
                            client.execute(
                                    http, new AnswerReader(MAXIMUM_ANSWER, longestAnswer, http)));
            return CompletableFuture.completedFuture(answer.text("content_uri"));
        } catch (MatrixException e) {
            return CompletableFuture.failedFuture(e);
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.failedFuture(call.noAnswer(deadline.reason(e)));
        } finally {
            deadline.stop();
        }
    }
}
