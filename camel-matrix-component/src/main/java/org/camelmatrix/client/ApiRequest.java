package org.camelmatrix.client;

import java.net.URI;

/**
 * One request to a homeserver.
 *
 * @param method GET, PUT or POST
 * @param uri where to, path and query percent-encoded; it never holds a secret
 * @param accessToken who asks, or null for an endpoint that needs nobody
 * @param body JSON, or null for none
 * @param maximumAnswer bytes that the answer may have
 */
public record ApiRequest(
        String method, URI uri, Secret accessToken, byte[] body, int maximumAnswer) {

    @Override
    public String toString() {
        return method + ' ' + uri;
    }
}
