// SPDX-License-Identifier: Apache-2.0
/**
 * The Matrix Client-Server API: one method for each endpoint, in classes by the chapters of the
 * specification; the transport below them; and what errors mean.
 *
 * <p>This package keeps no session and repeats no request: both are decided above. Everything that
 * comes from the network is bounded here, in size and time.
 */
package org.camelmatrix.internal.http;
