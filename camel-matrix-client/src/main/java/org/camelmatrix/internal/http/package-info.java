// SPDX-License-Identifier: Apache-2.0
/**
 * The Matrix Client-Server API: one method for each endpoint, the transport below it, and what
 * errors mean.
 *
 * <p>Knows no exchange, no route and no account: who asks, and what to do after an error, is
 * decided above. Everything that comes from the network is bounded here, in size and time.
 */
package org.camelmatrix.internal.http;
