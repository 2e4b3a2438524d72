// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.internal.message;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The link reference definitions of a Markdown text (CommonMark, "Link reference definitions"), so
 * that a part can use one that stands in another part. Only those of one line are known; a part
 * that uses any other shows the reference as it is written.
 */
final class LinkDefinitions {

    private static final int MAXIMUM_DEFINITIONS = 1_000;
    private static final int MAXIMUM_ADDED = 4_096;
    private static final Pattern DEFINITION =
            Pattern.compile(
                    "(?m)^ {0,3}\\[([^\\[\\]\\\\\\n]{1,999}+)\\]:[ \\t]*+(\\S[^\\n]{0,999}+)$");
    private static final Pattern REFERENCE =
            Pattern.compile("\\[([^\\[\\]\\n]{1,999}+)\\](?![(:])");

    private final Map<String, String> definitions = new HashMap<>();

    LinkDefinitions(String text) {
        Matcher found = DEFINITION.matcher(text);
        while (definitions.size() < MAXIMUM_DEFINITIONS && found.find()) {
            if (new LinkTarget(destination(found)).url() != null) {
                definitions.putIfAbsent(label(found), found.group().strip());
            }
        }
    }

    /** A part with the definitions behind it that it uses and does not have. */
    String complete(String part) {
        if (definitions.isEmpty()) {
            return part;
        }
        Set<String> wanted = new LinkedHashSet<>();
        REFERENCE.matcher(part).results().map(LinkDefinitions::label).forEach(wanted::add);
        wanted.retainAll(definitions.keySet());
        DEFINITION.matcher(part).results().map(LinkDefinitions::label).forEach(wanted::remove);
        StringBuilder added = new StringBuilder();
        for (String label : wanted) {
            String definition = definitions.get(label);
            if (JsonSize.of(added) + JsonSize.of(definition) < MAXIMUM_ADDED) {
                added.append('\n').append(definition);
            }
        }
        return added.isEmpty() ? part : part + '\n' + added;
    }

    private static String destination(MatchResult found) {
        String destination = found.group(2).split("\\s", 2)[0];
        return destination.startsWith("<") ? destination.substring(1) : destination;
    }

    /** Labels are compared without case, and runs of white space are one space. */
    private static String label(MatchResult found) {
        return found.group(1).strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }
}
