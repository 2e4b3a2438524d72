// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.camelmatrix.MatrixConfigurationException;

/**
 * The recipient as an endpoint's URI writes it. Camel decodes a URI several times, and takes the
 * first question mark for the beginning of the options; an alias may hold one, and a percent sign.
 */
final class EndpointPath {

    private EndpointPath() {}

    /**
     * The recipient.
     *
     * @param uri the URI as Camel has encoded it
     * @param remaining what Camel takes for the path
     * @param parameters the options; what belongs to an alias is taken out of them
     * @throws MatrixConfigurationException if there is none
     */
    static String recipient(String uri, String remaining, Map<String, Object> parameters) {
        String path = path(uri);
        if (remaining == null || remaining.isBlank() || path.isBlank()) {
            throw new MatrixConfigurationException(
                    "The URI names no room: write matrix:!id:server, matrix:#alias:server,"
                            + " matrix:@user:server, or matrix:* for rooms that the messages name;"
                            + " where the room is a property, check that it is set");
        }
        String decoded = decoded(path, remaining);
        if (isCut(decoded, remaining)) {
            parameters.keySet().removeIf(name -> name.indexOf(':') >= 0);
        }
        return isUnfinishedAlias(decoded) ? whole(decoded, parameters) : decoded;
    }

    private static String path(String uri) {
        String afterScheme = uri.substring(uri.indexOf(':') + 1);
        String path = afterScheme.startsWith("//") ? afterScheme.substring(2) : afterScheme;
        int options = path.indexOf('?');
        return options < 0 ? path : path.substring(0, options);
    }

    private static String decoded(String path, String remaining) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return remaining;
        }
    }

    private static boolean isUnfinishedAlias(String recipient) {
        return (recipient.startsWith("#") || recipient.startsWith("r/"))
                && recipient.indexOf(':') < 0;
    }

    /** Whether Camel has taken the end of the path for options. */
    private static boolean isCut(String recipient, String remaining) {
        return recipient.length() > remaining.length() && recipient.startsWith(remaining + '?');
    }

    /** An alias whose server Camel has taken for the name of an option, which never has a colon. */
    private static String whole(String beginning, Map<String, Object> parameters) {
        for (String name : parameters.keySet()) {
            if (name.indexOf(':') >= 0) {
                Object value = parameters.remove(name);
                int options = name.lastIndexOf('?');
                if (options < 0) {
                    return beginning + '?' + name;
                }
                parameters.put(name.substring(options + 1), value);
                return beginning + '?' + name.substring(0, options);
            }
        }
        return beginning;
    }
}
