// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A block of YAML as a file of routes: steps alone become the steps of a route. */
final class YamlSnippet {

    private static final Pattern ENTRY = Pattern.compile("^- (\\w+):", Pattern.MULTILINE);

    private final String text;

    YamlSnippet(String text) {
        Matcher first = ENTRY.matcher(text);
        boolean isFile =
                first.find() && first.group(1).matches("route|beans|onException|errorHandler|from");
        this.text = isFile ? text : route(text);
    }

    private static String route(String steps) {
        return "- route:\n    from:\n      uri: direct:steps\n      steps:\n"
                + steps.lines()
                        .map(line -> line.isEmpty() ? line : "        " + line)
                        .collect(Collectors.joining("\n", "", "\n"));
    }

    String text() {
        return text;
    }

    int routes() {
        return (int) ENTRY.matcher(text).results().filter(e -> e.group(1).equals("route")).count();
    }

    boolean defines(String bean) {
        return text.contains("- name: " + bean);
    }
}
