// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.camelmatrix.internal.account.MatrixAccount;

/**
 * The health checks of one component's accounts, in the registry of its CamelContext; none where
 * the application does not have camel-health.
 *
 * <p>Any thread may register.
 */
final class AccountHealthChecks {

    private final CamelContext camelContext;
    private final Queue<HealthCheck> checks = new ConcurrentLinkedQueue<>();

    AccountHealthChecks(CamelContext camelContext) {
        this.camelContext = camelContext;
    }

    /**
     * Registers the check of an account.
     *
     * @param name what to call it; another account may have the same name
     */
    void register(String name, MatrixAccount account) {
        HealthCheckRegistry registry = HealthCheckRegistry.get(camelContext);
        if (registry == null) {
            return;
        }
        String id = "matrix-" + name;
        HealthCheck check = new AccountHealthCheck(id, account);
        for (int number = 2; !registry.register(check); number++) {
            check = new AccountHealthCheck(id + '-' + number, account);
        }
        checks.add(check);
    }

    /** Takes all of them out again. */
    void unregister() {
        HealthCheckRegistry registry = HealthCheckRegistry.get(camelContext);
        for (HealthCheck check = checks.poll(); check != null; check = checks.poll()) {
            registry.unregister(check);
        }
    }
}
