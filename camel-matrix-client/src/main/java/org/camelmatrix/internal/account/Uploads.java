// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.internal.encryption.Destination;
import org.camelmatrix.internal.encryption.RoomEncryption;
import org.camelmatrix.internal.encryption.SealedFile;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.ErrorCode;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.outgoing.MediaFile;
import org.camelmatrix.internal.outgoing.SendPlan;
import org.camelmatrix.internal.outgoing.UploadedFile;

/**
 * Uploads files to the homeserver of an account: sealed for their room, and not larger than the
 * homeserver allows.
 *
 * <p>Any thread may call. The homeserver is asked for its limit once an hour; several requests may
 * be made when it is asked at the same time.
 */
public final class Uploads {

    private static final Duration LASTS = Duration.ofHours(1);

    private final InstantSource clock;
    private final RoomEncryption encryption;
    private volatile Limit known;

    private record Limit(OptionalLong bytes, Instant since) {}

    Uploads(InstantSource clock, RoomEncryption encryption) {
        this.clock = clock;
        this.encryption = encryption;
    }

    /**
     * Uploads a file for no room.
     *
     * @return its {@code mxc://} URI; failed with a {@link MatrixException} if it may not be
     *     uploaded
     */
    public CompletableFuture<String> upload(SignedIn account, MediaFile file) {
        MediaFile sealed;
        try {
            sealed = encryption.seal(Destination.NO_ROOM, file).file();
        } catch (MatrixException e) {
            return CompletableFuture.failedFuture(e);
        }
        return requireSizes(account.client(), account.who(), List.of(sealed))
                .thenCompose(allowed -> account.client().media().upload(account.who(), sealed));
    }

    /**
     * The largest file that the homeserver takes.
     *
     * @return bytes; empty where it does not say
     */
    public CompletableFuture<OptionalLong> largest(SignedIn account) {
        return largest(account.client(), account.who());
    }

    /**
     * Seals the files of a message, all of them before the first one is uploaded.
     *
     * @return the files to upload; failed where one may not be sent to the room, or is too large
     */
    CompletableFuture<List<SealedFile>> seal(
            Session session, Destination destination, SendPlan plan) {
        if (plan instanceof SendPlan.FileThenEvent oversize) {
            return CompletableFuture.completedFuture(List.of(sealText(destination, oversize)));
        }
        List<SealedFile> sealed =
                plan.files().stream().map(file -> encryption.seal(destination, file)).toList();
        List<MediaFile> files = sealed.stream().map(SealedFile::file).toList();
        return requireSizes(session.client(), session.credentials(), files)
                .thenApply(allowed -> sealed);
    }

    private SealedFile sealText(Destination destination, SendPlan.FileThenEvent oversize) {
        try {
            return encryption.seal(destination, oversize.files().get(0));
        } catch (MatrixRejectedException e) {
            throw notAsFile(destination.room(), e);
        }
    }

    private static MatrixRejectedException notAsFile(RoomId room, MatrixRejectedException cause) {
        return new MatrixRejectedException(
                "The message is too large for an event, and no file can be sent to an encrypted"
                        + " room or through a proxy that encrypts ("
                        + room
                        + "): set the option oversize=split",
                cause);
    }

    /** Uploads a sealed file. */
    CompletableFuture<UploadedFile> upload(Session session, SealedFile sealed) {
        return session.client()
                .media()
                .upload(session.credentials(), sealed.file())
                .thenApply(sealed::uploaded);
    }

    private CompletableFuture<Void> requireSizes(
            MatrixClient client, Credentials who, List<MediaFile> files) {
        return largest(client, who)
                .thenAccept(limit -> files.forEach(file -> requireSize(file, limit)));
    }

    private static void requireSize(MediaFile file, OptionalLong limit) {
        if (limit.isPresent() && file.length() > limit.getAsLong()) {
            throw tooLarge(file.name(), file.length() + " bytes", limit.getAsLong());
        }
    }

    /**
     * Why a file is not sent.
     *
     * @param name its name
     * @param size how large it is, in words
     * @param limit how many bytes the homeserver takes
     */
    public static MatrixRejectedException tooLarge(String name, String size, long limit) {
        return new MatrixRejectedException(
                "The file "
                        + name
                        + " has "
                        + size
                        + ", and the homeserver takes "
                        + limit
                        + " at most: make it smaller, or ask the homeserver's administrator",
                0,
                ErrorCode.TOO_LARGE,
                null);
    }

    private CompletableFuture<OptionalLong> largest(MatrixClient client, Credentials who) {
        Limit limit = known;
        if (limit != null && clock.instant().isBefore(limit.since().plus(LASTS))) {
            return CompletableFuture.completedFuture(limit.bytes());
        }
        return client.media()
                .largestUpload(who)
                .exceptionally(Uploads::unknown)
                .thenApply(
                        bytes -> {
                            known = new Limit(bytes, clock.instant());
                            return bytes;
                        });
    }

    /** Homeservers before version 1.11 of the specification do not say; then the upload will. */
    private static OptionalLong unknown(Throwable thrown) {
        MatrixException reason = MatrixFailure.of(thrown);
        if (reason.isRetryable() || reason instanceof MatrixAccountException) {
            throw reason;
        }
        return OptionalLong.empty();
    }
}
