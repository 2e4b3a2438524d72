// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.benchmarks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program was started with: options as {@code name=value}, and then what the harness adds.
 *
 * @param options by name
 * @param rest what is no option, in order
 */
record Arguments(Map<String, String> options, List<String> rest) {

    static Arguments of(String... arguments) {
        Map<String, String> options = new HashMap<>();
        List<String> rest = new ArrayList<>();
        for (String argument : arguments) {
            int sign = argument.indexOf('=');
            if (rest.isEmpty() && sign > 0) {
                options.put(argument.substring(0, sign), argument.substring(sign + 1));
            } else {
                rest.add(argument);
            }
        }
        return new Arguments(options, rest);
    }

    String option(String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }

    int option(String name, int otherwise) {
        return Integer.parseInt(option(name, Integer.toString(otherwise)));
    }

    int number(int place) {
        return Integer.parseInt(text(place));
    }

    /** What the harness adds; ends the program where it is missing. */
    String text(int place) {
        if (place >= rest.size()) {
            System.err.println(
                    "An argument is missing: camel-matrix-benchmarks/README.md tells which");
            System.exit(2);
        }
        return rest.get(place);
    }

    /** The unmeasured sends or passes that the harness asks for. */
    static int warmup() {
        String asked = System.getenv("WARMUP");
        return asked == null ? 0 : Integer.parseInt(asked);
    }
}
