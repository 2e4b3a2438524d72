// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

/**
 * Error codes that change what is done next (Client-Server API, "Standard error response"). Each is
 * in docs/failures.md.
 */
public final class ErrorCode {

    /** The account may not do this: it is not in the room, or lacks the permission. */
    public static final String FORBIDDEN = "M_FORBIDDEN";

    /** There is no such room, alias or event. */
    public static final String NOT_FOUND = "M_NOT_FOUND";

    /** The request's JSON is not what the homeserver accepts. */
    public static final String BAD_JSON = "M_BAD_JSON";

    /** An application service acts on a device that the user does not have. */
    public static final String UNKNOWN_DEVICE = "M_UNKNOWN_DEVICE";

    /** The homeserver does not support the endpoint, or not this method of it. */
    public static final String UNRECOGNIZED = "M_UNRECOGNIZED";

    /** The account has reacted so to the event before. */
    public static final String DUPLICATE_ANNOTATION = "M_DUPLICATE_ANNOTATION";

    /** Something that no other code names. */
    public static final String UNKNOWN = "M_UNKNOWN";

    /** The access token is not or no longer valid. */
    public static final String UNKNOWN_TOKEN = "M_UNKNOWN_TOKEN";

    /** The request had no access token. */
    public static final String MISSING_TOKEN = "M_MISSING_TOKEN";

    /** An administrator has locked the account. */
    public static final String USER_LOCKED = "M_USER_LOCKED";

    /** An administrator has suspended the account, which may read but not write. */
    public static final String USER_SUSPENDED = "M_USER_SUSPENDED";

    /** The account was given up for good. */
    public static final String USER_DEACTIVATED = "M_USER_DEACTIVATED";

    /** The homeserver has reached a limit of its own. */
    public static final String RESOURCE_LIMIT_EXCEEDED = "M_RESOURCE_LIMIT_EXCEEDED";

    /** The account has reached a limit that the homeserver sets for it. */
    public static final String USER_LIMIT_EXCEEDED = "M_USER_LIMIT_EXCEEDED";

    /** The account has not accepted the homeserver's terms; Synapse's own code. */
    public static final String CONSENT_NOT_GIVEN = "M_CONSENT_NOT_GIVEN";

    /** The homeserver limits how often it is asked. */
    public static final String LIMIT_EXCEEDED = "M_LIMIT_EXCEEDED";

    /** The request is not allowed as it is signed in. */
    public static final String UNAUTHORIZED = "M_UNAUTHORIZED";

    /** The user or alias belongs to an application service. */
    public static final String EXCLUSIVE = "M_EXCLUSIVE";

    /** The homeserver signs application services in by their token alone. */
    public static final String APPSERVICE_LOGIN_UNSUPPORTED = "M_APPSERVICE_LOGIN_UNSUPPORTED";

    /** The homeserver could not reach another server. */
    public static final String CONNECTION_FAILED = "M_CONNECTION_FAILED";

    /** Another server did not answer the homeserver in time. */
    public static final String CONNECTION_TIMEOUT = "M_CONNECTION_TIMEOUT";

    /** Another server answered the homeserver with a failure. */
    public static final String BAD_STATUS = "M_BAD_STATUS";

    /** A file is announced, but not there yet. */
    public static final String NOT_YET_UPLOADED = "M_NOT_YET_UPLOADED";

    /** The event or file is larger than the homeserver takes. */
    public static final String TOO_LARGE = "M_TOO_LARGE";

    /** The homeserver does not know the room's version. */
    public static final String INCOMPATIBLE_ROOM_VERSION = "M_INCOMPATIBLE_ROOM_VERSION";

    /** The room or resource is not for guests. */
    public static final String GUEST_ACCESS_FORBIDDEN = "M_GUEST_ACCESS_FORBIDDEN";

    /** The alias of a new room belongs to another. */
    public static final String ROOM_IN_USE = "M_ROOM_IN_USE";

    /** The user who is invited has blocked the invitation. */
    public static final String INVITE_BLOCKED = "M_INVITE_BLOCKED";

    private ErrorCode() {}
}
