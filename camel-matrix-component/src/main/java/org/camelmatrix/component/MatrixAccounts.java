package org.camelmatrix.component;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.classic.HttpClient;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.account.AccountSettings;
import org.camelmatrix.account.MatrixAccount;
import org.camelmatrix.client.ClassicTransport;
import org.camelmatrix.client.Transport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The accounts of one component and the HTTP clients that they share.
 *
 * <p>Any thread may ask for an account; the CamelContext's thread starts and stops.
 */
final class MatrixAccounts extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(MatrixAccounts.class);

    private final CamelContext camelContext;
    private final Map<HttpSettings, HttpEndpoint> clients = new ConcurrentHashMap<>();
    private final Map<Key, Entry> accounts = new ConcurrentHashMap<>();
    private ExecutorService executor;

    private record Key(AccountSettings.Identity identity, HttpSettings.Way way) {}

    private record Entry(AccountSettings settings, HttpSettings http, MatrixAccount account) {}

    MatrixAccounts(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /** The account, made with the first endpoint's settings where others differ in small things. */
    MatrixAccount account(AccountSettings settings, HttpSettings http) {
        Entry entry =
                accounts.computeIfAbsent(
                        new Key(settings.identity(), http.way()),
                        key ->
                                new Entry(
                                        settings,
                                        http,
                                        new MatrixAccount(
                                                settings,
                                                transport(http),
                                                executor,
                                                InstantSource.system())));
        if (!entry.settings().equals(settings) || !entry.http().equals(http)) {
            LOG.warn(
                    "Endpoints of the account {} differ in how they reach the homeserver or name"
                            + " their device; the first one's options count",
                    settings.userId() == null ? settings.homeserverUrl() : settings.userId());
        }
        return entry.account();
    }

    private Transport transport(HttpSettings http) {
        return new ClassicTransport(httpClient(http), http.responseTimeout());
    }

    HttpClient httpClient(HttpSettings http) {
        return clients.computeIfAbsent(http, this::open).getHttpClient();
    }

    private HttpEndpoint open(HttpSettings http) {
        try {
            return http.open(camelContext, userAgent());
        } catch (Exception e) {
            throw new MatrixConfigurationException(
                    "The connection to the homeserver cannot be set up: "
                            + e.getMessage()
                            + "; check the options sslContextParameters and proxyHost",
                    e);
        }
    }

    private String userAgent() {
        String version = getClass().getPackage().getImplementationVersion();
        return "camel-matrix"
                + (version == null ? "" : '/' + version)
                + " (Apache Camel "
                + camelContext.getVersion()
                + ')';
    }

    @Override
    protected void doStart() {
        executor = camelContext.getExecutorServiceManager().newCachedThreadPool(this, "Matrix");
    }

    @Override
    protected void doStop() {
        accounts.values().forEach(entry -> entry.account().close());
        accounts.clear();
        clients.values().forEach(HttpEndpoint::stop);
        clients.clear();
        camelContext.getExecutorServiceManager().shutdown(executor);
    }
}
