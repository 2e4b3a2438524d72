// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.InstantSource;
import org.camelmatrix.MatrixAccountException;
import org.camelmatrix.MatrixException;
import org.camelmatrix.MatrixLimitedException;
import org.camelmatrix.MatrixUnavailableException;
import org.camelmatrix.internal.http.Abort;
import org.camelmatrix.internal.http.SyncAnswer;
import org.camelmatrix.internal.http.SyncQuery;

/**
 * Asks {@code /sync}. No other class does. Only the loop's thread calls, which waits for the
 * homeserver.
 */
final class SyncRequests {

    private final AccountAccess account;
    private final InstantSource clock;

    SyncRequests(AccountAccess account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
    }

    /**
     * The answer to a request with a token.
     *
     * @param answer what the homeserver answered
     * @param beganAnew whether the homeserver rejects the token for good, and {@code answer}
     *     belongs to a request without a token
     */
    record Result(SyncAnswer answer, boolean beganAnew) {}

    /**
     * Asks without a token, for the newest token and pending invitations.
     *
     * @param withDevice whether the device's part is asked for too
     */
    SyncAnswer first(boolean withDevice, Abort abort) {
        ObjectNode filter = SyncFilter.unlikeAnyOther(SyncFilter.none());
        return ask(new SyncQuery(null, filter, Duration.ZERO, withDevice), abort);
    }

    /**
     * Asks from a token on.
     *
     * @param query what for
     * @param abort ends the request
     * @param refusals counts how often this token was refused
     */
    Result from(SyncQuery query, Abort abort, TokenRefusals refusals) {
        try {
            SyncAnswer answer = ask(query, abort);
            refusals.clear();
            return new Result(answer, false);
        } catch (RuntimeException e) {
            throwUnlessRefusedForGood(query, abort, refusals, e);
        }
        SyncAnswer first = first(query.withDevice(), abort);
        refusals.clear();
        return new Result(first, true);
    }

    private void throwUnlessRefusedForGood(
            SyncQuery query, Abort abort, TokenRefusals refusals, RuntimeException failure) {
        MatrixException reason = SyncFailure.of(failure);
        boolean due = refusals.isDue(clock.instant());
        if (abort.isAborted() || due && !answersWithoutToken(query, abort, reason)) {
            refusals.clear();
            throw failure;
        }
        if (!due && !refusals.isSuspected()) {
            throw failure;
        }
        if (!due || !refusals.count(clock.instant())) {
            throw new MatrixUnavailableException(
                    reason.getMessage()
                            + "; the homeserver rejects the stored position (option sinceStore) but"
                            + " answers without it. If it rejects it three times over at least 5"
                            + " minutes, the routes continue from the latest known events",
                    reason.getStatus(),
                    reason.getErrcode());
        }
    }

    /** Whether it is the token that is refused: the same request succeeds without it. */
    private boolean answersWithoutToken(SyncQuery query, Abort abort, MatrixException reason) {
        if (reason instanceof MatrixLimitedException || reason instanceof MatrixAccountException) {
            return false;
        }
        ObjectNode filter = SyncFilter.unlikeAnyOther(query.filter().deepCopy());
        ((ObjectNode) filter.at("/room/timeline")).put("limit", 1);
        try {
            ask(new SyncQuery(null, filter, Duration.ZERO), abort);
            return true;
        } catch (RuntimeException e) {
            return false;
        }
    }

    private SyncAnswer ask(SyncQuery query, Abort abort) {
        return account.request((client, who) -> client.events().sync(who, query, abort)).join();
    }
}
