// SPDX-License-Identifier: Apache-2.0
/**
 * Receiving: one {@code /sync} loop for an account, a position for each listener, and the order in
 * which events are handed over.
 *
 * <p>Knows no exchange, no route and no sign-in: events go to an {@link
 * org.camelmatrix.internal.sync.EventListener}, and requests go through an {@link
 * org.camelmatrix.internal.sync.AccountAccess}.
 */
package org.camelmatrix.internal.sync;
