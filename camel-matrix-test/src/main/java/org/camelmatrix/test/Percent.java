// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.test;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Percent-encoding in paths and query strings (RFC 3986). */
final class Percent {
    private Percent() {}

    /** Decodes one path segment; a plus sign is a plus sign. */
    static String decode(String segment) {
        if (segment.indexOf('%') < 0) {
            return segment;
        }
        return decodeForm(segment.replace("+", "%2B"));
    }

    /** The values of each query parameter, in the order of the request. */
    static Map<String, List<String>> query(String rawQuery) {
        Map<String, List<String>> query = new LinkedHashMap<>();
        for (String pair : rawQuery.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = decodeForm(equals < 0 ? pair : pair.substring(0, equals));
                String value = equals < 0 ? "" : decodeForm(pair.substring(equals + 1));
                query.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
            }
        }
        return query;
    }

    private static String decodeForm(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
