// SPDX-License-Identifier: Apache-2.0
/**
 * One account on a homeserver, shared by all endpoints that use it: how it is found and signed in,
 * the rooms that it knows, and the way of an event to the homeserver.
 *
 * <p>Knows no exchange and no route; what it learns it hands back by futures. How a request travels
 * belongs to {@code client}, what is in a message to {@code message}.
 */
package org.camelmatrix.internal.account;
