// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import picocli.CommandLine.Command;

/** Tells which account the other commands use. */
@Command(name = "whoami", description = "Print which account this is, and that it can work.")
final class WhoAmI extends AccountStep {

    WhoAmI(Program program) {
        super(program);
    }

    @Override
    String run(Connection connection, Sessions sessions) {
        SignedIn account = sessions.current();
        return account.user()
                + (account.deviceId() == null ? "" : ", device " + account.deviceId())
                + ", at "
                + account.client().baseUrl();
    }
}
