// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of a text for the console: the values that are known, and what stands behind
 * the name of a secret in a URI, in YAML or in properties.
 */
record Redaction(Set<String> secrets) {

    private static final String HIDDEN = "xxxxxx";
    private static final int SHORTEST_SECRET = 4;
    private static final Pattern NAMED =
            Pattern.compile(
                    "(?i)((?:(?:access[-_]?token|password)[\"']?\\s*[=:]|secret[\"']?\\s*=)\\s*)"
                            + "(?!RAW\\(\\.\\.\\.\\))(RAW\\([^)]*\\)|\"[^\"]*\"|'[^']*'|[^\\s&\"',;)]+)");

    Redaction {
        secrets = Set.copyOf(secrets);
    }

    String apply(String text) {
        String clean = text;
        for (String secret : secrets) {
            if (secret.length() >= SHORTEST_SECRET) {
                clean = clean.replace(secret, HIDDEN);
            }
        }
        return NAMED.matcher(clean).replaceAll("$1" + HIDDEN);
    }
}
