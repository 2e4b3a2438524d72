// SPDX-License-Identifier: Apache-2.0
/**
 * The sending queue of an account: in which order its sends are made, how fast, and which are
 * repeated.
 *
 * <p>{@link org.camelmatrix.internal.queue.SendQueue} is what an account uses. {@code QueueState}
 * decides, as a pure state that a test can run in virtual time; {@code SendState}, {@code SendLane}
 * and {@code AccountLimit} have the tables of its states. {@code AccountLimit} handles the rate
 * limit (429) of sends, and {@code QueueState.failed} decides about a retry. A 429 for any other
 * request is handled elsewhere: of receiving in {@code sync} ({@code Pause}, {@code CatchUp}), of
 * sign-in in {@code account} ({@code SessionKeeper}). {@code Workers} are the threads and the timer
 * of the account, also for receiving. {@code Backoff} computes the pauses of sends and of {@code
 * Recovery} in {@code account}; receiving uses {@code Pause}.
 *
 * <p>What is sent, and how, does not belong here. A send is an attempt that can be repeated, with a
 * failure whose class tells whether a retry helps. The package knows no request and no event, and a
 * room is only an opaque key of a lane.
 */
package org.camelmatrix.internal.queue;
