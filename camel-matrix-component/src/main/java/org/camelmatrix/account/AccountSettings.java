package org.camelmatrix.account;

import java.net.URI;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.client.Secret;
import org.camelmatrix.event.UserId;

/**
 * How an account is reached and signed in. Endpoints with equal settings share the account.
 *
 * @param homeserverUrl the homeserver's base URL, or null to discover it from the user id
 * @param userId who the account is, or null to take whom the access token says
 * @param accessToken the token to use, or null to sign in with the password
 * @param password the password, or null with an access token
 * @param deviceId the device, or null for the token's own or a new one
 * @param deviceDisplayName what to call a new device
 */
public record AccountSettings(
        URI homeserverUrl,
        UserId userId,
        Secret accessToken,
        Secret password,
        String deviceId,
        String deviceDisplayName) {

    /**
     * @throws MatrixConfigurationException if they do not suffice to find or sign in the account
     */
    public AccountSettings {
        if (homeserverUrl == null && userId == null) {
            throw new MatrixConfigurationException(
                    "No homeserver is given: set the option homeserverUrl, or userId"
                            + " (@localpart:server.name) to discover the homeserver from it");
        }
        if (accessToken == null && (password == null || userId == null)) {
            throw new MatrixConfigurationException(
                    "No sign-in is given: set the option accessToken, or both userId and"
                            + " password");
        }
    }
}
