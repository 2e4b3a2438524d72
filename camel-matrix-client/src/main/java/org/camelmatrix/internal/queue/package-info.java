// SPDX-License-Identifier: Apache-2.0
/**
 * The sending queue of an account: in which order its sends go, how fast, and which are tried
 * again.
 *
 * <p>{@link org.camelmatrix.internal.queue.SendQueue} is what an account uses. {@code QueueState}
 * decides, as a pure state that a test can run in virtual time; {@code SendState}, {@code SendLane}
 * and {@code AccountLimit} have the tables of its states. A rate limit (429) is handled in {@code
 * AccountLimit}, a retry in {@code QueueState.failed}. {@code Workers} are the threads and the
 * timer, and {@code Backoff} the pauses, that receiving and signing in use too.
 *
 * <p>What is sent and how does not belong here: a send is an attempt that can be repeated, and a
 * failure whose class tells whether that helps. The package knows no request, no room and no event.
 */
package org.camelmatrix.internal.queue;
