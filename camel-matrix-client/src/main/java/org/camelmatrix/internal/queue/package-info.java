// SPDX-License-Identifier: Apache-2.0
/**
 * The order, the pace and the repetition of sends: who waits, for how long, and what is tried
 * again.
 *
 * <p>A send is an attempt that may be made several times and a failure that says whether that
 * helps; what is sent, and how, belongs to {@code account}.
 */
package org.camelmatrix.internal.queue;
