// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.support.component.PropertyConfigurerSupport;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.event.UserId;

/** Says which option has a value that it cannot have, and what it can have. */
final class OptionValues {

    /** Longer than anybody waits, and short enough to be counted in nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(36_525);

    private static final Pattern DURATION =
            Pattern.compile(
                    "(?!$)([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?"
                            + "([0-9]{1,9}ms)?");

    private OptionValues() {}

    /**
     * Requires that a text is what its option is: a whole number, or a duration where the type is
     * long, as all durations of this component are, and nothing else is. References to beans and
     * the placeholder of Camel's export pass.
     *
     * @throws MatrixConfigurationException naming the option
     */
    static void require(String option, Class<?> type, String text) {
        if (text.startsWith("#") || text.equals(PropertyConfigurerSupport.MAGIC_VALUE)) {
            return;
        }
        if ((type == int.class || type == Integer.class) && !isInt(text)) {
            throw new MatrixConfigurationException(
                    is(option, text) + ", which is no whole number" + bounds(text));
        }
        if ((type == long.class || type == Long.class) && !isDuration(text)) {
            throw new MatrixConfigurationException(
                    is(option, text) + ", which is no duration: write it like 30s, 1m30s or 500ms");
        }
    }

    /**
     * A number that must not be too small.
     *
     * @throws MatrixConfigurationException naming the option
     */
    static int atLeast(int least, String option, int value) {
        if (value < least) {
            throw new MatrixConfigurationException(
                    is(option, value) + ": it has to be at least " + least);
        }
        return value;
    }

    /**
     * A duration of some milliseconds, or of a hundred years where it is longer than that.
     *
     * @throws MatrixConfigurationException naming the option, if it is negative
     */
    static Duration duration(String option, long milliseconds) {
        if (milliseconds < 0) {
            throw new MatrixConfigurationException(
                    is(option, milliseconds + " ms") + ": it must not be negative");
        }
        return Duration.ofMillis(Math.min(milliseconds, LONGEST.toMillis()));
    }

    /**
     * As {@link #duration}, and not 0.
     *
     * @throws MatrixConfigurationException naming the option, if it is negative or 0
     */
    static Duration positiveDuration(String option, long milliseconds) {
        if (milliseconds < 1) {
            throw new MatrixConfigurationException(
                    is(option, milliseconds + " ms") + ": it has to be positive");
        }
        return duration(option, milliseconds);
    }

    /**
     * The value of a text.
     *
     * @param form makes the value; throws {@link IllegalArgumentException} if the text is not valid
     * @throws MatrixConfigurationException naming the option
     */
    static <T> T parsed(String option, String text, Function<String, T> form) {
        try {
            return form.apply(text);
        } catch (IllegalArgumentException e) {
            throw new MatrixConfigurationException(
                    "The option " + option + " is not valid: " + e.getMessage());
        }
    }

    /** What an option names that takes several, separated by commas. */
    static Set<String> names(String list) {
        Set<String> names = new TreeSet<>();
        if (list != null) {
            for (String name : list.split(",")) {
                if (!name.isBlank()) {
                    names.add(name.strip());
                }
            }
        }
        return names;
    }

    /**
     * The users that an option names; a homeserver refuses every request that names anything else.
     *
     * @return user ids, and patterns in which {@code *} stands for any characters
     * @throws MatrixConfigurationException naming the option
     */
    static Set<String> users(String option, String list) {
        Set<String> users = names(list);
        for (String user : users) {
            if (!isUser(user)) {
                throw new MatrixConfigurationException(
                        has(option, user)
                                + ", which is no user id: write it like @alice:example.org, or with"
                                + " * for any characters, like @*:example.org");
            }
        }
        return users;
    }

    /**
     * The users that an option names, without patterns.
     *
     * @throws MatrixConfigurationException naming the option
     */
    static List<UserId> userIds(String option, String list) {
        return names(list).stream().map(name -> parsed(option, name, UserId::new)).toList();
    }

    private static boolean isUser(String text) {
        if (text.contains("*")) {
            return text.startsWith("@") || text.startsWith("*");
        }
        try {
            return new UserId(text).value().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * The kinds of messages that an option names, all of which have a dot (Client-Server API,
     * "m.room.message msgtypes").
     *
     * @throws MatrixConfigurationException naming the option
     */
    static Set<String> messageTypes(String option, String list) {
        Set<String> types = names(list);
        for (String type : types) {
            if (!type.contains(".")) {
                throw new MatrixConfigurationException(
                        has(option, type) + ", which is no msgtype: write it like m.text");
            }
        }
        return types;
    }

    /**
     * What Camel says of a value that it cannot convert.
     *
     * @param type the option's type, or null if it is not known
     */
    static MatrixConfigurationException wrong(PropertyBindingException reason, Class<?> type) {
        if (reason.getCause() instanceof MatrixConfigurationException said) {
            return said;
        }
        return new MatrixConfigurationException(
                "The option "
                        + reason.getPropertyName()
                        + " cannot be "
                        + shown(String.valueOf(reason.getValue()))
                        + ": "
                        + possible(type, String.valueOf(reason.getValue())));
    }

    private static String possible(Class<?> type, String value) {
        if (type != null && type.isEnum()) {
            return "it is one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(OptionValues::word)
                            .collect(Collectors.joining(", "));
        }
        if (type == boolean.class || type == Boolean.class) {
            return "it is true or false";
        }
        if (type == MatrixStore.class) {
            return (value.startsWith("#") ? "the registry has no such StateRepository; " : "")
                    + MatrixStore.FORMS;
        }
        if (value.startsWith("#")) {
            return "the registry has no such bean";
        }
        return type == null
                ? "see the table of options"
                : "it is a bean of the type "
                        + type.getSimpleName()
                        + "; bind one in the registry and write # and its name";
    }

    private static String word(Object value) {
        return value instanceof MatrixOperation operation
                ? operation.word()
                : ((Enum<?>) value).name().toLowerCase(Locale.ROOT);
    }

    private static boolean isInt(String text) {
        try {
            Integer.parseInt(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static String bounds(String text) {
        return text.matches("[0-9]+") ? " up to " + Integer.MAX_VALUE : "";
    }

    private static boolean isDuration(String text) {
        return DURATION.matcher(text).matches() || isLong(text) || isIsoDuration(text);
    }

    private static boolean isLong(String text) {
        try {
            Long.parseLong(text);
            return true;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isIsoDuration(String text) {
        try {
            Duration.parse(text).toMillis();
            return true;
        } catch (DateTimeParseException | ArithmeticException e) {
            return false;
        }
    }

    private static String is(String option, Object value) {
        return "The option " + option + " is " + shown(String.valueOf(value));
    }

    private static String has(String option, String value) {
        return "The option " + option + " has \"" + shown(value) + '"';
    }

    static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + '…';
    }
}
