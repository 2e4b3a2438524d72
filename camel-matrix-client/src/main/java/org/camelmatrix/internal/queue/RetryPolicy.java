// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;

/**
 * How often and for how long a send may be tried, and how long it may wait.
 *
 * @param maximumRetries how many times it is tried again when an attempt had no usable answer
 * @param maximumRetryTime the time that all its attempts and the pauses between them may take. The
 *     time that it waits for its turn, and pauses that the homeserver asks for, do not count.
 * @param maximumRetryDelay the longest pause that is granted when the homeserver asks for one
 * @param maximumWait how long it may wait, from its submission on, or null for any time
 * @param pendingPolicy what happens to it when too many sends wait already
 */
public record RetryPolicy(
        int maximumRetries,
        Duration maximumRetryTime,
        Duration maximumRetryDelay,
        Duration maximumWait,
        PendingPolicy pendingPolicy) {}
