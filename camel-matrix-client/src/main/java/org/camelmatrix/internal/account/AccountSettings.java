// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.BaseUrl;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.store.StateStore;

/**
 * How an account is reached and signed in.
 *
 * @param homeserverUrl the homeserver's base URL, or null to discover it from the user id
 * @param userId the account's user id, or null to take the user of the access token
 * @param accessToken the token to use, or null to sign in
 * @param applicationService whether the access token is an application service's, which acts as the
 *     user
 * @param password the password to sign in with, or null; without password, token and access token
 *     the session in the store is used
 * @param authenticationToken the token to sign in with once, or null
 * @param deviceId the device, or null for the token's own or a new one
 * @param deviceDisplayName the display name of a new device
 * @param sessionStore keeps the session over restarts, or null to keep it nowhere
 * @param encryption what to do about encrypted rooms
 */
public record AccountSettings(
        BaseUrl homeserverUrl,
        UserId userId,
        Secret accessToken,
        boolean applicationService,
        Secret password,
        Secret authenticationToken,
        String deviceId,
        String deviceDisplayName,
        StateStore sessionStore,
        EncryptionSettings encryption) {

    /**
     * @throws MatrixConfigurationException if they do not suffice to find the homeserver or to sign
     *     in
     */
    public AccountSettings {
        if (homeserverUrl == null && userId == null) {
            throw new MatrixConfigurationException(
                    "No homeserver is given: set the option homeserverUrl, or userId"
                            + " (@localpart:server.name) to discover the homeserver from it");
        }
        boolean signsIn = password != null || authenticationToken != null || sessionStore != null;
        if (accessToken == null && !(signsIn && userId != null)) {
            throw new MatrixConfigurationException(
                    "No sign-in is given: set the option accessToken, or userId together with"
                            + " password or authenticationToken, or with the sessionStore that"
                            + " keeps a session of the user");
        }
        if (applicationService && (accessToken == null || userId == null)) {
            throw new MatrixConfigurationException(
                    "An application service needs the option accessToken with its as_token, and"
                            + " userId with the user that it acts as");
        }
    }
}
