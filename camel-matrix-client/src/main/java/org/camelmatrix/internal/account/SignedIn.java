// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;

/**
 * A signed-in account, for one request.
 *
 * @param client makes requests to its homeserver
 * @param who its credentials
 * @param user its user id
 */
public record SignedIn(MatrixClient client, Credentials who, UserId user) {}
