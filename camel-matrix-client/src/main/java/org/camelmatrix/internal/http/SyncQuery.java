// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * What {@code /sync} is asked for.
 *
 * @param since what the last answer called {@code next_batch}, or null for the first
 * @param filter a filter definition ("Filtering")
 * @param timeout how long the homeserver may wait for something to happen
 * @param withDevice whether the answer's part for the device is read
 */
public record SyncQuery(String since, ObjectNode filter, Duration timeout, boolean withDevice) {

    /** The same without the device's part. */
    public SyncQuery(String since, ObjectNode filter, Duration timeout) {
        this(since, filter, timeout, false);
    }
}
