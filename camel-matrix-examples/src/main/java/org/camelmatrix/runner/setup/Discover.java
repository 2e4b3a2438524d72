// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import org.camelmatrix.internal.http.Discovery;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Tells where the homeserver of a server name is. */
@Command(
        name = "discover",
        description = "Print the URL of a homeserver, as its server name tells it (well-known).")
final class Discover extends Step {

    @Parameters(
            paramLabel = "SERVER",
            description = "A server name, such as example.org, or a user id.")
    private String server;

    Discover(Program program) {
        super(program);
    }

    @Override
    String run(Connection connection) {
        return Connection.await(
                        new Discovery(connection.transport())
                                .homeserverOf(Forms.serverName(server)))
                .baseUrl()
                .value();
    }
}
