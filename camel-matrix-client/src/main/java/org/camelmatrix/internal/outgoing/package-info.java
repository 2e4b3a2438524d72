// SPDX-License-Identifier: Apache-2.0
/**
 * What a message becomes before it is sent: a plan of events and files, and the transaction ids
 * that they are sent with.
 *
 * <p>What belongs here: values without I/O. How a body becomes a plan is in {@code
 * org.camelmatrix.internal.message}; how a plan is sent is in {@code
 * org.camelmatrix.internal.account}.
 */
package org.camelmatrix.internal.outgoing;
