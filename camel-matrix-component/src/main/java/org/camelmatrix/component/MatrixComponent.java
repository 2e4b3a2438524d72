// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.camel.Endpoint;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.service.ServiceHelper;

/** Sends messages to Matrix rooms and receives them: {@code matrix:recipient?options}. */
@Component("matrix")
public class MatrixComponent extends DefaultComponent implements SSLContextParametersAware {

    /** How other Matrix services spell these options. */
    private static final Map<String, String> OTHER_SPELLINGS =
            Map.of("homeserverURL", "homeserverUrl", "userID", "userId", "deviceID", "deviceId");

    private static final String DYNAMIC_OPTIONS =
            "action,format,media,mentions,messageType,oversize,via";

    @Metadata(
            description =
                    "The default options of all endpoints. An option of an endpoint overrides them.")
    private MatrixConfiguration configuration = new MatrixConfiguration();

    @Metadata(
            label = "security",
            defaultValue = "false",
            description = "Whether to use the global TLS stores of the CamelContext.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "health",
            defaultValue = "true",
            description =
                    "Whether each account has a readiness check, named matrix- and the"
                            + " userId (or the homeserverUrl). It needs the dependency camel-health.")
    private boolean healthCheckEnabled = true;

    @Metadata(
            label = "security",
            defaultValue = DYNAMIC_OPTIONS,
            description =
                    "The options, separated by commas, that a URI may contain if the whole"
                            + " URI comes from a message (recipientList, routingSlip). Other"
                            + " options in such a URI are refused. With toD, enrich and wireTap the"
                            + " options that the route itself names are always allowed; this list"
                            + " applies to options that the message adds.")
    private String dynamicOptions = DYNAMIC_OPTIONS;

    private final ShownUri shownUri = new ShownUri();
    private final Arrivals arrivals = new Arrivals();
    private final RouteStops routeStops = new RouteStops(this);
    private MatrixAccounts accounts;
    private StateStores stores;

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
            throws Exception {
        OTHER_SPELLINGS.forEach(
                (other, ours) -> {
                    if (parameters.containsKey(other)) {
                        parameters.putIfAbsent(ours, parameters.remove(other));
                    }
                });
        parameters.computeIfPresent("via", (name, value) -> joined(value));
        String recipient = EndpointPath.recipient(uri, remaining, parameters);
        dynamicOptions().require(parameters);
        MatrixConfiguration options = getConfiguration().copy();
        options.dropCredentialsFor(parameters.keySet());
        MatrixEndpoint endpoint = new MatrixEndpoint(shownUri.of(uri), this, recipient, options);
        endpoint.setOptionsInUri(parameters.keySet());
        try {
            setProperties(endpoint, parameters);
        } catch (PropertyBindingException e) {
            throw OptionValues.wrong(e, type(e.getPropertyName()));
        }
        endpoint.requireRecipient();
        return endpoint;
    }

    /** A misspelt option may hold a secret, which Camel would show. */
    @Override
    protected void validateParameters(
            String uri, Map<String, Object> parameters, String optionPrefix) {
        if (parameters != null && !parameters.isEmpty()) {
            throw OptionNames.ofEndpoints().unknown(parameters.keySet());
        }
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return CheckedOptions.of(
                super.getComponentPropertyConfigurer(), OptionNames.ofTheComponent());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return CheckedOptions.of(super.getEndpointPropertyConfigurer());
    }

    private Class<?> type(String option) {
        return getEndpointPropertyConfigurer() instanceof PropertyConfigurerGetter options
                ? options.getOptionType(option, true)
                : null;
    }

    /** {@code via} may repeat, as it does in {@code matrix:} URIs. */
    private static Object joined(Object value) {
        return value instanceof Collection<?> servers
                ? servers.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value;
    }

    @Override
    protected void doStart() throws Exception {
        dynamicOptions().requireNames(OptionNames.ofEndpoints());
        accounts = new MatrixAccounts(getCamelContext(), healthCheckEnabled);
        stores = new StateStores(getCamelContext());
        ServiceHelper.startService(accounts);
        getCamelContext().getManagementStrategy().addEventNotifier(routeStops);
        routeStops.watchStarted(getCamelContext());
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        getCamelContext().getManagementStrategy().removeEventNotifier(routeStops);
        ServiceHelper.stopService(accounts);
    }

    MatrixAccounts accounts() {
        return accounts;
    }

    StateStores stores() {
        return stores;
    }

    Arrivals arrivals() {
        return arrivals;
    }

    DynamicOptions dynamicOptions() {
        return DynamicOptions.of(dynamicOptions);
    }

    public String getDynamicOptions() {
        return dynamicOptions;
    }

    public void setDynamicOptions(String dynamicOptions) {
        this.dynamicOptions = dynamicOptions;
    }

    public boolean isHealthCheckEnabled() {
        return healthCheckEnabled;
    }

    public void setHealthCheckEnabled(boolean healthCheckEnabled) {
        this.healthCheckEnabled = healthCheckEnabled;
    }

    public MatrixConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(MatrixConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }
}
