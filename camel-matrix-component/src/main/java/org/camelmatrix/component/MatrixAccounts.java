// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.EndpointRegistry;
import org.apache.camel.spi.NormalizedEndpointUri;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.hc.client5.http.classic.HttpClient;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.internal.account.AccountStatus;
import org.camelmatrix.internal.account.MatrixAccount;
import org.camelmatrix.internal.http.ClassicTransport;
import org.camelmatrix.internal.http.Transport;
import org.camelmatrix.internal.queue.Workers;

/**
 * The accounts of one component and the HTTP clients that they share.
 *
 * <p>Any thread may ask for an account; the CamelContext's thread starts and stops.
 */
final class MatrixAccounts extends ServiceSupport {

    private final CamelContext camelContext;
    private final boolean checked;
    private final AccountHealthChecks checks;
    private final Map<HttpSettings, HttpEndpoint> clients = new ConcurrentHashMap<>();
    private final Map<AccountOptions.Key, OpenAccount> accounts = new ConcurrentHashMap<>();
    private ExecutorService pool;
    private ScheduledExecutorService timer;
    private Workers workers;

    /**
     * @param camelContext the component's
     * @param checked whether accounts have a health check
     */
    MatrixAccounts(CamelContext camelContext, boolean checked) {
        this.camelContext = camelContext;
        this.checked = checked;
        this.checks = new AccountHealthChecks(camelContext);
    }

    /**
     * The account that the options describe, made if there is none yet.
     *
     * @throws MatrixConfigurationException if an option is not valid, or if another endpoint set a
     *     shared option differently
     */
    MatrixAccount account(AccountOptions options) {
        options.requireValid();
        AccountOptions.Key key = options.key();
        OpenAccount known = accounts.get(key);
        OpenAccount open = known == null ? open(key, options) : known;
        open.admit(options.shared(), this::exists);
        return open.account();
    }

    /** Opens the account, or takes the one that another thread has opened meanwhile. */
    private OpenAccount open(AccountOptions.Key key, AccountOptions first) {
        AccountOptions options = first.with(withOthers(key, first));
        MatrixAccount account =
                new MatrixAccount(
                        options.account(),
                        transport(options.http()),
                        options.maximumPending(),
                        workers,
                        this::newThread,
                        InstantSource.system());
        OpenAccount opened = new OpenAccount(options.name(), account, options.shared());
        OpenAccount earlier = accounts.putIfAbsent(key, opened);
        if (earlier != null) {
            return earlier;
        }
        if (checked) {
            checks.register(options.name(), account);
        }
        return opened;
    }

    /**
     * The shared options with the values that other endpoints of the account set. Only endpoints of
     * routes count, and those that the application made before the start: Camel removes them
     * together with their route. It keeps an endpoint that a message determined for some time, even
     * if its route is removed.
     */
    private SharedOptions withOthers(AccountOptions.Key key, AccountOptions first) {
        EndpointRegistry registry = camelContext.getEndpointRegistry();
        SharedOptions shared = first.shared();
        for (Map.Entry<NormalizedEndpointUri, Endpoint> each : registry.entrySet()) {
            if (each.getValue() instanceof MatrixEndpoint other
                    && isOwn(other)
                    && registry.isStatic(each.getKey().getUri())
                    && isOf(other, key)) {
                shared = shared.and(other.accountOptions().shared(), first.name());
            }
        }
        return shared;
    }

    /**
     * Whether the CamelContext still has an endpoint. It cannot be told of an endpoint that a
     * message determined whether its route is removed: it exists as long as Camel keeps it.
     */
    private boolean exists(String uri) {
        return camelContext.getEndpoints().stream()
                .anyMatch(
                        endpoint ->
                                endpoint instanceof MatrixEndpoint other
                                        && isOwn(other)
                                        && other.getEndpointUri().equals(uri));
    }

    private boolean isOwn(MatrixEndpoint endpoint) {
        return endpoint.getComponent().accounts() == this;
    }

    /** Whether an endpoint is one of an account. One with wrong options fails when it starts. */
    private static boolean isOf(MatrixEndpoint endpoint, AccountOptions.Key key) {
        try {
            return endpoint.accountOptions().key().equals(key);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** How the accounts are now. */
    List<AccountStatus> statuses() {
        return accounts.values().stream().map(entry -> entry.account().status()).toList();
    }

    private Transport transport(HttpSettings http) {
        return new ClassicTransport(httpClient(http), http.responseTimeout());
    }

    private Thread newThread(Runnable task) {
        return camelContext.getExecutorServiceManager().newThread("MatrixSync", task);
    }

    HttpClient httpClient(HttpSettings http) {
        HttpEndpoint known = clients.get(http);
        return (known == null ? opened(http) : known).getHttpClient();
    }

    /** Opens the client, or takes the one that another thread has opened meanwhile. */
    private HttpEndpoint opened(HttpSettings http) {
        HttpEndpoint opened = open(http);
        HttpEndpoint earlier = clients.putIfAbsent(http, opened);
        if (earlier == null) {
            return opened;
        }
        opened.stop();
        return earlier;
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

    /** A route stops; see {@link MatrixAccount#stopping}. */
    void stopping(String route, Duration left) {
        accounts.values().forEach(entry -> entry.account().stopping(route, left));
    }

    /** A route is suspended; see {@link MatrixAccount#suspending}. */
    void suspending(String route, Duration left) {
        accounts.values().forEach(entry -> entry.account().suspending(route, left));
    }

    /** A route has started or is gone; see {@link MatrixAccount#started}. */
    void started(String route) {
        accounts.values().forEach(entry -> entry.account().started(route));
    }

    @Override
    protected void doStart() {
        pool = camelContext.getExecutorServiceManager().newCachedThreadPool(this, "Matrix");
        timer =
                camelContext
                        .getExecutorServiceManager()
                        .newScheduledThreadPool(this, "MatrixTimer", endlessTimer());
        if (timer instanceof ScheduledThreadPoolExecutor plain) {
            plain.setRemoveOnCancelPolicy(true);
        }
        workers = new Workers(pool, timer);
    }

    /** Camel's timers hold 1,000 tasks by default; one that is refused would wake nobody. */
    private static ThreadPoolProfile endlessTimer() {
        return new ThreadPoolProfileBuilder("MatrixTimer")
                .poolSize(1)
                .maxPoolSize(1)
                .maxQueueSize(-1)
                .build();
    }

    @Override
    protected void doStop() {
        checks.unregister();
        accounts.values().forEach(entry -> entry.account().close());
        accounts.clear();
        clients.values().forEach(HttpEndpoint::stop);
        clients.clear();
        camelContext.getExecutorServiceManager().shutdownNow(timer);
        camelContext.getExecutorServiceManager().shutdown(pool);
    }
}
