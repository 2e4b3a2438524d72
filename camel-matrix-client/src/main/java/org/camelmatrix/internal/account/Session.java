// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.http.SessionClient;

/**
 * A signed-in account.
 *
 * @param client makes requests to its homeserver
 * @param user its user id
 * @param deviceId its device, or null for an application service without one
 * @param credentials its credentials
 * @param refreshToken renews the access token, or null
 */
record Session(
        MatrixClient client,
        UserId user,
        String deviceId,
        Credentials credentials,
        Secret refreshToken) {

    /** The same for one request. */
    SignedIn signedIn() {
        return new SignedIn(client, credentials, user);
    }

    /** The same session after its tokens were renewed; a refresh token may stay as it is. */
    Session renewed(SessionClient.Tokens tokens) {
        return new Session(
                client,
                user,
                deviceId,
                new Credentials(tokens.accessToken()),
                tokens.refreshToken() == null ? refreshToken : tokens.refreshToken());
    }
}
