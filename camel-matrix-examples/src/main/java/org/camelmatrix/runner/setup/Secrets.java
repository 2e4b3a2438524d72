// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.camelmatrix.internal.http.Secret;

/**
 * Reads secrets from where no list of processes and no history shows them: a file, standard input,
 * the environment, or a person at the console. Knows afterwards which texts no output may hold, as
 * long as they are not so short that they are in any text.
 *
 * <p>For one thread.
 */
final class Secrets {

    private static final String STANDARD_INPUT = "-";
    private static final String HIDDEN = "xxxxxx";
    private static final int SHORTEST_SECRET = 4;

    private final Map<String, String> environment;
    private final Prompt prompt;
    private final BufferedReader input;
    private final List<String> known = new ArrayList<>();

    Secrets(Map<String, String> environment, Prompt prompt, InputStream input) {
        this.environment = environment;
        this.prompt = prompt;
        this.input = new BufferedReader(new InputStreamReader(input, StandardCharsets.UTF_8));
    }

    /**
     * One secret and the ways to it, the first that is there counting.
     *
     * @param name what a person calls it
     * @param file the file with it, {@code -} for a line of standard input, or null
     * @param option the option that names the file
     * @param variable the environment variable with it
     */
    record Source(String name, String file, String option, String variable) {}

    /**
     * The secret from its file or variable.
     *
     * @throws UsageException if the file holds none
     * @throws IOException if the file or standard input cannot be read
     */
    Optional<Secret> given(Source source) throws IOException {
        if (source.file() != null) {
            return Optional.of(remembered(read(source)));
        }
        return Optional.ofNullable(environment.get(source.variable()))
                .filter(value -> !value.isBlank())
                .map(this::remembered);
    }

    /**
     * The secret as a person types it.
     *
     * @throws UsageException if nobody can be asked
     */
    Secret asked(Source source) {
        return remembered(prompt.ask(capitalized(source.name())).orElseThrow(() -> none(source)));
    }

    /**
     * The same, typed twice, for a secret that is new.
     *
     * @throws UsageException if nobody can be asked, or the two differ
     */
    Secret chosen(Source source) {
        Secret first = asked(source);
        return prompt.ask(capitalized(source.name()) + " again")
                .map(Secret::new)
                .filter(first::equals)
                .orElseThrow(
                        () -> new UsageException("The two are not the same: type it twice alike."));
    }

    /** A text without the secrets that were read. */
    String removedFrom(String text) {
        String clean = text;
        for (String secret : known) {
            if (secret.length() >= SHORTEST_SECRET) {
                clean = clean.replace(secret, HIDDEN);
            }
        }
        return clean;
    }

    private Secret remembered(String value) {
        known.add(value);
        return new Secret(value);
    }

    private String read(Source source) throws IOException {
        if (source.file().equals(STANDARD_INPUT)) {
            String line = input.readLine();
            if (line == null || line.isEmpty()) {
                throw new UsageException(
                        "Standard input has no line with the " + source.name() + ".");
            }
            return line;
        }
        Path file = Path.of(source.file());
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new UsageException(
                    "There is no file " + file + " that can be read (" + source.option() + ").");
        }
        List<String> lines = Files.readString(file).lines().toList();
        if (lines.size() != 1 || lines.get(0).isBlank()) {
            throw new UsageException(
                    "The file "
                            + file
                            + " has to hold the "
                            + source.name()
                            + " in one line and nothing else.");
        }
        return lines.get(0);
    }

    private static UsageException none(Source source) {
        return new UsageException(
                "No "
                        + source.name()
                        + " is given, and nobody can be asked: set "
                        + source.variable()
                        + " or give "
                        + source.option()
                        + ".");
    }

    private static String capitalized(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }
}
