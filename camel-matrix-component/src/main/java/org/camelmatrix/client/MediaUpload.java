package org.camelmatrix.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.EntityUtils;
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

    private final HttpClient client;
    private final BaseUrl baseUrl;

    /**
     * @param client a client without automatic retries and redirects
     * @param baseUrl the homeserver's base URL
     */
    public MediaUpload(HttpClient client, BaseUrl baseUrl) {
        this.client = client;
        this.baseUrl = baseUrl;
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
        http.setHeader(HttpHeaders.AUTHORIZATION, "Bearer " + who.accessToken().value());
        http.setEntity(new FileEntity(file.toFile(), ContentType.parse(contentType)));
        try {
            Answer answer = call.answer(client.execute(http, MediaUpload::read));
            return CompletableFuture.completedFuture(answer.text("content_uri"));
        } catch (MatrixException e) {
            return CompletableFuture.failedFuture(e);
        } catch (IOException | IllegalStateException e) {
            return CompletableFuture.failedFuture(call.noAnswer(e));
        }
    }

    private static ApiResponse read(ClassicHttpResponse response) throws IOException {
        return new ApiResponse(
                response.getCode(),
                value(response.getFirstHeader(HttpHeaders.LOCATION)),
                value(response.getFirstHeader(HttpHeaders.RETRY_AFTER)),
                response.getEntity() == null
                        ? new byte[0]
                        : EntityUtils.toByteArray(response.getEntity(), MAXIMUM_ANSWER));
    }

    private static String value(Header header) {
        return header == null ? null : header.getValue();
    }
}
