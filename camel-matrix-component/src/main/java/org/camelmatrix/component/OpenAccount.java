// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.camelmatrix.MatrixConfigurationException;
import org.camelmatrix.internal.account.MatrixAccount;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account that is open, and the values of the shared options that it was opened with. They stay
 * as they are until the component stops.
 *
 * <p>Any thread may call.
 */
final class OpenAccount {

    private static final Logger LOG = LoggerFactory.getLogger(OpenAccount.class);

    /** Messages can determine the URIs of endpoints, so the number of warnings has a limit. */
    private static final int MAXIMUM_WARNINGS = 100;

    private final String name;
    private final MatrixAccount account;
    private final SharedOptions running;
    private final Set<Warning> warnings = ConcurrentHashMap.newKeySet();

    private record Warning(SharedOption option, String endpoint) {}

    OpenAccount(String name, MatrixAccount account, SharedOptions running) {
        this.name = name;
        this.account = account;
        this.running = running;
    }

    MatrixAccount account() {
        return account;
    }

    /**
     * Compares the options of an endpoint that begins to use the account. A value that differs from
     * a default, or from the value of an endpoint that no longer exists, has no effect, and the log
     * says so.
     *
     * @param exists whether there is still an endpoint with a URI
     * @throws MatrixConfigurationException if another endpoint set a different value
     */
    void admit(SharedOptions wanted, Predicate<String> exists) {
        List<SharedOption> differing = wanted.setOtherwiseThan(running);
        for (SharedOption option : differing) {
            SharedOptions.Value value = running.of(option);
            if (value.isSet() && exists.test(value.setBy())) {
                throw SharedOptions.different(option, value, wanted.of(option), name);
            }
        }
        differing.forEach(option -> warn(option, wanted.of(option)));
    }

    private void warn(SharedOption option, SharedOptions.Value wanted) {
        if (warnings.size() < MAXIMUM_WARNINGS
                && warnings.add(new Warning(option, wanted.setBy()))) {
            LOG.warn(
                    "The option {} of {} ({}) has no effect, as the account {} already runs with"
                            + " {}. Set the option {} on the component",
                    option.word(),
                    wanted.setBy(),
                    option.shown(wanted.value()),
                    name,
                    option.shown(running.of(option).value()),
                    option.word());
        }
    }
}
