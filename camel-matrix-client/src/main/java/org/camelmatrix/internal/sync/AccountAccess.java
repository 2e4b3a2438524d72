// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;

/**
 * What receiving needs of an account. Every future fails with a {@link MatrixException}. Any thread
 * may call.
 */
public interface AccountAccess {

    /** Makes a request with the account's session, which is begun or renewed if need be. */
    <T> CompletableFuture<T> request(Request<T> request);

    /** The account's user id. */
    CompletableFuture<UserId> user();

    /** The room of a recipient, which the account is in afterwards. */
    CompletableFuture<RoomId> enter(Recipient recipient);

    /** A request to the account's homeserver. */
    @FunctionalInterface
    interface Request<T> {
        /** Makes it. */
        CompletableFuture<T> with(MatrixClient client, Credentials who);
    }
}
