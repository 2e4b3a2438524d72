// SPDX-License-Identifier: Apache-2.0
package org.camelmatrix.runner.setup;

import java.io.IOException;
import picocli.CommandLine.Mixin;

/** A command that acts for an account. */
abstract class AccountStep extends Step {

    @Mixin private AccountOptions options;

    AccountStep(Program program) {
        super(program);
    }

    @Override
    final String run(Connection connection) throws IOException {
        options.configure(connection.options(), program().environment());
        return run(connection, new Sessions(connection));
    }

    /** The same as {@link Step#run}, with the sessions of the account. */
    abstract String run(Connection connection, Sessions sessions) throws IOException;
}
