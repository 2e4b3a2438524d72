// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import java.time.Instant;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.BaseUrl;

/**
 * How an account is at a moment. It holds no secret.
 *
 * @param homeserverUrl the homeserver's base URL, or null while it is to be discovered
 * @param user who the account is, or null while only its access token is known
 * @param deviceId its device, or null while there is none
 * @param signedIn whether there is a session
 * @param reachable whether the homeserver answered the last request; true before the first. A
 *     gateway that answers in its place (status 502 and above) is not the homeserver.
 * @param refused whether the account may not work: its session has ended, it is locked, or its
 *     settings are refused. No retry helps; a person has to solve it.
 * @param lastContact when the homeserver last answered anything, or null for never
 * @param limitedUntil until when the homeserver wants no requests, or null if it does not say so
 * @param pending how many messages wait
 * @param lastFailure why the last thing that was asked of the account failed, as a sentence, or
 *     null if it went well
 * @param receivingTrouble why events have not been received for more than a minute, as a sentence,
 *     or null if they are, or nobody listens
 */
public record AccountStatus(
        BaseUrl homeserverUrl,
        UserId user,
        String deviceId,
        boolean signedIn,
        boolean reachable,
        boolean refused,
        Instant lastContact,
        Instant limitedUntil,
        int pending,
        String lastFailure,
        String receivingTrouble) {

    /**
     * Whether messages can be sent and are received, perhaps after a pause: a homeserver that
     * limits the account for less than a minute works as it should.
     */
    public boolean isUp() {
        return signedIn && reachable && !refused && receivingTrouble == null;
    }
}
