package org.camelmatrix.component;

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

    private CheckedOptions(PropertyConfigurer options, PropertyConfigurerGetter types) {
        this.options = options;
        this.types = types;
    }

    /**
     * @param options as the build makes them; may be null
     */
    static PropertyConfigurer of(PropertyConfigurer options) {
        return options instanceof PropertyConfigurerGetter types
                ? new CheckedOptions(options, types)
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
        return options.configure(camelContext, target, name, value, ignoreCase);
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
