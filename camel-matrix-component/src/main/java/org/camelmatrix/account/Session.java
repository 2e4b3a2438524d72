package org.camelmatrix.account;

import org.camelmatrix.client.MatrixClient;
import org.camelmatrix.client.Secret;
import org.camelmatrix.event.UserId;

/**
 * A signed-in account.
 *
 * @param client its homeserver
 * @param user who it is
 * @param deviceId its device, or null for an application service without one
 * @param accessToken what proves it
 */
record Session(MatrixClient client, UserId user, String deviceId, Secret accessToken) {}
