// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.component;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.camelmatrix.internal.account.AccountStatus;
import org.camelmatrix.internal.account.MatrixAccount;

/**
 * Whether an account can send and receive, told without a request: UP when it is signed in, its
 * homeserver answered the last time, nothing says that it may not work, and its routes have not
 * been unable to receive for more than a minute. An account that the homeserver limits is UP, with
 * the end of the pause among the details: it works as it should.
 *
 * <p>For readiness alone, as a restart of the process helps in none of these cases.
 */
final class AccountHealthCheck extends AbstractHealthCheck {

    private final MatrixAccount account;

    AccountHealthCheck(String id, MatrixAccount account) {
        super("camel", id);
        this.account = account;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        AccountStatus status = account.status();
        detail(builder, "homeserver", status.homeserverUrl());
        detail(builder, "user", status.user());
        detail(builder, "device", status.deviceId());
        detail(builder, "lastContact", status.lastContact());
        detail(builder, "limitedUntil", status.limitedUntil());
        builder.detail("pending", status.pending());
        if (status.isUp()) {
            builder.up();
        } else {
            builder.message(
                            Stream.of(status.lastFailure(), status.receivingTrouble())
                                    .filter(Objects::nonNull)
                                    .findFirst()
                                    .orElse("The account is not signed in yet"))
                    .down();
        }
    }

    private static void detail(HealthCheckResultBuilder builder, String name, Object value) {
        if (value != null) {
            builder.detail(name, value.toString());
        }
    }
}
