// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * What a user tells about themselves: section "Profiles".
 *
 * @param displayName empty when the user has taken it away
 * @param avatarUrl the picture, {@code mxc://…}
 */
public record Profile(Optional<String> displayName, Optional<String> avatarUrl) {
    static final Profile NONE = new Profile(Optional.empty(), Optional.empty());

    Profile withDisplayName(String name) {
        return new Profile(Optional.of(name).filter(n -> !n.isEmpty()), avatarUrl);
    }

    Profile withAvatarUrl(String url) {
        return new Profile(displayName, Optional.of(url).filter(u -> !u.isEmpty()));
    }

    /** The fields that are set, as a profile and a membership event both have them. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        displayName.ifPresent(name -> json.put("displayname", name));
        avatarUrl.ifPresent(url -> json.put("avatar_url", url));
        return json;
    }
}
