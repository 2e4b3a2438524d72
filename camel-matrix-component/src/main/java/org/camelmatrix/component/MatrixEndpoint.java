// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.SynchronousDelegateProducer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.store.StateStore;

/** Send and receive messages in rooms of Matrix, the open network for communication. */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "matrix",
        title = "Matrix",
        syntax = "matrix:recipient",
        category = {Category.CHAT, Category.SOCIAL},
        headersClass = MatrixConstants.class)
@ManagedResource(description = "Managed Matrix endpoint")
public class MatrixEndpoint extends MeasuredEndpoint
        implements AsyncEndpoint, EndpointServiceLocation, MultipleConsumersSupport {

    @UriPath(
            description =
                    "The room to send to or to receive from: a room id (!id or !id:server),"
                            + " an alias (#name:server, %23name:server), the path of a matrix: URI"
                            + " (roomid/id, r/name:server) or a matrix.to link. A producer also takes"
                            + " a user (an at sign, name:server) and sends to the direct chat with the"
                            + " user. An asterisk means, for a producer, that each message names its"
                            + " room with the header CamelMatrixOverrideRoom, and for a consumer all"
                            + " rooms that the account is in.")
    @Metadata(required = true)
    private final String recipient;

    @UriParam private final MatrixConfiguration configuration;

    @UriParam(
            label = "common",
            description =
                    "Servers through which the account can join the room, separated by"
                            + " commas. The option may also be repeated, as in matrix: URIs.")
    private String via;

    @UriParam(
            label = "advanced",
            description = "Ignored. The component accepts it because matrix: URIs may contain it.")
    private String action;

    private final Map<SharedOption, Object> inherited;
    private boolean roomChecked;
    private Set<String> optionsInUri = Set.of();

    public MatrixEndpoint(
            String uri,
            MatrixComponent component,
            String recipient,
            MatrixConfiguration configuration) {
        super(uri, component);
        this.recipient = recipient;
        this.configuration = configuration;
        this.inherited = SharedOption.valuesOf(configuration);
    }

    @Override
    public Producer createProducer() {
        Producer producer = new MatrixProducer(this);
        return configuration.isSynchronous() ? new SynchronousDelegateProducer(producer) : producer;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = new MatrixConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /**
     * There is none: an event that waits to be polled would count as processed, and be lost at a
     * stop.
     *
     * @throws MatrixConfigurationException always
     */
    @Override
    public PollingConsumer createPollingConsumer() {
        throw new MatrixConfigurationException(
                "A matrix endpoint cannot be polled, as by pollEnrich, poll or a ConsumerTemplate:"
                        + " events that wait for that would be lost at a stop. Receive with a route"
                        + " that begins with it, and poll where that route sends the events to; or"
                        + " read what a room has with operation=messages");
    }

    /** Each has a position of its own. */
    @Override
    public boolean isMultipleConsumersSupported() {
        return true;
    }

    /** Whom the endpoint sends to where the message names nobody. */
    Recipient requireRecipient() {
        return Recipient.parse(
                recipient, via == null ? List.of() : List.of(via.strip().split("\\s*,\\s*")));
    }

    /** The account of the endpoint. The first endpoint that asks makes it. */
    MatrixAccount account() {
        return getComponent().accounts().account(accountOptions());
    }

    /**
     * The options of the account.
     *
     * @throws MatrixConfigurationException if the endpoint goes to another server, user or proxy
     *     with the credentials of the component
     */
    AccountOptions accountOptions() {
        return new AccountOptions(
                configuration,
                getComponent(),
                SharedOptions.of(configuration, inherited, optionsInUri, getEndpointUri()));
    }

    /** The options for sending; see {@link #accountOptions} for failures. */
    SendOptions sendOptions() {
        accountOptions();
        return new SendOptions(configuration, getCamelContext(), getComponent().stores());
    }

    /** The options for receiving; see {@link #accountOptions} for failures. */
    ReceiveOptions receiveOptions() {
        accountOptions();
        return new ReceiveOptions(
                configuration, getComponent().stores(), getExchangePattern().isOutCapable());
    }

    /** Notes the names of the options in the URI. */
    void setOptionsInUri(Set<String> names) {
        optionsInUri = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        optionsInUri.addAll(names);
    }

    /**
     * The HTTP client that the options describe, with their time limits, TLS stores and proxy. The
     * component closes it.
     */
    public HttpClient httpClient() {
        return getComponent().accounts().httpClient(accountOptions().http());
    }

    /** Where the account keeps what outlives a restart, as the option sessionStore says. */
    public StateStore stateStore() {
        return getComponent().stores().memory(configuration);
    }

    /**
     * Lets producers that start from now on check whether messages can be sent to the room, and
     * fail to start if they cannot. While the homeserver cannot be reached, they start without the
     * check.
     */
    public void checkRoomAtStart() {
        roomChecked = true;
    }

    boolean isRoomChecked() {
        return roomChecked;
    }

    @Override
    public MatrixComponent getComponent() {
        return (MatrixComponent) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return configuration.getHomeserverUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "matrix";
    }

    public String getRecipient() {
        return recipient;
    }

    public MatrixConfiguration getConfiguration() {
        return configuration;
    }

    public String getVia() {
        return via;
    }

    public void setVia(String via) {
        this.via = via;
    }

    public String getAction() {
        return action;
    }

    public void setAction(String action) {
        this.action = action;
    }
}
