// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.names;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camelmatrix.component.MatrixEndpointConfigurer;

/**
 * Replaces the component's options in a sentence of the component by what a person can set where
 * the sentence is shown, such as an environment variable.
 *
 * @param names gives the name for an option, or empty where the option's own name is right
 */
public record OptionNames(Function<Option, Optional<String>> names) {

    private static final Pattern WORD =
            Pattern.compile(
                    "(?<article>\\b[Tt]he )?(?<option>\\b[Oo]ptions? )?"
                            + "(?<![\\w.-])(?<name>[a-z][A-Za-z]*)\\b(?<value>=[\\w#]+)?");

    /** What may stand between two options of a list. */
    private static final Set<String> CONJUNCTIONS = Set.of(" and ", " or ", " together with ");

    private static final MatrixEndpointConfigurer OPTIONS = new MatrixEndpointConfigurer();

    /** The variables of the environment that set an option. */
    private static final Map<String, String> VARIABLES =
            Map.of(
                    "homeserverUrl", "MATRIX_HOMESERVER_URL",
                    "userId", "MATRIX_USER_ID",
                    "accessToken", "MATRIX_ACCESS_TOKEN",
                    "password", "MATRIX_PASSWORD",
                    "deviceId", "MATRIX_DEVICE_ID");

    /**
     * An option in a sentence.
     *
     * @param name such as {@code oversize}
     * @param value what the sentence says to set it to, such as {@code =split}, or empty
     */
    public record Option(String name, String value) {

        /** The environment variable that sets it. */
        public Optional<String> variable() {
            return Optional.ofNullable(VARIABLES.get(name));
        }

        /** The property that sets it, and its value. */
        public String property() {
            return "camel.component.matrix."
                    + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)
                    + value;
        }
    }

    /** The same sentence with the other names. */
    public String apply(String sentence) {
        StringBuilder renamed = new StringBuilder();
        Matcher word = WORD.matcher(sentence);
        int done = 0;
        int lastOption = -1;
        while (word.find()) {
            String name = word.group("name");
            if (!isOption(word, name, sentence, lastOption)) {
                continue;
            }
            lastOption = word.end();
            Option option =
                    new Option(name, word.group("value") == null ? "" : word.group("value"));
            Optional<String> replacement = names.apply(option);
            if (replacement.isPresent()) {
                renamed.append(sentence, done, word.start()).append(replacement.get());
                done = word.end();
            }
        }
        return renamed.append(sentence.substring(done)).toString();
    }

    /** Some options have the names of ordinary words, and are meant only where that is said. */
    private static boolean isOption(Matcher word, String name, String sentence, int lastOption) {
        boolean said =
                word.group("option") != null
                        || word.group("value") != null
                        || !name.equals(name.toLowerCase(Locale.ROOT))
                        || lastOption >= 0
                                && CONJUNCTIONS.contains(
                                        sentence.substring(lastOption, word.start()));
        return said && OPTIONS.getOptionType(name, false) != null;
    }
}
