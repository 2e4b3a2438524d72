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
import org.camelmatrix.event.MediaFile;
import org.camelmatrix.internal.encryption.RoomEncryption;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.ErrorCode;
import org.camelmatrix.internal.http.MatrixClient;

/**
 * Whether files may go to the homeserver of an account: they must not be larger than it takes, and
 * nothing may expect them to be encrypted.
 *
 * <p>Any thread may call. The homeserver is asked for its limit once an hour, or more often by
 * those who ask at the same time.
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
     * Keeps a file at the homeserver, in no room.
     *
     * @return its {@code mxc://} URI; failed with a {@link MatrixException} if it may not be kept
     */
    public CompletableFuture<String> upload(SignedIn account, MediaFile file) {
        return mayUpload(account.client(), account.who(), List.of(file))
                .thenCompose(allowed -> account.client().upload(account.who(), file));
    }

    /**
     * The largest file that the homeserver takes.
     *
     * @return bytes; empty where it does not say
     */
    public CompletableFuture<OptionalLong> largest(SignedIn account) {
        return largest(account.client(), account.who());
    }

    boolean mayUploadAnything() {
        return encryption.uploadsInClear();
    }

    CompletableFuture<Void> mayUpload(MatrixClient client, Credentials who, List<MediaFile> files) {
        if (!mayUploadAnything()) {
            return CompletableFuture.failedFuture(
                    new MatrixRejectedException(
                            "No file can be sent through a proxy that encrypts: set the option"
                                    + " encryption=none and send to a room without encryption"));
        }
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
        return client.largestUpload(who)
                .exceptionally(Uploads::unknown)
                .thenApply(
                        bytes -> {
                            known = new Limit(bytes, clock.instant());
                            return bytes;
                        });
    }

    /** Homeservers before version 1.11 of the specification do not say; then the upload will. */
    private static OptionalLong unknown(Throwable thrown) {
        MatrixException reason = Failures.matrix(thrown);
        if (reason.isRetryable() || reason instanceof MatrixAccountException) {
            throw reason;
        }
        return OptionalLong.empty();
    }
}
