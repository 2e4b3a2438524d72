// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import org.camelmatrix.event.UserId;

/**
 * What a request is authorized with.
 *
 * @param accessToken the token
 * @param actingAs the user that an application service acts as, or null
 * @param actingDevice the device that an application service acts on, or null
 */
public record Credentials(Secret accessToken, UserId actingAs, String actingDevice) {

    /**
     * A user's own token.
     *
     * @param accessToken the token
     */
    public Credentials(Secret accessToken) {
        this(accessToken, null, null);
    }
}
