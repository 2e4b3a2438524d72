package org.camelmatrix.component;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.camel.PropertyBindingException;
import org.camelmatrix.MatrixConfigurationException;

/** Says which option of a URI has a value that it cannot have, and what it can have. */
final class OptionValues {

    private static final Set<String> DURATIONS =
            Set.of("connectTimeout", "responseTimeout", "encryptionCheckInterval");

    private static final Pattern DURATION =
            Pattern.compile(
                    "-?[0-9]{1,15}|(?!$)([0-9]{1,9}d)?([0-9]{1,9}h)?([0-9]{1,9}m)?([0-9]{1,9}s)?"
                            + "([0-9]{1,9}ms)?");

    private OptionValues() {}

    /**
     * Camel takes a text that is no duration as 0, which is for ever.
     *
     * @throws MatrixConfigurationException naming the option
     */
    static void requireDurations(Map<String, Object> parameters) {
        for (String option : DURATIONS) {
            if (parameters.get(option) instanceof String text && !isDuration(text)) {
                throw new MatrixConfigurationException(
                        "The option "
                                + option
                                + " is "
                                + shown(text)
                                + ", which is no duration: write it like 30s, 1m30s or 500ms");
            }
        }
    }

    /**
     * What Camel says of a value that it cannot convert.
     *
     * @param type the option's type, or null if it is not known
     */
    static MatrixConfigurationException wrong(PropertyBindingException reason, Class<?> type) {
        return new MatrixConfigurationException(
                "The option "
                        + reason.getPropertyName()
                        + " cannot be "
                        + shown(String.valueOf(reason.getValue()))
                        + ": it is "
                        + possible(type));
    }

    private static String possible(Class<?> type) {
        if (type != null && type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(value -> ((Enum<?>) value).name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "));
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number";
        }
        return "something else; see the table of options";
    }

    private static boolean isDuration(String text) {
        if (text.startsWith("#")) {
            return true;
        }
        if (DURATION.matcher(text).matches()) {
            return true;
        }
        try {
            Duration.parse(text);
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private static String shown(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + '…';
    }
}
