// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.util.List;
import java.util.Map;
import org.camelmatrix.event.EventJson;

/**
 * The part of an answer of {@code /sync} that concerns the account's device and no room
 * (Client-Server API, "Send-to-Device messaging", "Tracking the device list for a user", "One-time
 * and fallback keys").
 *
 * @param events to-device events in order
 * @param changed users whose device keys may have changed
 * @param left users with whom the account shares no encrypted room any more
 * @param oneTimeKeys how many unclaimed one-time keys the homeserver has, by algorithm; null if the
 *     answer does not tell
 * @param unusedFallbackKeys algorithms with an unused fallback key; null if the answer does not
 *     tell
 */
public record DeviceUpdate(
        List<EventJson> events,
        List<String> changed,
        List<String> left,
        Map<String, Integer> oneTimeKeys,
        List<String> unusedFallbackKeys) {

    /** An update that tells nothing. */
    public static final DeviceUpdate NONE =
            new DeviceUpdate(List.of(), List.of(), List.of(), null, null);
}
