// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

/**
 * The endpoints that the stand-in knows, each with its method and path template: of the Matrix
 * Client-Server API, and one of Synapse's own. They name what a fault applies to and what requests
 * are counted by.
 */
public enum Endpoint {
    /** Section "Well-known URI". */
    WELL_KNOWN("GET", "/.well-known/matrix/client"),
    /** Section "API Versions". */
    VERSIONS("GET", "/_matrix/client/versions"),
    /** Section "Login": the ways to log in. */
    LOGIN_FLOWS("GET", "/_matrix/client/v3/login"),
    /** Section "Login". */
    LOGIN("POST", "/_matrix/client/v3/login"),
    /** Section "Refreshing access tokens". */
    REFRESH("POST", "/_matrix/client/v3/refresh"),
    /** Section "Login": ends one device's session. */
    LOGOUT("POST", "/_matrix/client/v3/logout"),
    /** Section "Login": ends every session of the account. */
    LOGOUT_ALL("POST", "/_matrix/client/v3/logout/all"),
    /** Section "Account registration". */
    REGISTER("POST", "/_matrix/client/v3/register"),
    /** Synapse's own "Shared-Secret Registration": what the registration is signed with. */
    REGISTRATION_NONCE("GET", "/_synapse/admin/v1/register"),
    /** Synapse's own "Shared-Secret Registration". */
    REGISTER_BY_SECRET("POST", "/_synapse/admin/v1/register"),
    /** Section "Current account information". */
    WHOAMI("GET", "/_matrix/client/v3/account/whoami"),
    /** Section "Client Device Management". */
    DEVICES("GET", "/_matrix/client/v3/devices"),
    /** Section "Profiles". */
    PROFILE("GET", "/_matrix/client/v3/profile/{userId}"),
    /** Section "Profiles". */
    DISPLAY_NAME("GET", "/_matrix/client/v3/profile/{userId}/displayname"),
    /** Section "Profiles". */
    SET_DISPLAY_NAME("PUT", "/_matrix/client/v3/profile/{userId}/displayname"),
    /** Section "Profiles". */
    AVATAR_URL("GET", "/_matrix/client/v3/profile/{userId}/avatar_url"),
    /** Section "Profiles". */
    SET_AVATAR_URL("PUT", "/_matrix/client/v3/profile/{userId}/avatar_url"),
    /** Section "Content Repository". */
    UPLOAD("POST", "/_matrix/media/v3/upload"),
    /** Section "Content Repository". */
    DOWNLOAD("GET", "/_matrix/client/v1/media/download/{serverName}/{mediaId}"),
    /** Section "Content Repository": under another file name. */
    DOWNLOAD_AS("GET", "/_matrix/client/v1/media/download/{serverName}/{mediaId}/{fileName}"),
    /** Section "Content Repository": a smaller picture. */
    THUMBNAIL("GET", "/_matrix/client/v1/media/thumbnail/{serverName}/{mediaId}"),
    /** Section "Content Repository": how large an upload may be. */
    MEDIA_CONFIG("GET", "/_matrix/client/v1/media/config"),
    /** Section "Content Repository": deprecated, without an access token. */
    OLD_DOWNLOAD("GET", "/_matrix/media/v3/download/{serverName}/{mediaId}"),
    /** Section "Content Repository": deprecated, without an access token. */
    OLD_DOWNLOAD_AS("GET", "/_matrix/media/v3/download/{serverName}/{mediaId}/{fileName}"),
    /** Section "Content Repository": deprecated, without an access token. */
    OLD_THUMBNAIL("GET", "/_matrix/media/v3/thumbnail/{serverName}/{mediaId}"),
    /** Section "Content Repository": deprecated. */
    OLD_MEDIA_CONFIG("GET", "/_matrix/media/v3/config"),
    /** Section "Filtering": keeps a filter. */
    CREATE_FILTER("POST", "/_matrix/client/v3/user/{userId}/filter"),
    /** Section "Filtering": a filter that was kept. */
    FILTER("GET", "/_matrix/client/v3/user/{userId}/filter/{filterId}"),
    /** Section "Syncing". */
    SYNC("GET", "/_matrix/client/v3/sync"),
    /** Section "Client Config". */
    ACCOUNT_DATA("GET", "/_matrix/client/v3/user/{userId}/account_data/{type}"),
    /** Section "Client Config". */
    SET_ACCOUNT_DATA("PUT", "/_matrix/client/v3/user/{userId}/account_data/{type}"),
    /** Section "Client Config": of one room. */
    ROOM_ACCOUNT_DATA("GET", "/_matrix/client/v3/user/{userId}/rooms/{roomId}/account_data/{type}"),
    /** Section "Client Config": of one room. */
    SET_ROOM_ACCOUNT_DATA(
            "PUT", "/_matrix/client/v3/user/{userId}/rooms/{roomId}/account_data/{type}"),
    /** Section "Creation". */
    CREATE_ROOM("POST", "/_matrix/client/v3/createRoom"),
    /** Section "Room aliases": the room behind an alias. */
    DIRECTORY("GET", "/_matrix/client/v3/directory/room/{roomAlias}"),
    /** Section "Room aliases": a new alias. */
    ADD_ALIAS("PUT", "/_matrix/client/v3/directory/room/{roomAlias}"),
    /** Section "Room aliases": takes an alias away. */
    REMOVE_ALIAS("DELETE", "/_matrix/client/v3/directory/room/{roomAlias}"),
    /** Section "Joining rooms", by id or alias. */
    JOIN("POST", "/_matrix/client/v3/join/{roomIdOrAlias}"),
    /** Section "Joining rooms", by id only. */
    JOIN_ROOM_ID("POST", "/_matrix/client/v3/rooms/{roomId}/join"),
    /** Section "Room membership". */
    JOINED_ROOMS("GET", "/_matrix/client/v3/joined_rooms"),
    /** Section "Joining rooms". */
    INVITE("POST", "/_matrix/client/v3/rooms/{roomId}/invite"),
    /** Section "Leaving rooms". */
    LEAVE("POST", "/_matrix/client/v3/rooms/{roomId}/leave"),
    /** Section "Leaving rooms". */
    KICK("POST", "/_matrix/client/v3/rooms/{roomId}/kick"),
    /** Section "Banning users in a room". */
    BAN("POST", "/_matrix/client/v3/rooms/{roomId}/ban"),
    /** Section "Banning users in a room". */
    UNBAN("POST", "/_matrix/client/v3/rooms/{roomId}/unban"),
    /** Section "Knocking on rooms". */
    KNOCK("POST", "/_matrix/client/v3/knock/{roomIdOrAlias}"),
    /** Section "Leaving rooms": tells of a room no more. */
    FORGET("POST", "/_matrix/client/v3/rooms/{roomId}/forget"),
    /** Section "Room aliases": the aliases of a room. */
    ROOM_ALIASES("GET", "/_matrix/client/v3/rooms/{roomId}/aliases"),
    /** Section "Room Upgrades". */
    UPGRADE("POST", "/_matrix/client/v3/rooms/{roomId}/upgrade"),
    /** Section "Typing Notifications". */
    TYPING("PUT", "/_matrix/client/v3/rooms/{roomId}/typing/{userId}"),
    /** Section "Receipts". */
    RECEIPT("POST", "/_matrix/client/v3/rooms/{roomId}/receipt/{receiptType}/{eventId}"),
    /** Section "Fully read markers". */
    READ_MARKERS("POST", "/_matrix/client/v3/rooms/{roomId}/read_markers"),
    /** Section "Redactions". */
    REDACT("PUT", "/_matrix/client/v3/rooms/{roomId}/redact/{eventId}/{txnId}"),
    /** Section "Relationships API". */
    RELATIONS("GET", "/_matrix/client/v1/rooms/{roomId}/relations/{eventId}"),
    /** Section "Relationships API": of one relation type. */
    RELATIONS_OF_TYPE("GET", "/_matrix/client/v1/rooms/{roomId}/relations/{eventId}/{relType}"),
    /** Section "Relationships API": of one relation type and one event type. */
    RELATIONS_OF_EVENT_TYPE(
            "GET", "/_matrix/client/v1/rooms/{roomId}/relations/{eventId}/{relType}/{eventType}"),
    /** Section "Sending events to a room": message events. */
    SEND("PUT", "/_matrix/client/v3/rooms/{roomId}/send/{eventType}/{txnId}"),
    /** Section "Getting events for a room": the whole state. */
    ROOM_STATE("GET", "/_matrix/client/v3/rooms/{roomId}/state"),
    /** Section "Getting events for a room": one state event's content. */
    STATE("GET", "/_matrix/client/v3/rooms/{roomId}/state/{eventType}/{stateKey}"),
    /** Section "Sending events to a room": state events. */
    SEND_STATE("PUT", "/_matrix/client/v3/rooms/{roomId}/state/{eventType}/{stateKey}"),
    /** Section "Getting events for a room": the timeline, by pages. */
    MESSAGES("GET", "/_matrix/client/v3/rooms/{roomId}/messages"),
    /** Section "Getting events for a room": one event. */
    EVENT("GET", "/_matrix/client/v3/rooms/{roomId}/event/{eventId}"),
    /** Section "Getting events for a room": all membership events. */
    MEMBERS("GET", "/_matrix/client/v3/rooms/{roomId}/members"),
    /** Section "Getting events for a room": the joined users. */
    JOINED_MEMBERS("GET", "/_matrix/client/v3/rooms/{roomId}/joined_members");

    private final String method;
    private final String path;

    Endpoint(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** The HTTP method, in capitals. */
    public String method() {
        return method;
    }

    /** The path with its parameters in braces. */
    public String path() {
        return path;
    }

    /** Whether a request without an access token is answered with {@code M_MISSING_TOKEN}. */
    boolean needsToken() {
        return switch (this) {
            case WELL_KNOWN,
                    VERSIONS,
                    LOGIN_FLOWS,
                    LOGIN,
                    REFRESH,
                    REGISTER,
                    REGISTRATION_NONCE,
                    REGISTER_BY_SECRET,
                    DIRECTORY,
                    OLD_DOWNLOAD,
                    OLD_DOWNLOAD_AS,
                    OLD_THUMBNAIL ->
                    false;
            default -> !takesToken();
        };
    }

    /** Whether a request may do without an access token, but not come with a wrong one. */
    boolean takesToken() {
        return this == PROFILE || this == DISPLAY_NAME || this == AVATAR_URL;
    }
}
