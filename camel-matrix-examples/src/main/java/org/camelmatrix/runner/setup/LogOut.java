// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import picocli.CommandLine.Command;

/** Ends a session. */
@Command(
        name = "logout",
        description = "End the session, at the homeserver and in the session store.")
final class LogOut extends AccountStep {

    LogOut(Program program) {
        super(program);
    }

    @Override
    String run(Connection connection, Sessions sessions) {
        return sessions.end() + " is signed out.";
    }
}
