// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.util.Optional;

/**
 * Who asks, as the access token says: a device, or an application service in somebody's name.
 *
 * @param deviceId empty for an application service that names no device
 * @param applicationService its own user's id; empty for a device
 */
record Requester(String userId, Optional<String> deviceId, Optional<String> applicationService) {
    static Requester of(Session session) {
        return new Requester(session.userId(), Optional.of(session.deviceId()), Optional.empty());
    }

    Optional<Session> session() {
        return deviceId.map(device -> new Session(userId, device));
    }
}
