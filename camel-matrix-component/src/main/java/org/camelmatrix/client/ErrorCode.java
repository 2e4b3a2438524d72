package org.camelmatrix.client;

/** Error codes that change what is done next (Client-Server API, "Standard error response"). */
public final class ErrorCode {

    /** The account may not do this: it is not in the room, or lacks the permission. */
    public static final String FORBIDDEN = "M_FORBIDDEN";

    /** There is no such room, alias or event. */
    public static final String NOT_FOUND = "M_NOT_FOUND";

    /** The access token is not or no longer valid. */
    public static final String UNKNOWN_TOKEN = "M_UNKNOWN_TOKEN";

    /** The request had no access token. */
    public static final String MISSING_TOKEN = "M_MISSING_TOKEN";

    private ErrorCode() {}
}
