// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.account;

import org.camelmatrix.client.Credentials;
import org.camelmatrix.client.MatrixClient;
import org.camelmatrix.event.UserId;

/**
 * An account that is signed in, for one request.
 *
 * @param client its homeserver
 * @param who what proves it
 * @param user who it is
 */
public record SignedIn(MatrixClient client, Credentials who, UserId user) {}
