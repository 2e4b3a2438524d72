package org.camelmatrix.component;

import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.service.ServiceSupport;
import org.camelmatrix.account.AccountSettings;
import org.camelmatrix.account.MatrixAccount;
import org.camelmatrix.client.ClassicTransport;
import org.camelmatrix.client.Transport;

/**
 * The accounts of one component and the HTTP clients that they share.
 *
 * <p>Any thread may ask for an account; the CamelContext's thread starts and stops.
 */
final class MatrixAccounts extends ServiceSupport {

    private final CamelContext camelContext;
    private final Map<HttpSettings, HttpEndpoint> clients = new ConcurrentHashMap<>();
    private final Map<Key, MatrixAccount> accounts = new ConcurrentHashMap<>();
    private ExecutorService executor;

    private record Key(AccountSettings account, HttpSettings http) {}

    MatrixAccounts(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    MatrixAccount account(AccountSettings settings, HttpSettings http) {
        return accounts.computeIfAbsent(
                new Key(settings, http),
                key ->
                        new MatrixAccount(
                                settings, transport(http), executor, InstantSource.system()));
    }

    private Transport transport(HttpSettings http) {
        HttpEndpoint endpoint = clients.computeIfAbsent(http, this::open);
        return new ClassicTransport(endpoint.getHttpClient(), http.responseTimeout());
    }

    private HttpEndpoint open(HttpSettings http) {
        try {
            return http.open(camelContext, userAgent());
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
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
        executor = camelContext.getExecutorServiceManager().newDefaultThreadPool(this, "Matrix");
    }

    @Override
    protected void doStop() {
        accounts.clear();
        clients.values().forEach(HttpEndpoint::stop);
        clients.clear();
        camelContext.getExecutorServiceManager().shutdown(executor);
    }
}
