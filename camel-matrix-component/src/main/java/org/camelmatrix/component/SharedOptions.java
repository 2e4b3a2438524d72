// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.camelmatrix.MatrixConfigurationException;

/**
 * The values of the shared options, and which endpoint set each. An endpoint sets an option if its
 * URI names it, or if its value is not the one that it took from the component. The value of the
 * component is the default of all endpoints.
 *
 * @param values a value for each option
 */
record SharedOptions(Map<SharedOption, Value> values) {

    /**
     * The value of an option.
     *
     * @param value the value, or null
     * @param setBy the URI of the endpoint that set it, without secrets, or null if it is a default
     */
    record Value(Object value, String setBy) {

        boolean isSet() {
            return setBy != null;
        }

        private boolean differs(Value other) {
            return !Objects.equals(value, other.value);
        }
    }

    SharedOptions {
        values = Collections.unmodifiableMap(new EnumMap<>(values));
    }

    /**
     * The options of an endpoint.
     *
     * @param inherited the values that the endpoint took from the component
     * @param named the names of the options in its URI
     * @param endpoint its URI, without secrets
     */
    static SharedOptions of(
            AccountConfiguration options,
            Map<SharedOption, Object> inherited,
            Set<String> named,
            String endpoint) {
        Map<SharedOption, Value> values = new EnumMap<>(SharedOption.class);
        SharedOption.valuesOf(options)
                .forEach(
                        (option, value) -> {
                            boolean isSet =
                                    named.contains(option.word())
                                            || !Objects.equals(value, inherited.get(option));
                            values.put(option, new Value(value, isSet ? endpoint : null));
                        });
        return new SharedOptions(values);
    }

    /**
     * These options, and for those that are defaults the values that another endpoint of the
     * account set.
     *
     * @param account the name of the account, for the failure
     * @throws MatrixConfigurationException if both set different values
     */
    SharedOptions and(SharedOptions others, String account) {
        Map<SharedOption, Value> all = new EnumMap<>(values);
        others.values.forEach(
                (option, other) -> {
                    Value mine = values.get(option);
                    if (other.isSet() && mine.isSet() && other.differs(mine)) {
                        throw different(option, other, mine, account);
                    }
                    if (other.isSet() && !mine.isSet()) {
                        all.put(option, other);
                    }
                });
        return new SharedOptions(all);
    }

    /** The options that are set here and have another value there. */
    List<SharedOption> setOtherwiseThan(SharedOptions others) {
        return Stream.of(SharedOption.values())
                .filter(option -> of(option).isSet() && of(option).differs(others.of(option)))
                .toList();
    }

    Value of(SharedOption option) {
        return values.get(option);
    }

    /** The failure of two endpoints that set different values. */
    static MatrixConfigurationException different(
            SharedOption option, Value one, Value other, String account) {
        return new MatrixConfigurationException(
                "The option "
                        + option.word()
                        + " differs between two endpoints of the account "
                        + account
                        + ", which has one value for all: it is "
                        + option.shown(one.value())
                        + " for "
                        + one.setBy()
                        + " and "
                        + option.shown(other.value())
                        + " for "
                        + other.setBy()
                        + ". Set it on the component, or give it one value");
    }

    /** Writes the values into the options. */
    void applyTo(AccountConfiguration options) {
        values.forEach((option, value) -> option.set(options, value.value()));
    }
}
