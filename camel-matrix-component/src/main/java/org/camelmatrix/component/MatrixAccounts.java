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
    private final Map<AccountOptions.Key, Entry> accounts = new ConcurrentHashMap<>();
    private ExecutorService pool;
    private ScheduledExecutorService timer;
    private Workers workers;

    private record Entry(SharedOptions shared, MatrixAccount account) {}

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
     * @throws MatrixConfigurationException if a shared option differs from that of another endpoint
     */
    MatrixAccount account(AccountOptions options) {
        Entry entry =
                accounts.computeIfAbsent(options.key(), key -> open(withOthers(options, key)));
        options.shared().requireSame(entry.shared(), options.name());
        return entry.account();
    }

    /** The options with the shared ones that other endpoints of the account choose. */
    private AccountOptions withOthers(AccountOptions first, AccountOptions.Key key) {
        SharedOptions shared = first.shared();
        for (Endpoint endpoint : camelContext.getEndpoints()) {
            if (endpoint instanceof MatrixEndpoint other
                    && other.getComponent().accounts() == this
                    && isOf(other, key)) {
                shared = shared.and(other.accountOptions().shared(), first.name());
            }
        }
        return first.with(shared);
    }

    /** Whether an endpoint is one of an account. One with wrong options fails when it starts. */
    private static boolean isOf(MatrixEndpoint endpoint, AccountOptions.Key key) {
        try {
            return endpoint.accountOptions().key().equals(key);
        } catch (RuntimeException e) {
            return false;
        }
    }

    private Entry open(AccountOptions options) {
        MatrixAccount account =
                new MatrixAccount(
                        options.account(),
                        transport(options.http()),
                        options.maximumPending(),
                        workers,
                        this::newThread,
                        InstantSource.system());
        if (checked) {
            checks.register(options.name(), account);
        }
        return new Entry(options.shared().withDefaults(), account);
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
