// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Section "Profiles": display name and picture, without fields of one's own. */
final class ProfileApi {
    private static final int LONGEST_NAME = 256;
    private static final int LONGEST_URL = 1000;

    private final Accounts accounts;
    private final Rooms rooms;

    ProfileApi(Accounts accounts, Rooms rooms) {
        this.accounts = accounts;
        this.rooms = rooms;
    }

    ObjectNode profile(Call call) {
        ObjectNode profile = find(call).map(Profile::json).orElseThrow(ProfileApi::none);
        if (profile.isEmpty()) {
            throw MatrixError.notFound("Profile was not found");
        }
        return profile;
    }

    private static MatrixError none() {
        return MatrixError.unknown(404, "No row found (profiles)");
    }

    ObjectNode displayName(Call call) {
        return field(call).retain("displayname");
    }

    ObjectNode avatarUrl(Call call) {
        return field(call).retain("avatar_url");
    }

    /** The profile; one field of it that is not set is an empty answer, not a missing one. */
    private ObjectNode field(Call call) {
        return find(call)
                .map(Profile::json)
                .orElseThrow(() -> MatrixError.notFound("Profile was not found"));
    }

    private Optional<Profile> find(Call call) {
        String userId = userId(call);
        if (!rooms.isLocal(userId)) {
            throw MatrixError.forbidden("Federation denied with the server of " + userId);
        }
        return accounts.profile(userId);
    }

    private static String userId(Call call) {
        String userId = call.path("userId");
        if (!userId.matches("@[^:]*:.+")) {
            throw MatrixError.invalidParam("Invalid user id");
        }
        return userId;
    }

    ObjectNode setDisplayName(Call call) {
        String name = value(call, "displayname");
        if (name.length() > LONGEST_NAME) {
            throw MatrixError.unknown(400, "Displayname is too long (max 256)");
        }
        return set(call, profile(call.user()).withDisplayName(name));
    }

    ObjectNode setAvatarUrl(Call call) {
        String url = value(call, "avatar_url");
        if (url.length() > LONGEST_URL) {
            throw MatrixError.unknown(400, "Avatar URL is too long (max 1000)");
        }
        return set(call, profile(call.user()).withAvatarUrl(url));
    }

    private Profile profile(String userId) {
        return accounts.profile(userId).orElse(Profile.NONE);
    }

    private String value(Call call, String field) {
        String userId = userId(call);
        JsonNode value = call.json().get(field);
        if (value == null) {
            throw MatrixError.of(400, "M_MISSING_PARAM", "Missing key '" + field + "'");
        }
        accounts.requireNotSuspended(call.user(), "Updating profile");
        if (!rooms.isLocal(userId)) {
            throw MatrixError.unknown(400, "User is not hosted on this homeserver");
        }
        if (!userId.equals(call.user())) {
            throw MatrixError.of(400, "M_FORBIDDEN", "Cannot set another user's " + field);
        }
        if (!value.isTextual()) {
            throw MatrixError.invalidParam("'" + field + "' must be a string");
        }
        return value.textValue();
    }

    /** Rooms are told at once. (Synapse tells them a moment later.) */
    private ObjectNode set(Call call, Profile profile) {
        String user = call.user();
        accounts.setProfile(user, profile);
        rooms.allJoinedBy(user)
                .forEach(room -> room.setMembership(user, user, Membership.JOIN, profile.json()));
        return Json.object();
    }
}
