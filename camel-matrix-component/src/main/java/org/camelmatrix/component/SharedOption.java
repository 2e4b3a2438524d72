// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * An option that all endpoints of an account share, as the account has one connection, one device
 * and one queue. Its label in the catalog is {@code account}.
 */
enum SharedOption {
    DEVICE_DISPLAY_NAME(
            AccountConfiguration::getDeviceDisplayName,
            (options, value) -> options.setDeviceDisplayName((String) value)),
    MAXIMUM_PENDING(
            AccountConfiguration::getMaximumPending,
            (options, value) -> options.setMaximumPending((Integer) value)),
    ENCRYPTION_CHECK_INTERVAL(
            AccountConfiguration::getEncryptionCheckInterval,
            (options, value) -> options.setEncryptionCheckInterval((Long) value)),
    CONNECT_TIMEOUT(
            AccountConfiguration::getConnectTimeout,
            (options, value) -> options.setConnectTimeout((Long) value)),
    RESPONSE_TIMEOUT(
            AccountConfiguration::getResponseTimeout,
            (options, value) -> options.setResponseTimeout((Long) value)),
    CONNECTIONS_PER_ROUTE(
            AccountConfiguration::getConnectionsPerRoute,
            (options, value) -> options.setConnectionsPerRoute((Integer) value)),
    PROXY_AUTH_USERNAME(
            AccountConfiguration::getProxyAuthUsername,
            (options, value) -> options.setProxyAuthUsername((String) value)),
    PROXY_AUTH_PASSWORD(
            AccountConfiguration::getProxyAuthPassword,
            (options, value) -> options.setProxyAuthPassword((String) value));

    private final Function<AccountConfiguration, Object> getter;
    private final BiConsumer<AccountConfiguration, Object> setter;

    SharedOption(
            Function<AccountConfiguration, Object> getter,
            BiConsumer<AccountConfiguration, Object> setter) {
        this.getter = getter;
        this.setter = setter;
    }

    /** The name in URIs, such as {@code maximumPending}. */
    String word() {
        StringBuilder word = new StringBuilder();
        for (String part : name().split("_")) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        word.setCharAt(0, Character.toLowerCase(word.charAt(0)));
        return word.toString();
    }

    /** The value of each option. */
    static Map<SharedOption, Object> valuesOf(AccountConfiguration options) {
        Map<SharedOption, Object> values = new EnumMap<>(SharedOption.class);
        for (SharedOption option : values()) {
            values.put(option, option.getter.apply(options));
        }
        return values;
    }

    void set(AccountConfiguration options, Object value) {
        setter.accept(options, value);
    }

    /** A value as an error shows it, without secrets. */
    String shown(Object value) {
        return switch (this) {
            case PROXY_AUTH_USERNAME, PROXY_AUTH_PASSWORD ->
                    value == null ? "not set" : "a hidden value";
            case ENCRYPTION_CHECK_INTERVAL, CONNECT_TIMEOUT, RESPONSE_TIMEOUT -> value + " ms";
            case DEVICE_DISPLAY_NAME, MAXIMUM_PENDING, CONNECTIONS_PER_ROUTE ->
                    String.valueOf(value);
        };
    }
}
