// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component.internal.body;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixRejectedException;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.OpenAnswer;
import org.camelmatrix.internal.http.TooLongException;

/**
 * The download of a received file. Each reader begins a download of its own.
 *
 * <p>Any thread may call.
 */
public final class MediaDownload {

    private final Supplier<OpenAnswer> request;
    private volatile MatrixRejectedException refusal;

    /**
     * @param request begins the download; fails with a {@link MatrixException}, wrapped or not
     */
    public MediaDownload(Supplier<OpenAnswer> request) {
        this.request = request;
    }

    /** Begins the download. */
    public OpenAnswer open() throws IOException {
        try {
            return request.get();
        } catch (CompletionException | MatrixException e) {
            Throwable reason = MatrixFailure.cause(e);
            if (reason instanceof MatrixRejectedException refused) {
                refusal = refused;
            }
            throw new IOException(reason.getMessage(), reason);
        }
    }

    /** Whether a failure says that the file cannot be had, now or later. */
    public boolean isRefusedBy(Throwable failure) {
        return Reason.causes(failure)
                .anyMatch(
                        cause ->
                                cause instanceof TooLongException
                                        || (refusal != null && cause == refusal));
    }
}
