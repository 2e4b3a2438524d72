// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.http.Credentials;
import org.camelmatrix.internal.http.MatrixClient;

/**
 * An account that can work.
 *
 * @param client its homeserver
 * @param user who it is
 * @param deviceId its device, or null for an application service without one
 * @param credentials what proves it
 */
record SignedIn(MatrixClient client, UserId user, String deviceId, Credentials credentials) {}
