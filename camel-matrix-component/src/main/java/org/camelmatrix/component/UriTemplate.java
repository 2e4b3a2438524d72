// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camelmatrix.MatrixConfigurationException;

/**
 * The URI of a dynamic endpoint as a route has it, taken apart before it is evaluated: so a text
 * that comes from a message stays within the option whose value it is.
 *
 * @param path what is before the question mark, scheme included
 * @param options what is behind it, in order
 */
record UriTemplate(String path, List<Option> options) {

    /** Options that are expressions themselves; the producer evaluates them for each message. */
    private static final Set<String> EXPRESSIONS =
            Set.of("idempotentKey", "updateKey", "updateEnd");

    /**
     * A part between two ampersands.
     *
     * @param name the option's name, or null where a message may bring names
     * @param text the value as the route has it; where there is no name, the whole part
     */
    record Option(String name, String text) {

        private static Option of(String part) {
            int equals = end(part, 0, '=');
            String name = equals < part.length() ? part.substring(0, equals) : part;
            return isExpression(name)
                    ? new Option(null, part)
                    : new Option(name, part.substring(Math.min(equals + 1, part.length())));
        }

        private boolean isFixed() {
            return name != null && (EXPRESSIONS.contains(name) || !isExpression(text));
        }

        /**
         * The option with its value.
         *
         * @param evaluate makes a text of an expression
         * @param allowed what a message may name
         */
        private String evaluated(Function<String, String> evaluate, DynamicOptions allowed) {
            if (isFixed()) {
                return name + '=' + text;
            }
            return name == null
                    ? named(join(text, evaluate), allowed)
                    : name + '=' + value(evaluate);
        }

        private String value(Function<String, String> evaluate) {
            boolean raw = text.startsWith("RAW(") && text.endsWith(")");
            String inner = raw ? text.substring(4, text.length() - 1) : text;
            String value = join(inner, evaluate, raw ? Function.identity() : Option::decoded);
            if (!inner.startsWith("#") && value.strip().startsWith("#")) {
                throw DynamicOptions.reference(name);
            }
            return raw(name, value);
        }

        /**
         * A value that Camel takes as it is, but for properties in braces and for encoded percents.
         */
        private static String raw(String name, String value) {
            if (value.contains("{{")) {
                throw unfit(name, "{{, and a message may not read properties");
            }
            String text = value.replace("%25", "%2525");
            if (!(value + '&').contains("}&")) {
                return "RAW{" + text + '}';
            }
            if (!(value + '&').contains(")&")) {
                return "RAW(" + text + ')';
            }
            throw unfit(name, "both )& and }&, which no URI can carry");
        }

        private static MatrixConfigurationException unfit(String name, String what) {
            return new MatrixConfigurationException(
                    "The value of the option " + name + " comes from a message and holds " + what);
        }

        private static String named(String options, DynamicOptions allowed) {
            List<String> all = new ArrayList<>();
            for (String option : options.split("&")) {
                if (option.isBlank()) {
                    continue;
                }
                int equals = option.indexOf('=');
                String name = decoded(equals < 0 ? option : option.substring(0, equals));
                String value = equals < 0 ? "" : decoded(option.substring(equals + 1));
                allowed.require(name, value);
                all.add(name + '=' + raw(name, value));
            }
            return String.join("&", all);
        }

        private static String decoded(String text) {
            try {
                return URLDecoder.decode(text, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new MatrixConfigurationException(
                        "The options that a message brings into the URI of an endpoint are not"
                                + " percent-encoded: "
                                + e.getMessage());
            }
        }
    }

    static UriTemplate parse(String uri) {
        int question = end(uri, 0, '?');
        List<Option> options = new ArrayList<>();
        for (int start = question + 1; start < uri.length(); ) {
            int end = end(uri, start, '&');
            if (end > start) {
                options.add(Option.of(uri.substring(start, end)));
            }
            start = end + 1;
        }
        return new UriTemplate(uri.substring(0, Math.min(question, uri.length())), options);
    }

    /** Whether its options are the same for all messages. */
    boolean isFixed() {
        return options.stream().allMatch(Option::isFixed);
    }

    String path(Function<String, String> evaluate) {
        return join(path, evaluate);
    }

    /** The options with their values, question mark included; empty where there is none. */
    String options(Function<String, String> evaluate, DynamicOptions allowed) {
        String all =
                options.stream()
                        .map(option -> option.evaluated(evaluate, allowed))
                        .filter(option -> !option.isEmpty())
                        .collect(Collectors.joining("&"));
        return all.isEmpty() ? "" : '?' + all;
    }

    private static boolean isExpression(String text) {
        return nextExpression(text, 0) < text.length();
    }

    private static String join(String text, Function<String, String> evaluate) {
        return join(text, evaluate, Function.identity());
    }

    /** Puts values in the place of expressions, and leaves what is between them to a function. */
    private static String join(
            String text, Function<String, String> evaluate, Function<String, String> between) {
        StringBuilder joined = new StringBuilder();
        for (int start = 0; start < text.length(); ) {
            int next = nextExpression(text, start);
            joined.append(between.apply(text.substring(start, next)));
            int end = next < text.length() ? endOfExpression(text, next) : next;
            if (end > next) {
                joined.append(evaluate.apply(text.substring(next, end)));
            }
            start = end;
        }
        return joined.toString();
    }

    private static int nextExpression(String text, int start) {
        int shortForm = text.indexOf("${", start);
        int longForm = text.indexOf("$simple{", start);
        int next =
                shortForm < 0 || longForm < 0
                        ? Math.max(shortForm, longForm)
                        : Math.min(shortForm, longForm);
        return next < 0 ? text.length() : next;
    }

    /** Behind the brace that closes an expression, which may hold others. */
    private static int endOfExpression(String text, int start) {
        int depth = 0;
        for (int i = start; i < text.length(); i++) {
            if (text.charAt(i) == '{') {
                depth++;
            } else if (text.charAt(i) == '}' && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    /** Where a character is next, outside of expressions and of RAW(…); or the end. */
    private static int end(String text, int start, char wanted) {
        int i = start;
        while (i < text.length()) {
            if (nextExpression(text, i) == i) {
                i = endOfExpression(text, i);
            } else if (text.startsWith("=RAW(", i) && wanted == '&') {
                i = endOfRaw(text, i + 5);
            } else if (text.charAt(i) == wanted) {
                return i;
            } else {
                i++;
            }
        }
        return text.length();
    }

    /**
     * As Camel does it, a raw value ends where a closing parenthesis is followed by an ampersand.
     */
    private static int endOfRaw(String text, int start) {
        int end = text.indexOf(")&", start);
        return end < 0 ? text.length() : end + 1;
    }
}
