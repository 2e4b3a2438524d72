// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner;

import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.camelmatrix.runner.names.OptionNames;

/**
 * The properties that routes and components get, from three sources, the stronger first: the option
 * {@code --property}, the environment, {@code application.properties} in the working directory.
 *
 * @param properties keys as Camel Main knows them; the account's in one spelling
 */
record Settings(Map<String, String> properties) {

    /** The property that example routes take their room from. */
    static final String ROOM = "matrix.room";

    /** The variable that it comes from. */
    static final String ROOM_VARIABLE = "MATRIX_ROOM";

    private static final String FILE = "application.properties";
    private static final String COMPONENT = "camel.component.matrix.";
    private static final String COMPONENT_VARIABLE = "CAMEL_COMPONENT_MATRIX_";
    private static final String HOMESERVER_URL = COMPONENT + "homeserver-url";
    private static final String USER_ID = COMPONENT + "user-id";
    private static final String ACCESS_TOKEN = COMPONENT + "access-token";
    private static final String PASSWORD = COMPONENT + "password";
    private static final String DEVICE_ID = COMPONENT + "device-id";

    private static final Map<String, String> VARIABLES =
            Map.of(
                    "MATRIX_HOMESERVER_URL",
                    HOMESERVER_URL,
                    "MATRIX_USER_ID",
                    USER_ID,
                    "MATRIX_ACCESS_TOKEN",
                    ACCESS_TOKEN,
                    "MATRIX_PASSWORD",
                    PASSWORD,
                    "MATRIX_DEVICE_ID",
                    DEVICE_ID,
                    ROOM_VARIABLE,
                    ROOM);

    /** Variables that {@code setup} alone reads. */
    private static final Set<String> SETUP_VARIABLES =
            Set.of("MATRIX_REGISTRATION_SECRET", "MATRIX_LOGIN_TOKEN");

    /** The variables that look like the runner's and are none, such as misspelt ones. */
    static List<UnknownVariable> unknownVariables(Map<String, String> environment) {
        return UnknownVariable.of(environment, VARIABLES.keySet(), SETUP_VARIABLES);
    }

    Settings {
        properties = Map.copyOf(properties);
    }

    /**
     * Reads the sources.
     *
     * @param directory where {@code application.properties} is looked for, which may be missing
     * @param environment the environment variables; empty ones count as not set
     * @param options what {@code --property} gives
     * @throws IllegalArgumentException if the file is there and cannot be read; the message says so
     */
    static Settings of(
            Path directory, Map<String, String> environment, Map<String, String> options) {
        Map<String, String> merged = new LinkedHashMap<>();
        Properties stored = stored(directory.resolve(FILE));
        for (String key : stored.stringPropertyNames()) {
            if (!isSet(environment, variable(key))) {
                merged.put(spelled(key), stored.getProperty(key));
            }
        }
        environment.forEach(
                (name, value) -> {
                    if (name.startsWith(COMPONENT_VARIABLE) && !value.isBlank()) {
                        merged.put(property(name), value);
                    }
                });
        VARIABLES.forEach(
                (name, key) -> {
                    if (isSet(environment, name)) {
                        merged.put(key, environment.get(name));
                    }
                });
        options.forEach((key, value) -> merged.put(spelled(key), value));
        return new Settings(merged);
    }

    private static Properties stored(Path file) {
        Properties stored = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
                stored.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException(FILE + " cannot be read: " + e.getMessage(), e);
            }
        }
        return stored;
    }

    /** {@code CAMEL_COMPONENT_MATRIX_USER_ID}, which Camel Main reads too, as the property. */
    private static String property(String variable) {
        String option = variable.substring(COMPONENT_VARIABLE.length());
        return COMPONENT + option.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The variable that Camel takes for a property, such as {@code DB_URL} for {@code db.url}. */
    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Camel takes {@code accessToken} and {@code access-token} alike; here they are one key. */
    private static String spelled(String key) {
        return VARIABLES.values().stream()
                .filter(known -> known.replace("-", "").equalsIgnoreCase(key.replace("-", "")))
                .findFirst()
                .orElse(key);
    }

    /** Whether nothing says which account or room to use. */
    boolean nameNoAccount() {
        return VARIABLES.values().stream().noneMatch(properties::containsKey);
    }

    /**
     * What sentences of the component call an option: the environment's variable where the user set
     * it there, or sets the account there and has not set this option anywhere.
     */
    OptionNames names(Map<String, String> environment) {
        boolean accountOfEnvironment =
                VARIABLES.keySet().stream()
                        .anyMatch(name -> !name.equals(ROOM_VARIABLE) && isSet(environment, name));
        return new OptionNames(
                option ->
                        option.variable()
                                .filter(
                                        variable ->
                                                isSet(environment, variable)
                                                        || accountOfEnvironment
                                                                && !properties.containsKey(
                                                                        VARIABLES.get(variable))));
    }

    private static boolean isSet(Map<String, String> environment, String name) {
        String value = environment.get(name);
        return value != null && !value.isBlank();
    }

    /** Whether the homeserver may be asked by HTTPS: the one of the settings, or one of a route. */
    boolean mayUseTls() {
        String url = properties.get(HOMESERVER_URL);
        return url == null || !url.startsWith("http:");
    }

    /** The account that endpoints have by default. */
    Account account() {
        return new Account(
                properties.get(HOMESERVER_URL),
                properties.get(USER_ID),
                properties.get(ACCESS_TOKEN),
                properties.get(PASSWORD));
    }

    /** What the examples need and do not have, as a sentence. */
    Optional<String> lack() {
        return account().lack(!properties.containsKey(ROOM));
    }

    /** The same with a room for the examples. */
    Settings withRoom(String room) {
        Map<String, String> more = new LinkedHashMap<>(properties);
        more.put(ROOM, room);
        return new Settings(more);
    }

    /**
     * The properties for Camel Main. What the environment gives is named and not repeated, so that
     * Camel does not take a secret for one that is written in a file.
     */
    Map<String, String> placeholders(Map<String, String> environment) {
        Map<String, String> named = new LinkedHashMap<>(properties);
        VARIABLES.forEach(
                (name, key) ->
                        named.computeIfPresent(
                                key,
                                (same, value) ->
                                        value.equals(environment.get(name))
                                                ? "{{env:" + name + "}}"
                                                : value));
        return named;
    }

    /** The values that no output may show. */
    Set<String> secrets() {
        return properties.entrySet().stream()
                .filter(entry -> isSecret(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isSecret(String key) {
        String name = key.toLowerCase(Locale.ROOT);
        return name.contains("token") || name.contains("password") || name.contains("secret");
    }
}
