// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.camelmatrix.MatrixConfigurationException;

/**
 * The values of shared options, and which endpoint chose each. An endpoint chooses an option if its
 * URI names it, or if its value is not the default. An option that it does not choose takes the
 * value that another endpoint of the account has chosen.
 *
 * @param endpoint the URI of the endpoint that has them, without secrets
 * @param choices the chosen options
 */
record SharedOptions(String endpoint, Map<SharedOption, Choice> choices) {

    /**
     * A chosen value.
     *
     * @param value the value, which is null only if it is a default
     * @param endpoint the URI of the endpoint that chose it, without secrets
     */
    record Choice(Object value, String endpoint) {}

    SharedOptions {
        Map<SharedOption, Choice> ordered = new EnumMap<>(SharedOption.class);
        ordered.putAll(choices);
        choices = Collections.unmodifiableMap(ordered);
    }

    /**
     * The options that an endpoint chooses.
     *
     * @param named the names of the options in its URI
     */
    static SharedOptions of(AccountConfiguration options, Set<String> named, String endpoint) {
        Map<SharedOption, Choice> choices = new EnumMap<>(SharedOption.class);
        for (SharedOption option : SharedOption.values()) {
            Object value = option.of(options);
            boolean isDefault = Objects.equals(value, option.defaultValue());
            if (value != null && (!isDefault || named.contains(option.word()))) {
                choices.put(option, new Choice(value, endpoint));
            }
        }
        return new SharedOptions(endpoint, choices);
    }

    /**
     * These and the options of another endpoint of the account.
     *
     * @throws MatrixConfigurationException if the endpoints chose different values
     */
    SharedOptions and(SharedOptions others, String account) {
        others.requireSame(this, account);
        Map<SharedOption, Choice> all = new EnumMap<>(SharedOption.class);
        all.putAll(others.choices);
        all.putAll(choices);
        return new SharedOptions(endpoint, all);
    }

    /** These, and the defaults of all others. */
    SharedOptions withDefaults() {
        Map<SharedOption, Choice> all = new EnumMap<>(SharedOption.class);
        for (SharedOption option : SharedOption.values()) {
            all.put(option, new Choice(option.defaultValue(), endpoint));
        }
        all.putAll(choices);
        return new SharedOptions(endpoint, all);
    }

    /**
     * Requires that the options that both have are the same.
     *
     * @throws MatrixConfigurationException naming the option and both endpoints
     */
    void requireSame(SharedOptions others, String account) {
        choices.forEach(
                (option, mine) -> {
                    Choice other = others.choices.get(option);
                    if (other != null && !mine.value().equals(other.value())) {
                        throw different(option, other, mine, account);
                    }
                });
    }

    private static MatrixConfigurationException different(
            SharedOption option, Choice one, Choice other, String account) {
        return new MatrixConfigurationException(
                "The option "
                        + option.word()
                        + " differs between two endpoints of the account "
                        + account
                        + ", which has one value for all: it is "
                        + option.shown(one.value())
                        + " for "
                        + one.endpoint()
                        + " and "
                        + option.shown(other.value())
                        + " for "
                        + other.endpoint()
                        + ". Set it on the component, or give it one value");
    }

    /** Sets the chosen values. */
    void applyTo(AccountConfiguration options) {
        choices.forEach((option, choice) -> option.set(options, choice.value()));
    }
}
