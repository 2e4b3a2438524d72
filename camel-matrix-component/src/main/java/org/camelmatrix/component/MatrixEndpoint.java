// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Expression;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Language;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.LanguageSupport;
import org.apache.camel.support.SynchronousDelegateProducer;
import org.apache.hc.client5.http.classic.HttpClient;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.event.BaseUrl;
import org.camelmatrix.event.Recipient;
import org.camelmatrix.event.UserId;
import org.camelmatrix.internal.account.AccountSettings;
import org.camelmatrix.internal.account.EncryptionSettings;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.internal.account.SentMessages;
import org.camelmatrix.internal.http.Secret;
import org.camelmatrix.internal.queue.RetryPolicy;
import org.camelmatrix.internal.sync.Interest;
import org.camelmatrix.internal.sync.StartFrom;
import org.camelmatrix.internal.sync.SubscriptionSettings;
import org.camelmatrix.store.StateStore;

/** Send messages to rooms of Matrix, the open network for communication, and receive them. */
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

    private static final Pattern LINE_ENDS = Pattern.compile("\\A\\s*\\R\\s*|\\s*\\R\\s*\\z");

    @UriPath(
            description =
                    "The room: an id (!id or !id:server), an alias (#name:server, %23name:server),"
                            + " the path of a matrix: URI (roomid/id, r/name:server), a matrix.to"
                            + " link; to send to, a user (an at sign, name:server), in the room for two; or an"
                            + " asterisk: to send, where each message names its room by the header"
                            + " CamelMatrixOverrideRoom, and to receive from all rooms that the"
                            + " account is in.")
    @Metadata(required = true)
    private final String recipient;

    @UriParam private final MatrixConfiguration configuration;

    @UriParam(
            label = "common",
            description =
                    "Servers that can help to join the room, separated by commas; it may also"
                            + " repeat, as in matrix: URIs.")
    private String via;

    @UriParam(
            label = "advanced",
            description = "Accepted, as matrix: URIs may have it, and ignored.")
    private String action;

    private boolean roomChecked;

    public MatrixEndpoint(
            String uri,
            MatrixComponent component,
            String recipient,
            MatrixConfiguration configuration) {
        super(uri, component);
        this.recipient = recipient;
        this.configuration = configuration;
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
     * There is none: what waits to be polled would count as done, and be lost at a stop.
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

    /** The account that the endpoint's options describe; made by the first endpoint that asks. */
    MatrixAccount account() {
        requireOwnCredentials();
        AccountSettings account = accountSettings();
        HttpSettings http = httpSettings();
        int maximumPending =
                OptionValues.atLeast(1, "maximumPending", configuration.getMaximumPending());
        return getComponent()
                .accounts()
                .account(new AccountOptions(account, http, maximumPending), getEndpointUri());
    }

    /** How long a message may go on. */
    RetryPolicy retryPolicy() {
        return new RetryPolicy(
                OptionValues.atLeast(0, "maximumRetries", configuration.getMaximumRetries()),
                OptionValues.duration("maximumRetryTime", configuration.getMaximumRetryTime()),
                OptionValues.positiveDuration(
                        "maximumRetryDelay", configuration.getMaximumRetryDelay()),
                configuration.getMaximumWait() == null
                        ? null
                        : OptionValues.duration("maximumWait", configuration.getMaximumWait()),
                configuration.getPendingPolicy());
    }

    /**
     * What tells two messages apart, or null.
     *
     * @throws MatrixConfigurationException if it is the same for all, which would send one alone
     */
    Expression idempotentKey() {
        String key = configuration.getIdempotentKey();
        if (key == null) {
            return null;
        }
        if (!LanguageSupport.hasSimpleFunction(key)) {
            throw new MatrixConfigurationException(
                    "The option idempotentKey is "
                            + (key.isBlank() ? "empty" : key + ", the same for every message")
                            + ": write an expression such as ${header.JMSMessageID}");
        }
        return getCamelContext().resolveLanguage("simple").createExpression(key);
    }

    /**
     * What a consumer listens to.
     *
     * @param name what its position is kept under, or null for the room with the filters
     * @param route the id of its route, or null; it may be another one after a restart
     */
    SubscriptionSettings subscription(String name, String route) {
        requireOwnCredentials();
        Recipient from = requireRecipient();
        if (from instanceof Recipient.User) {
            throw new MatrixConfigurationException(
                    from
                            + " is a user, and a route can begin with a room only: give a room id"
                            + " (!…), an alias (#name:server), or * with onlySenders="
                            + from
                            + " for what the user writes in any room");
        }
        Interest interest = interest();
        requireInviters();
        String store = configuration.getSinceStore();
        boolean lasts = store != null && !store.isBlank();
        return new SubscriptionSettings(
                name == null
                        ? from + " " + interest + (lasts || route == null ? "" : " " + route)
                        : name,
                from,
                interest,
                getComponent().stores().sinceStore(configuration),
                option("startFrom", configuration.getStartFrom(), StartFrom::parse),
                OptionValues.atLeast(0, "maximumBackfill", configuration.getMaximumBackfill()),
                OptionValues.atLeast(
                        1, "concurrentConsumers", configuration.getConcurrentConsumers()),
                OptionValues.atLeast(1, "maximumInFlight", configuration.getMaximumInFlight()),
                OptionValues.duration("syncTimeout", configuration.getSyncTimeout()));
    }

    private void requireInviters() {
        boolean none = OptionValues.users("invitesFrom", configuration.getInvitesFrom()).isEmpty();
        if (none && configuration.getAcceptInvites() == InvitePolicy.LISTED) {
            throw new MatrixConfigurationException(
                    "The option acceptInvites is listed, and invitesFrom names nobody: name those"
                            + " there whose invitations are accepted");
        }
    }

    private Interest interest() {
        Set<String> types = OptionValues.names(configuration.getOnlyEventTypes());
        if (types.isEmpty()) {
            throw new MatrixConfigurationException(
                    "The option onlyEventTypes is empty: name a type, or * for all");
        }
        if (configuration.getCommand() != null && configuration.getCommand().isBlank()) {
            throw new MatrixConfigurationException(
                    "The option command is empty: write what a message has to begin with, such as"
                            + " !deploy, or leave it out");
        }
        Boolean ignoreNotices = configuration.getIgnoreNotices();
        return new Interest(
                types,
                OptionValues.messageTypes("onlyMessageTypes", configuration.getOnlyMessageTypes()),
                OptionValues.users("onlySenders", configuration.getOnlySenders()),
                configuration.isIgnoreOwn(),
                ignoreNotices == null ? getExchangePattern().isOutCapable() : ignoreNotices,
                configuration.isIncludeEdits(),
                configuration.isOnlyMentions(),
                configuration.getCommand(),
                configuration.isIncludeRedacted());
    }

    /**
     * The users that an option names.
     *
     * @throws MatrixConfigurationException if one of them is none
     */
    static List<UserId> users(String option, String list) {
        try {
            return OptionValues.names(list).stream().map(UserId::new).toList();
        } catch (IllegalArgumentException e) {
            throw new MatrixConfigurationException(
                    "The option " + option + " is not valid: " + e.getMessage());
        }
    }

    /**
     * The operations that a message may ask for itself.
     *
     * @throws MatrixConfigurationException if the option names something else
     */
    Set<MatrixOperation> allowedOperations() {
        Set<MatrixOperation> allowed = EnumSet.of(configuration.getOperation());
        for (String word : OptionValues.names(configuration.getAllowedOperations())) {
            try {
                allowed.add(MatrixOperation.of(word));
            } catch (IllegalArgumentException e) {
                throw new MatrixConfigurationException(
                        "The option allowedOperations is not valid: " + e.getMessage());
            }
        }
        requireNamed(MatrixOperation.REQUEST);
        return allowed;
    }

    /**
     * What may do anything has to be allowed by name, also where the endpoint asks for it itself.
     */
    private void requireNamed(MatrixOperation operation) {
        boolean named =
                OptionValues.names(configuration.getAllowedOperations()).stream()
                        .anyMatch(word -> MatrixOperation.of(word) == operation);
        if (configuration.getOperation() == operation && !named) {
            throw new MatrixConfigurationException(
                    "The option operation="
                            + operation.word()
                            + " needs allowedOperations="
                            + operation.word()
                            + " as well: by it, messages can do all that the account may do");
        }
    }

    /** The messages that were sent before, or null. */
    SentMessages sentMessages() {
        requireOwnCredentials();
        StateStore store = getComponent().stores().idempotentStore(configuration);
        return store == null ? null : new SentMessages(store);
    }

    /**
     * The messages that are states of others, or null without updateKey.
     *
     * @throws MatrixConfigurationException if there is an end of what has no key
     */
    KeyedMessages keyedMessages() {
        requireOwnCredentials();
        String key = configuration.getUpdateKey();
        String end = configuration.getUpdateEnd();
        if (key == null || key.isBlank()) {
            if (end != null) {
                throw new MatrixConfigurationException(
                        "The option updateEnd needs updateKey, which tells what it is the end of");
            }
            return null;
        }
        Language simple = getCamelContext().resolveLanguage("simple");
        return new KeyedMessages(
                simple.createExpression(key),
                end == null || end.isBlank() ? null : simple.createPredicate(end),
                configuration.getUpdateMode(),
                getComponent().stores().updateStore(configuration));
    }

    /**
     * An endpoint that goes to another server than the component does not take the component's
     * secrets there: the URI may hold what came from outside, as in {@code toD} or {@code
     * recipientList}. This comes before any store is made.
     */
    private void requireOwnCredentials() {
        if (configuration.getProxyHost() != null && configuration.getProxyPort() == null) {
            throw new MatrixConfigurationException(
                    "The option proxyHost is set without proxyPort: set both");
        }
        MatrixConfiguration common = getComponent().getConfiguration();
        boolean elsewhere =
                !Objects.equals(
                                option(
                                        "homeserverUrl",
                                        configuration.getHomeserverUrl(),
                                        BaseUrl::new),
                                option("homeserverUrl", common.getHomeserverUrl(), BaseUrl::new))
                        || !Objects.equals(configuration.getUserId(), common.getUserId())
                        || !Objects.equals(configuration.getProxyHost(), common.getProxyHost())
                        || !Objects.equals(configuration.getProxyPort(), common.getProxyPort());
        if (elsewhere
                && (isTaken(configuration.getAccessToken(), common.getAccessToken())
                        || isTaken(configuration.getPassword(), common.getPassword())
                        || isTaken(
                                configuration.getAuthenticationToken(),
                                common.getAuthenticationToken()))) {
            throw new MatrixConfigurationException(
                    "The endpoint has its own homeserverUrl, userId or proxy, so it needs its own"
                            + " accessToken or password; the component's are for the component's"
                            + " account alone");
        }
    }

    private static boolean isTaken(String own, String common) {
        return own != null && own.equals(common);
    }

    /**
     * The HTTP client that the options describe, with their time limits, TLS stores and proxy. The
     * component closes it.
     */
    public HttpClient httpClient() {
        return getComponent().accounts().httpClient(httpSettings());
    }

    /** Where the account keeps what outlives a restart, as the option sessionStore says. */
    public StateStore stateStore() {
        return getComponent().stores().memory(configuration);
    }

    private AccountSettings accountSettings() {
        return new AccountSettings(
                option("homeserverUrl", configuration.getHomeserverUrl(), BaseUrl::new),
                option("userId", configuration.getUserId(), UserId::new),
                option("accessToken", configuration.getAccessToken(), MatrixEndpoint::token),
                configuration.isApplicationService(),
                option("password", configuration.getPassword(), Secret::new),
                option("authenticationToken", configuration.getAuthenticationToken(), Secret::new),
                option("deviceId", configuration.getDeviceId(), Function.identity()),
                configuration.getDeviceDisplayName(),
                getComponent().stores().sessionStore(configuration),
                new EncryptionSettings(
                        configuration.getEncryption(),
                        OptionValues.duration(
                                "encryptionCheckInterval",
                                configuration.getEncryptionCheckInterval()),
                        getComponent().stores().memory(configuration)));
    }

    private HttpSettings httpSettings() {
        if (configuration.getProxyPort() != null) {
            OptionValues.atLeast(1, "proxyPort", configuration.getProxyPort());
        }
        return new HttpSettings(
                OptionValues.duration("connectTimeout", configuration.getConnectTimeout()),
                OptionValues.duration("responseTimeout", configuration.getResponseTimeout()),
                OptionValues.atLeast(
                        1, "connectionsPerRoute", configuration.getConnectionsPerRoute()),
                isPlain(configuration.getHomeserverUrl()),
                configuration.getSslContextParameters(),
                getComponent().isUseGlobalSslContextParameters(),
                configuration.getProxyHost(),
                configuration.getProxyPort(),
                configuration.getProxyAuthUsername(),
                configuration.getProxyAuthPassword());
    }

    /** Where the homeserver is yet to be found, it is asked by HTTPS. */
    private static boolean isPlain(String homeserverUrl) {
        return homeserverUrl != null
                && homeserverUrl.strip().regionMatches(true, 0, "http:", 0, "http:".length());
    }

    private static <T> T option(String name, String text, Function<String, T> form) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            return form.apply(withoutLineEnds(text));
        } catch (IllegalArgumentException e) {
            throw new MatrixConfigurationException(
                    "The option " + name + " is not valid: " + e.getMessage());
        }
    }

    /** A value that comes from a file ends with the file's last line end. */
    private static String withoutLineEnds(String text) {
        return LINE_ENDS.matcher(text).replaceAll("");
    }

    private static Secret token(String text) {
        if (text.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IllegalArgumentException(
                    "it holds a space, a line break or another character that no token has;"
                            + " take it out, or write accessToken=RAW(...) in a URI where the token"
                            + " has a plus sign");
        }
        return new Secret(text);
    }

    /**
     * Lets producers that start from now on find out whether messages can be sent to the room, and
     * fail to start where they cannot. While the homeserver is away they start.
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
