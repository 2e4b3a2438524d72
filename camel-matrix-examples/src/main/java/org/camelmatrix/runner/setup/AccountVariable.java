// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.camelmatrix.component.MatrixConfiguration;

/**
 * The environment variables that name an account. Their values are taken as they are: a password
 * may hold what would be a placeholder in a property.
 */
enum AccountVariable {
    HOMESERVER_URL(MatrixConfiguration::setHomeserverUrl),
    USER_ID(MatrixConfiguration::setUserId),
    ACCESS_TOKEN(MatrixConfiguration::setAccessToken),
    PASSWORD(MatrixConfiguration::setPassword),
    DEVICE_ID(MatrixConfiguration::setDeviceId);

    private final BiConsumer<MatrixConfiguration, String> option;

    AccountVariable(BiConsumer<MatrixConfiguration, String> option) {
        this.option = option;
    }

    /** Its value, or null where it is not set. */
    String value(Map<String, String> environment) {
        String value = environment.get("MATRIX_" + name());
        return value == null || value.isBlank() ? null : value;
    }

    /** Whether a property has its value from this variable. */
    boolean gives(String key, String value, Map<String, String> environment) {
        return key.equals(property()) && value.equals(value(environment));
    }

    /** Sets the option that it is about, if it is set itself and no other source wins over it. */
    void apply(
            MatrixConfiguration options,
            Map<String, String> properties,
            Map<String, String> environment) {
        String value = value(environment);
        if (value != null && value.equals(properties.get(property()))) {
            option.accept(options, value);
        }
    }

    private String property() {
        return "camel.component.matrix." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
