// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command is asked to run.
 *
 * @param routes files and patterns of files
 * @param examples the examples, as often as they were named
 * @param properties what {@code --property} gives
 * @param shutdownTimeout how many seconds routes may take to stop, or null for what the settings
 *     say; not checked
 * @param verbose whether Camel's own log is shown
 */
record Request(
        List<String> routes,
        List<Example> examples,
        Map<String, String> properties,
        Integer shutdownTimeout,
        boolean verbose) {

    private static final String EXAMPLE = "--example";
    private static final String PROPERTY = "--property";
    private static final String VERBOSE = "--verbose";

    /**
     * Reads the arguments of a usual start, which are as clear without picocli. Anything else is
     * picocli's to read and to explain: another option, a mistake, another command.
     *
     * @return null where the arguments are not that plain
     */
    static Request plain(String... arguments) {
        List<String> routes = new ArrayList<>();
        List<Example> examples = new ArrayList<>();
        Map<String, String> properties = new LinkedHashMap<>();
        boolean verbose = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if (isFile(argument)) {
                routes.add(argument);
            } else if (argument.equals(VERBOSE) && !verbose) {
                verbose = true;
            } else if (takesValue(argument) && i + 1 < arguments.length) {
                if (!add(argument, arguments[++i], examples, properties)) {
                    return null;
                }
            } else {
                int equals = argument.indexOf('=');
                if (equals < 0
                        || !add(
                                argument.substring(0, equals),
                                argument.substring(equals + 1),
                                examples,
                                properties)) {
                    return null;
                }
            }
        }
        return new Request(routes, examples, properties, null, verbose);
    }

    /** No option, no file of further arguments, and no name of another command. */
    private static boolean isFile(String argument) {
        return argument.contains(".") && argument.charAt(0) != '-' && argument.charAt(0) != '@';
    }

    private static boolean takesValue(String option) {
        return option.equals(EXAMPLE) || option.equals(PROPERTY);
    }

    private static boolean add(
            String option, String value, List<Example> examples, Map<String, String> properties) {
        if (option.equals(EXAMPLE)) {
            Optional<Example> example = Example.named(value);
            example.ifPresent(examples::add);
            return example.isPresent();
        }
        int equals = value.indexOf('=');
        if (!option.equals(PROPERTY) || equals < 1 || value.charAt(0) == '-') {
            return false;
        }
        properties.put(value.substring(0, equals), value.substring(equals + 1));
        return true;
    }
}
