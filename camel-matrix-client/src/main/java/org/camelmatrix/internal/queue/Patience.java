// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.queue;

import java.time.Duration;

/**
 * How long a send may go on, and where it waits.
 *
 * @param maximumRetries how often it is tried again after no usable answer
 * @param maximumRetryTime how long it may be tried in all, pauses that the homeserver asks for and
 *     the time in the queue left out
 * @param maximumRetryDelay the longest single pause that a homeserver is granted
 * @param maximumWait how long it may take in all, or null for any time
 * @param whenFull what becomes of it when too many wait already
 */
public record Patience(
        int maximumRetries,
        Duration maximumRetryTime,
        Duration maximumRetryDelay,
        Duration maximumWait,
        PendingPolicy whenFull) {}
