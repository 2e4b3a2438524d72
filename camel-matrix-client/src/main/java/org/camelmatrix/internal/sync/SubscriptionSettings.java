// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.sync;

import java.time.Duration;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.store.StateStore;

/**
 * What a listener listens to, and how.
 *
 * @param name tells listeners of an account apart, also after a restart
 * @param recipient in which room; {@link Recipient.Any} for all that the account is in
 * @param interest to what
 * @param store where the position outlives a restart
 * @param startFrom where to begin if there is no position
 * @param maximumBackfill how many events of a room are fetched that were missed
 * @param concurrency how many rooms may be served at the same time
 * @param maximumInFlight how many events may wait or be under way
 * @param timeout how long the homeserver may wait for something to happen
 */
public record SubscriptionSettings(
        String name,
        Recipient recipient,
        Interest interest,
        StateStore store,
        StartFrom startFrom,
        int maximumBackfill,
        int concurrency,
        int maximumInFlight,
        Duration timeout) {}
