// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the messages that a source text gives to the exceptions that it creates. */
final class SourceMessages {

    private static final Pattern CREATION = Pattern.compile("new Matrix\\w*Exception\\(");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");

    /** A message with fewer fixed letters is made of texts from elsewhere. */
    private static final int FEWEST_LETTERS = 12;

    private SourceMessages() {}

    /** The first arguments of the creations, with … for each part that is no literal. */
    static List<String> of(String source) {
        List<String> messages = new ArrayList<>();
        Matcher creation = CREATION.matcher(source);
        while (creation.find()) {
            String message = firstArgument(source, creation.end());
            if (message.replaceAll("[^A-Za-z]", "").length() >= FEWEST_LETTERS) {
                messages.add(message);
            }
        }
        return messages;
    }

    /** The texts of a source, where a text that goes over several lines is one. */
    static List<String> literals(String source) {
        return LITERAL.matcher(source.replaceAll("\"\\s*\\+\\s*\"", ""))
                .results()
                .map(literal -> unescaped(literal.group(1)))
                .toList();
    }

    private static String firstArgument(String source, int start) {
        StringBuilder message = new StringBuilder();
        boolean isGap = false;
        int depth = 0;
        Matcher literal = LITERAL.matcher(source);
        for (int at = start; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '"' && literal.find(at) && literal.start() == at) {
                message.append(isGap ? "…" : "").append(unescaped(literal.group(1)));
                isGap = false;
                at = literal.end() - 1;
            } else if (depth == 0 && (c == ',' || c == ')')) {
                break;
            } else {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                isGap |= !Character.isWhitespace(c) && c != '+';
            }
        }
        return message.append(isGap ? "…" : "").toString();
    }

    private static String unescaped(String literal) {
        return literal.replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
