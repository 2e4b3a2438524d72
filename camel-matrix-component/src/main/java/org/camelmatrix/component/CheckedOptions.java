// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * The options of the component or of an endpoint, which take no text that is not what they are:
 * Camel itself takes some such texts as 0.
 */
final class CheckedOptions implements PropertyConfigurer, PropertyConfigurerGetter {

    private final PropertyConfigurer options;
    private final PropertyConfigurerGetter types;
    private final OptionNames names;

    private CheckedOptions(
            PropertyConfigurer options, PropertyConfigurerGetter types, OptionNames names) {
        this.options = options;
        this.types = types;
        this.names = names;
    }

    /**
     * @param options as the build makes them; may be null
     */
    static PropertyConfigurer of(PropertyConfigurer options) {
        return of(options, null);
    }

    /**
     * @param options as the build makes them; may be null
     * @param names the only names that there are; null where others are left to the caller
     */
    static PropertyConfigurer of(PropertyConfigurer options, OptionNames names) {
        return options instanceof PropertyConfigurerGetter types
                ? new CheckedOptions(options, types, names)
                : options;
    }

    @Override
    public boolean configure(
            CamelContext camelContext,
            Object target,
            String name,
            Object value,
            boolean ignoreCase) {
        Class<?> type = types.getOptionType(name, ignoreCase);
        if (type != null && value instanceof String text) {
            OptionValues.require(name, type, text);
        }
        if (options.configure(camelContext, target, name, value, ignoreCase)) {
            return true;
        }
        if (names != null && name.indexOf('.') < 0) {
            throw names.unknown(List.of(name));
        }
        return false;
    }

    @Override
    public Class<?> getOptionType(String name, boolean ignoreCase) {
        return types.getOptionType(name, ignoreCase);
    }

    @Override
    public Object getOptionValue(Object target, String name, boolean ignoreCase) {
        return types.getOptionValue(target, name, ignoreCase);
    }

    @Override
    public Object getCollectionValueType(Object target, String name, boolean ignoreCase) {
        return types.getCollectionValueType(target, name, ignoreCase);
    }

    @Override
    public String[] getAutowiredNames() {
        return types.getAutowiredNames();
    }
}
