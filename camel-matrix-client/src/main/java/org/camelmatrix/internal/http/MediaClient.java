// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.outgoing.MediaFile;

/**
 * The endpoints of the Client-Server API that upload and download files ("Content Repository"), in
 * the specification's words.
 *
 * <p>Every future fails with a {@link MatrixException} and with nothing else. Immutable; any thread
 * may call, and the transport decides which thread completes.
 */
public final class MediaClient {

    private static final int SMALL_ANSWER = 64 * 1024;
    private static final int LARGEST_THUMBNAIL = 64 * 1024 * 1024;

    private final MatrixClient client;
    private final Transport transport;

    MediaClient(MatrixClient client, Transport transport) {
        this.client = client;
        this.transport = transport;
    }

    /**
     * {@code GET /_matrix/client/v1/media/config}: the largest upload that the homeserver takes.
     *
     * @return its size in bytes; empty if the homeserver does not tell it
     */
    public CompletableFuture<OptionalLong> largestUpload(Credentials who) {
        return client.execute(
                Call.of(
                        client.request(
                                "GET", "/_matrix/client/v1/media/config", who, null, SMALL_ANSWER),
                        "ask how large an upload may be"),
                answer -> {
                    JsonNode size = answer.json().path("m.upload.size");
                    return size.isIntegralNumber() && size.canConvertToLong() && size.asLong() >= 0
                            ? OptionalLong.of(size.asLong())
                            : OptionalLong.empty();
                });
    }

    /**
     * {@code POST /_matrix/media/v3/upload}: uploads a file. The file is read while it is sent, and
     * is never in memory as a whole.
     *
     * @param who the credentials of the account
     * @param file the file
     * @return its {@code mxc://} URI
     */
    public CompletableFuture<String> upload(Credentials who, MediaFile file) {
        String path = "/_matrix/media/v3/upload?filename=" + MatrixClient.segment(file.name());
        Call call =
                Call.of(
                        new ApiRequest(
                                "POST",
                                client.uri(who, path),
                                who.accessToken(),
                                null,
                                file.contentType(),
                                file.content(),
                                SMALL_ANSWER),
                        "upload the file " + file.name());
        return transport
                .execute(call.request())
                .handle(
                        (response, failure) -> {
                            if (failure != null) {
                                throw notUploaded(call, file, failure);
                            }
                            return call.answer(response).text("content_uri");
                        });
    }

    private static MatrixException notUploaded(Call call, MediaFile file, Throwable failure) {
        Throwable cause = MatrixFailure.cause(failure);
        return cause instanceof UnreadableMediaException
                ? new MatrixRejectedException(
                        "The file "
                                + file.name()
                                + " cannot be read while it is sent ("
                                + cause.getMessage()
                                + "): let nobody move or change it meanwhile",
                        cause)
                : call.noAnswer(failure);
    }

    /**
     * {@code GET /_matrix/client/v1/media/download/{serverName}/{mediaId}}: a file. If the
     * homeserver does not know this endpoint, its predecessor is used.
     *
     * @param who the credentials of the account
     * @param mxc the file's {@code mxc://} URI
     * @param maximum the largest number of bytes that is downloaded
     * @return the file, to be closed by the caller
     */
    public CompletableFuture<OpenAnswer> download(Credentials who, String mxc, int maximum) {
        MediaId id = MediaId.of(mxc);
        return media(who, "download", id, "", maximum);
    }

    /**
     * {@code GET /_matrix/client/v1/media/thumbnail/{serverName}/{mediaId}}: a smaller picture of a
     * file. If the homeserver does not know this endpoint, its predecessor is used.
     *
     * @param who the credentials of the account
     * @param mxc the file's {@code mxc://} URI
     * @param width the wanted width in pixels
     * @param height the wanted height in pixels
     * @param method {@code scale} or {@code crop}
     * @return the picture, to be closed by the caller
     */
    public CompletableFuture<OpenAnswer> thumbnail(
            Credentials who, String mxc, int width, int height, String method) {
        String query = "?width=" + width + "&height=" + height + "&method=" + method;
        return media(who, "thumbnail", MediaId.of(mxc), query, LARGEST_THUMBNAIL);
    }

    private CompletableFuture<OpenAnswer> media(
            Credentials who, String what, MediaId id, String query, int maximum) {
        return open(who, "/_matrix/client/v1/media/" + what + '/', id, query, maximum)
                .exceptionallyCompose(
                        thrown -> {
                            MatrixException reason = Call.known(thrown);
                            return reason != null && isUnrecognized(reason)
                                    ? open(
                                            who,
                                            "/_matrix/media/v3/" + what + '/',
                                            id,
                                            query,
                                            maximum)
                                    : CompletableFuture.failedFuture(thrown);
                        });
    }

    private static boolean isUnrecognized(MatrixException reason) {
        return ErrorCode.UNRECOGNIZED.equals(reason.getErrcode())
                || (reason.getStatus() == 404 && reason.getErrcode() == null);
    }

    private CompletableFuture<OpenAnswer> open(
            Credentials who, String prefix, MediaId id, String query, int maximum) {
        String path =
                prefix
                        + MatrixClient.segment(id.server())
                        + '/'
                        + MatrixClient.segment(id.id())
                        + query;
        Call call =
                Call.of(
                        client.request("GET", path, who, null, maximum),
                        "download mxc://" + id.server() + '/' + id.id());
        return transport
                .open(call.request(), Duration.ZERO, new Abort())
                .handle(
                        (answer, failure) -> {
                            if (failure != null) {
                                throw call.noAnswer(failure);
                            }
                            if (answer.status() == 200 && answer.contentLength() <= maximum) {
                                return answer;
                            }
                            try {
                                throw answer.status() == 200
                                        ? tooLarge(call, answer.contentLength(), maximum)
                                        : call.failure(answer.failure());
                            } catch (IOException e) {
                                throw call.noAnswer(e);
                            } finally {
                                answer.closeQuietly();
                            }
                        });
    }

    private static MatrixException tooLarge(Call call, long length, int maximum) {
        return new MatrixRejectedException(
                call.sentence(
                        "has "
                                + length
                                + " bytes of it, and the option maximumFileSize lets "
                                + maximum
                                + " through"));
    }

    /**
     * The id of a file. An id from a room must not lead the account's token to another endpoint,
     * for example by {@code ..}, however a proxy on the way reads it (Client-Server API, "Content
     * Repository", "Security considerations").
     */
    private record MediaId(String server, String id) {

        private static final Pattern FORM =
                Pattern.compile(
                        "mxc://((?:\\[[0-9A-Fa-f:.]{2,45}]|[0-9A-Za-z][0-9A-Za-z.-]{0,229})"
                                + "(?::[0-9]{1,5})?)/([0-9A-Za-z_-]{1,255})");

        static MediaId of(String mxc) {
            Matcher form = FORM.matcher(mxc);
            if (!form.matches()) {
                throw new MatrixRejectedException(
                        "That names no file: its URL has to be like mxc://server/id");
            }
            return new MediaId(form.group(1), form.group(2));
        }
    }
}
