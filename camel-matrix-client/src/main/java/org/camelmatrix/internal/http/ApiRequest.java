// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.http;

import java.net.URI;
import org.camelmatrix.event.MediaContent;

/**
 * One request to a homeserver.
 *
 * @param method GET, PUT or POST
 * @param uri where to, path and query percent-encoded; it never holds a secret
 * @param accessToken the access token, or null for an endpoint without authentication
 * @param body the body, or null for none
 * @param contentType the type of the body, or null for JSON
 * @param file the file to send in place of a body, read while it is sent, or null
 * @param maximumAnswer bytes that the answer may have
 */
public record ApiRequest(
        String method,
        URI uri,
        Secret accessToken,
        byte[] body,
        String contentType,
        MediaContent file,
        int maximumAnswer) {

    /**
     * A request that brings JSON or nothing.
     *
     * @param method GET, PUT or POST
     * @param uri where to
     * @param accessToken the access token of the account, or null
     * @param body JSON, or null for none
     * @param maximumAnswer bytes that the answer may have
     */
    public ApiRequest(String method, URI uri, Secret accessToken, byte[] body, int maximumAnswer) {
        this(method, uri, accessToken, body, null, null, maximumAnswer);
    }

    @Override
    public String toString() {
        return method + ' ' + uri;
    }
}
