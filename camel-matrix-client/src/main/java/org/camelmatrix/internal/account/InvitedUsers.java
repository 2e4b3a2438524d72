// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.camelmatrix.MatrixException;
import org.camelmatrix.event.RoomId;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.failure.MatrixFailure;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.ErrorCode;
import org.camelmatrix.internal.http.MatrixClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs a warning about invited users who do not seem to exist. Homeservers invite any user id, so a
 * mistyped id leaves a room without its reader.
 */
public final class InvitedUsers {

    private static final Logger LOG = LoggerFactory.getLogger(InvitedUsers.class);
    private static final int NOT_FOUND = 404;

    private InvitedUsers() {}

    /**
     * Reads the profiles of users, and warns about each user without one.
     *
     * @return completed when all are read; it never fails
     */
    public static CompletableFuture<Void> warnOfUnknown(
            MatrixClient client, Credentials who, RoomId room, List<UserId> invited) {
        return CompletableFuture.allOf(
                invited.stream()
                        .map(user -> warnIfUnknown(client, who, room, user))
                        .toArray(CompletableFuture[]::new));
    }

    private static CompletableFuture<Void> warnIfUnknown(
            MatrixClient client, Credentials who, RoomId room, UserId user) {
        return client.profiles()
                .profile(who, user)
                .handle(
                        (profile, failure) -> {
                            if (failure != null && isUnknown(MatrixFailure.of(failure))) {
                                LOG.warn(
                                        "{} was invited to the room {}, and no such user is known"
                                                + " (the profile does not exist): check the user"
                                                + " id",
                                        user,
                                        room);
                            }
                            return null;
                        });
    }

    /** Homeservers use several codes for a missing profile. */
    private static boolean isUnknown(MatrixException reason) {
        return reason.getStatus() == NOT_FOUND
                && reason.getErrcode() != null
                && !ErrorCode.UNRECOGNIZED.equals(reason.getErrcode());
    }
}
