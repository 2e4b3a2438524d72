// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.component.internal.body.MediaBody;
import org.camelmatrix.component.internal.body.TemporaryFiles;
import org.camelmatrix.internal.account.QueuedRequest;
import org.camelmatrix.internal.http.OpenAnswer;
import org.camelmatrix.internal.message.FileName;
import org.camelmatrix.internal.message.LocalFileName;
import org.camelmatrix.internal.outgoing.MediaFile;

/**
 * Files at the homeserver, in no room (Client-Server API, "Content Repository").
 *
 * <p>Any thread may call.
 */
final class MediaOperations {

    private static final String SCHEME = "mxc://";
    private static final int WIDTH = 800;
    private static final int HEIGHT = 600;
    private static final int LARGEST = 10_000;
    private static final Set<String> METHODS = Set.of("scale", "crop");

    private final MediaMessages media;

    MediaOperations(MatrixConfiguration options) {
        this.media = new MediaMessages(options, new MessageBody(options));
    }

    CompletableFuture<Outcome> upload(OperationCall call) {
        TemporaryFiles temporary = new TemporaryFiles();
        CompletableFuture<String> uploaded;
        try {
            MediaFile file = media.file(call, temporary);
            uploaded = call.withoutRoom((account, room) -> call.uploads().upload(account, file));
        } catch (RuntimeException e) {
            temporary.close();
            throw e;
        }
        return uploaded.whenComplete((uri, failure) -> temporary.close())
                .thenApply(uri -> new Outcome.Body(uri, Map.of(MatrixConstants.CONTENT_URI, uri)));
    }

    CompletableFuture<Outcome> download(OperationCall call) {
        String uri = contentUri(call);
        int maximum = call.options().getMaximumFileSize();
        return fetch(
                call,
                uri,
                (account, room) -> account.client().media().download(account.who(), uri, maximum),
                () -> call.openAgain(uri, maximum));
    }

    CompletableFuture<Outcome> thumbnail(OperationCall call) {
        String uri = contentUri(call);
        int width = pixels(call, MatrixConstants.OVERRIDE_THUMBNAIL_WIDTH, WIDTH);
        int height = pixels(call, MatrixConstants.OVERRIDE_THUMBNAIL_HEIGHT, HEIGHT);
        String named = call.text(MatrixConstants.OVERRIDE_THUMBNAIL_METHOD);
        String method = named == null ? "scale" : named;
        if (!METHODS.contains(method)) {
            throw new MatrixRejectedException(
                    "The header "
                            + MatrixConstants.OVERRIDE_THUMBNAIL_METHOD
                            + " is scale or crop");
        }
        QueuedRequest.Request<OpenAnswer> request =
                (account, room) ->
                        account.client()
                                .media()
                                .thumbnail(account.who(), uri, width, height, method);
        return fetch(call, uri, request, () -> call.withoutRoom(request).join());
    }

    private static int pixels(OperationCall call, String header, int usual) {
        return (int) call.number(header, usual, "pixels", 1, LARGEST);
    }

    private static String contentUri(OperationCall call) {
        if (call.message().getBody() instanceof String text && text.strip().startsWith(SCHEME)) {
            return text.strip();
        }
        return call.requiredText(
                MatrixConstants.CONTENT_URI, "the file (mxc://…), unless the body does");
    }

    private static CompletableFuture<Outcome> fetch(
            OperationCall call,
            String uri,
            QueuedRequest.Request<OpenAnswer> request,
            Supplier<OpenAnswer> again) {
        Opened opened = new Opened();
        return call.<OpenAnswer>withoutRoom(
                        (account, room) ->
                                request.ask(account, room)
                                        .whenComplete((file, failure) -> opened.begun(file)))
                .whenComplete(
                        (file, failure) -> {
                            if (failure != null) {
                                opened.giveUp();
                            }
                        })
                .thenApply(file -> outcome(call.exchange(), uri, file, again));
    }

    private static Outcome outcome(
            Exchange exchange, String uri, OpenAnswer file, Supplier<OpenAnswer> again) {
        MediaBody body = new MediaBody(file, again);
        body.closeWith(exchange);
        Map<String, Object> told = new HashMap<>();
        told.put(MatrixConstants.CONTENT_URI, uri);
        told.put(Exchange.CONTENT_TYPE, file.contentType());
        told.put(Exchange.CONTENT_LENGTH, file.contentLength() < 0 ? null : file.contentLength());
        told.put(
                Exchange.FILE_NAME,
                LocalFileName.of(FileName.ofDisposition(file.contentDisposition())));
        told.keySet().forEach(exchange.getMessage()::removeHeader);
        told.values().removeIf(Objects::isNull);
        return new Outcome.Body(body, told);
    }

    /** Gives the connection back of a download that comes when nobody waits for it any more. */
    private static final class Opened {

        private OpenAnswer file;
        private boolean givenUp;

        void begun(OpenAnswer begun) {
            synchronized (this) {
                if (!givenUp) {
                    file = begun;
                    return;
                }
            }
            close(begun);
        }

        void giveUp() {
            OpenAnswer begun;
            synchronized (this) {
                givenUp = true;
                begun = file;
                file = null;
            }
            close(begun);
        }

        private static void close(OpenAnswer begun) {
            if (begun == null) {
                return;
            }
            try {
                begun.close();
            } catch (IOException e) {
                // it is closed, whatever became of the connection
            }
        }
    }
}
