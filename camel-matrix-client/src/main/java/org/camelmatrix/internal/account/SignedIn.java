// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.account;

import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;

/**
 * An account that is signed in, for one request.
 *
 * @param client its homeserver
 * @param who what proves it
 * @param user who it is
 */
public record SignedIn(MatrixClient client, Credentials who, UserId user) {}
