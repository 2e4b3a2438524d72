// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

/**
 * By which endpoints a homeserver gives files away: section "Content Repository". The others are
 * unknown to it, 404 {@code M_UNRECOGNIZED}. Uploads are the same for all.
 */
public enum MediaEndpoints {
    /** By {@code /_matrix/client/v1/media}, with an access token: from v1.11 on. */
    AUTHENTICATED,
    /** By {@code /_matrix/media/v3}, to everybody: before v1.11, which such a homeserver lacks. */
    UNAUTHENTICATED,
    /** By both. */
    BOTH;

    /** Whether a homeserver with these has that endpoint. */
    boolean have(Endpoint endpoint) {
        return switch (endpoint) {
            case DOWNLOAD, DOWNLOAD_AS, THUMBNAIL, MEDIA_CONFIG -> this != UNAUTHENTICATED;
            case OLD_DOWNLOAD, OLD_DOWNLOAD_AS, OLD_THUMBNAIL, OLD_MEDIA_CONFIG ->
                    this != AUTHENTICATED;
            default -> true;
        };
    }

    /** The newest version of the specification that such a homeserver has, as in v1.16. */
    int newestMinorVersion() {
        return this == UNAUTHENTICATED ? 10 : 16;
    }
}
